import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createPackages } from "#plugin/closure/packages/index";
import { createScripts } from "#plugin/closure/packages/scripts";
import { compilers, createContext } from "../code/compile.js";
import { createMemory, packageText as json, type Files } from "./memory.js";

type Compiler = (typeof compilers)[number];

const ENTRY = "/w/b/dist/i.d.ts";

/** A linked package of three scripts, one of which nothing loads, and a package that one of them imports. */
const PACKAGE: Files = {
  "/w/b/package.json": json("b", "0.0.0", { main: "./dist/i.js" }),
  "/w/b/dist/i.js": 'import { twice } from "./lib/twice.js";\nexport function quad(x) { return twice(twice(x)); }',
  "/w/b/dist/lib/twice.js": 'import { a } from "a";\nexport const twice = (x) => 2 * x * a;',
  "/w/b/dist/alone.js": "export const alone = 1;",
  "/w/node_modules/a/package.json": json("a", "1.0.0"),
};

function digest(ts: Compiler, changes: Files, entry = ENTRY): string | undefined {
  const { host } = createMemory({ ...PACKAGE, ...changes });
  const plain = createContext(ts, []);
  const context = { ...plain, host: { ...plain.host, ...host, readDirectory: (root: string, extensions: readonly string[]) => [...(host.readDirectory?.(root, extensions, [], []) ?? [])] } };
  return createScripts(context, createPackages(context.host)).digestScript(entry);
}

/** The entry script and the file `x.js` beside it. */
const pair = (entry: string, x: string): Files => ({ "/w/b/dist/i.js": entry, "/w/b/dist/x.js": x });

const counted: readonly [string, Files][] = [
  ["the script beside the declarations", { "/w/b/dist/i.js": 'import { twice } from "./lib/twice.js";\nexport function quad(x) { return twice(x); }' }],
  ["a script that it loads", { "/w/b/dist/lib/twice.js": 'import { a } from "a";\nexport const twice = (x) => 3 * x * a;' }],
  ["the package that a loaded script imports", { "/w/node_modules/a/package.json": json("a", "1.0.1") }],
  ["a package that is not installed any more", { "/w/node_modules/a/package.json": undefined }],
];

const uncounted: readonly [string, Files][] = [
  ["a script that it does not load", { "/w/b/dist/alone.js": "export const alone = 2;" }],
  ["comments and format", { "/w/b/dist/lib/twice.js": 'import { a } from "a";\r\n/** Doubled. */\r\nexport const twice = x => ((2 * x) * a); // twice\r\n//# sourceMappingURL=x' }],
  ["empty statements and a hash-bang", { "/w/b/dist/alone.js": ";", "/w/b/dist/lib/twice.js": '#!/usr/bin/env node\nimport { a } from "a";\nexport const twice = (x) => 2 * x * a;;' }],
  ["the version of the linked package itself", { "/w/b/package.json": json("b", "0.0.1", { main: "./dist/i.js" }) }],
];

/** Each entry script sees what `x.js` beside it holds. */
const loading: readonly [string, string][] = [
  ["import", 'import "./x.js";'],
  ["export from", 'export * from "./x.js";'],
  ["import()", 'export const f = () => import("./x.js");'],
  ["import() of a plain template", "export const f = () => import(`./x.js`);"],
  ["require", 'const x = require("./x");'],
  ["require deep in a function", 'exports.f = () => { if (1) { return [{ a: require("./x.js") }]; } };'],
  ["module.require", 'const x = module.require("./x.js");'],
  ["require of its own making", 'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nrequire("./x.js");'],
  ["a require under another name", 'import { createRequire } from "node:module";\nconst load = createRequire(import.meta.url);\nload("./x.js");'],
  ["a require handed on", 'exports.f = (load) => load("./x.js");\nexports.f(require);'],
  ["import() of a computed path", 'export const f = (x) => import("./" + x);'],
  ["require of a computed path", 'exports.f = (x) => require("./" + x);'],
  ["a # import", 'import "#x";'],
  ["a file that is not there", 'require("./gone");'],
  ["the package's own name", 'import "b/x";'],
];

/** Files that `require("./x")` loads, one at a time. */
const resolutions = ["x", "x.js", "x.json", "x.node", "x.mjs", "x.cjs", "x/index.js", "x/index.json", "x/index.cjs"];

for (const ts of compilers) {
  const test = suite(`scripts of linked packages, TypeScript ${ts.version}`);

  for (const [title, changes] of counted) {
    test(`counts: ${title}`, () => assert.is.not(digest(ts, changes), digest(ts, {})));
  }
  for (const [title, changes] of uncounted) {
    test(`does not count: ${title}`, () => assert.is(digest(ts, changes), digest(ts, {})));
  }
  for (const [title, entry] of loading) {
    test(`loads: ${title}`, () => {
      const manifest = { "/w/b/package.json": json("b", "0.0.0", { exports: "./dist/i.js" }) };
      const digests = ["exports.x = 1;", "exports.x = 2;"].map((x) => digest(ts, { ...manifest, ...pair(entry, x) }));
      assert.type(digests[0], "string");
      assert.is.not(digests[0], digests[1]);
    });
  }
  for (const file of resolutions) {
    test(`finds ${file} as Node does`, () => {
      const digests = ["1;", "2;"].map((text) => digest(ts, { "/w/b/dist/i.js": 'require("./x");', [`/w/b/dist/${file}`]: text }));
      assert.is.not(digests[0], digests[1]);
    });
  }

  test("a folder with a package.json may run any of its files", () => {
    const digests = ["1;", "2;"].map((text) => digest(ts, { "/w/b/dist/i.js": 'require("./x/");', "/w/b/dist/x/package.json": '{"main":"m"}', "/w/b/dist/x/m.js": text }));
    assert.is.not(digests[0], digests[1]);
  });

  test("naming require without calling it hides nothing", () => {
    const entry = 'if (typeof require !== "undefined" && require.main === module) main();';
    assert.is(digest(ts, pair(entry, "1;")), digest(ts, pair(entry, "2;")));
  });

  test("scripts that load each other", () => {
    const files = (a: string, b: string): Files => ({ "/w/b/dist/i.js": 'import "./a.js";', "/w/b/dist/a.js": `import "./b.js"; ${a}`, "/w/b/dist/b.js": `import "./a.js"; ${b}` });
    assert.is(new Set([files("1", "2"), files("2", "1"), files("1", "3"), files("3", "2")].map((each) => digest(ts, each))).size, 4);
  });

  test("members of a cycle differ", () => {
    const files = { "/w/b/dist/i.js": 'import "./j.js"; 1', "/w/b/dist/j.js": 'import "./i.js"; 2' };
    assert.is.not(digest(ts, files), digest(ts, files, "/w/b/dist/j.d.ts"));
  });

  test("the digest is the same whatever was asked for before, and each file is read once", () => {
    const memory = createMemory(PACKAGE);
    const plain = createContext(ts, []);
    const context = { ...plain, host: { ...plain.host, readFile: memory.host.readFile, fileExists: memory.host.fileExists } };
    const scripts = createScripts(context, createPackages(context.host));
    const entries = ["/w/b/dist/lib/twice.d.ts", "/w/b/dist/alone.d.ts", ENTRY, ENTRY];
    assert.equal(entries.map((entry) => scripts.digestScript(entry)), entries.map((entry) => digest(ts, {}, entry)));
    assert.is(memory.reads.length, new Set(memory.reads).size);
  });

  test("the extensions of declarations say which script runs", () => {
    const moved = (extension: string, text: string): Files => ({ [`/w/b/dist/m${extension}`]: text });
    for (const [declarations, script] of [[".d.mts", ".mjs"], [".d.cts", ".cjs"], [".d.ts", ".mjs"], [".d.ts", ".js"]] as const) {
      const [one, two] = ["1;", "2;"].map((text) => digest(ts, moved(script, text), `/w/b/dist/m${declarations}`));
      assert.type(one, "string");
      assert.is.not(one, two);
    }
    const both = (text: string): Files => ({ "/w/b/dist/m.mjs": "1;", "/w/b/dist/m.cjs": text });
    assert.is.not(digest(ts, both("1;"), "/w/b/dist/m.d.ts"), digest(ts, both("2;"), "/w/b/dist/m.d.ts"));
    assert.is(digest(ts, moved(".js", "1;"), "/w/b/dist/m.d.mts"), undefined);
    assert.is(digest(ts, {}, "/w/b/types/i.d.ts"), undefined);
    assert.is(digest(ts, {}, "/w/b/dist/i.ts"), undefined);
  });

  test("directives, and strings in parentheses", () => {
    const texts = ['"use strict"; f()', "'use strict'; f()", '("use strict"); f()', "f()"];
    const digests = texts.map((text) => digest(ts, pair(text, "")));
    assert.is.not(digests[0], digests[2]);
    assert.is.not(digests[0], digests[3]);
    assert.is.not(digests[2], digests[3]);
  });

  test("what the parser does not understand counts by its text", () => {
    const [one, two] = ["a b # c;", "a b # d;"].map((text) => digest(ts, pair(text, "")));
    assert.is.not(one, two);
  });

  test("default exports, decorators, JSX and generated sums have a canonical form", () => {
    const sum = Array.from({ length: 5_000 }, (_, index) => index).join("+");
    const texts = ["export default { a: 1 };", "export default function () {}", "@d class C { @e x = 1 }", "f(<a b=\"1\">c</a>);", `const s = ${sum};`];
    for (const text of texts) {
      assert.is(digest(ts, pair(`/* 1 */ ${text}`, "")), digest(ts, pair(`${text.replace("{", "{ /* 2 */ ")}`, "")), text);
    }
  });

  test("where the checkout lies does not count", () => {
    const { host } = createMemory(Object.fromEntries(Object.entries(PACKAGE).map(([path, text]) => [`/elsewhere${path}`, text])));
    const plain = createContext(ts, []);
    const context = { ...plain, host: { ...plain.host, readFile: host.readFile, fileExists: host.fileExists } };
    assert.is(createScripts(context, createPackages(context.host)).digestScript(`/elsewhere${ENTRY}`), digest(ts, {}));
  });

  test.run();
}

const versions = suite("scripts over the versions of TypeScript");
versions("every package has one digest", () => {
  for (const [, changes] of [...counted, ...uncounted]) {
    const [first, ...others] = compilers.map((ts) => digest(ts, changes));
    for (const other of others) assert.is(other, first);
  }
});
versions.run();
