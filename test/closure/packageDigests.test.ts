import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createPackages } from "#plugin/closure/packages/index";
import { assertPackage, found, FROM, packagesOf } from "./installed.js";
import { createMemory, packageText as json, type Files } from "./memory.js";

const digests = suite("digests of packages");

/** A package whose dependency of each kind has a dependency of its own. */
function tree(changes: Files = {}): Files {
  return {
    "/p/node_modules/a/package.json": json("a", "1.0.0", {
      dependencies: { b: "*", "@types/t": "*" },
      optionalDependencies: { o: "*" },
      peerDependencies: { q: "*" },
      devDependencies: { d: "*" },
    }),
    "/p/node_modules/b/package.json": json("b", "1.0.0", { dependencies: { c: "*" } }),
    "/p/node_modules/c/package.json": json("c", "1.0.0", { dependencies: { a: "*" } }),
    "/p/node_modules/d/package.json": json("d", "1.0.0"),
    "/p/node_modules/o/package.json": json("o", "1.0.0"),
    "/p/node_modules/q/package.json": json("q", "1.0.0"),
    "/p/node_modules/@types/t/package.json": json("@types/t", "1.0.0"),
    "/p/node_modules/other/package.json": json("other", "1.0.0"),
    ...changes,
  };
}

const digestOfTree = (changes?: Files): string => found(tree(changes), "a").digest;

const counted: readonly [string, Files][] = [
  ["its own version", { "/p/node_modules/a/package.json": json("a", "1.0.1", { dependencies: { b: "*" } }) }],
  ["the version of a dependency", { "/p/node_modules/b/package.json": json("b", "1.0.1", { dependencies: { c: "*" } }) }],
  ["the version two dependencies away, on a cycle", { "/p/node_modules/c/package.json": json("c", "1.0.1", { dependencies: { a: "*" } }) }],
  ["an installed optional dependency", { "/p/node_modules/o/package.json": json("o", "1.0.1") }],
  ["an optional dependency that is gone", { "/p/node_modules/o/package.json": undefined }],
  ["a peer", { "/p/node_modules/q/package.json": json("q", "1.0.1") }],
  ["a dependency's own copy", { "/p/node_modules/b/node_modules/c/package.json": json("c", "1.0.2") }],
];

for (const [title, changes] of counted) {
  digests(`counts: ${title}`, () => assert.is.not(digestOfTree(changes), digestOfTree()));
}

const uncounted: readonly [string, Files][] = [
  ["a package that is not depended on", { "/p/node_modules/other/package.json": json("other", "2.0.0") }],
  ["a development dependency", { "/p/node_modules/d/package.json": json("d", "2.0.0") }],
  ["types", { "/p/node_modules/@types/t/package.json": json("@types/t", "2.0.0") }],
  ["files of a package with a version", { "/p/node_modules/a/index.js": "exports.a = 2;" }],
  ["other fields of a package.json", { "/p/node_modules/o/package.json": json("o", "1.0.0", { scripts: { test: "x" } }) }],
];

for (const [title, changes] of uncounted) {
  digests(`does not count: ${title}`, () => assert.is(digestOfTree(changes), digestOfTree()));
}

digests("where packages lie and in what order they are asked for does not count", () => {
  const moved = Object.fromEntries(Object.entries(tree()).map(([path, text]) => [path.replace("/p/", "/q/r/"), text]));
  assert.is(found(moved, "a", "/q/r/src/f.ts").digest, digestOfTree());
  const packages = packagesOf(tree());
  const backwards = ["c", "b", "a"].map((name) => assertPackage(packages.find(name, FROM)).digest);
  assert.is(backwards[2], digestOfTree());
  assert.is(new Set(backwards).size, 3);
});

digests("which of two releases of one name a package loads counts", () => {
  const nested = (left: string, right: string): Files => ({
    "/p/node_modules/a/package.json": json("a", "1.0.0", { dependencies: { l: "*", r: "*" } }),
    "/p/node_modules/l/package.json": json("l", "1.0.0", { dependencies: { c: "*", r: "*" } }),
    "/p/node_modules/r/package.json": json("r", "1.0.0", { dependencies: { c: "*", l: "*" } }),
    "/p/node_modules/l/node_modules/c/package.json": json("c", left),
    "/p/node_modules/r/node_modules/c/package.json": json("c", right),
  });
  assert.is.not(found(nested("1.0.0", "2.0.0"), "a").digest, found(nested("2.0.0", "1.0.0"), "a").digest);
});

digests("without a version, the content counts", () => {
  const files = (text: string, code: string): Files => ({ "/p/node_modules/a/package.json": text, "/p/node_modules/a/index.js": code });
  for (const text of [json("a", undefined), "{"]) {
    assert.is.not(found(files(text, "1;"), "a").digest, found(files(text, "2;"), "a").digest);
    assert.is(found(files(text, "1;\r\n2;"), "a").digest, found(files(text, "1;\n2;"), "a").digest);
  }
  assert.is.not(found(files("{", "1;"), "a").digest, found(files("{ ", "1;"), "a").digest);
});

digests("the next program sees what changed", () => {
  const memory = createMemory(tree());
  const before = assertPackage(createPackages(memory.host).find("a", FROM));
  const first = before.digest;
  memory.files.set("/p/node_modules/c/package.json", json("c", "5.0.0"));
  assert.is.not(assertPackage(createPackages(memory.host).find("a", FROM)).digest, first);
});

digests("500 files that import 10 packages read each package.json once", () => {
  const names = Array.from({ length: 10 }, (_, index) => `a${index}`);
  const shared = json("shared", "1.0.0");
  const files = Object.fromEntries(names.map((name) => [`/p/node_modules/${name}/package.json`, json(name, "1.0.0", { dependencies: { shared: "*" } })]));
  const memory = createMemory({ ...files, "/p/node_modules/shared/package.json": shared, "/p/package.json": json("p", "1.0.0") });
  const packages = createPackages(memory.host);
  for (let file = 0; file < 500; file += 1) {
    for (const name of names) assert.ok(assertPackage(packages.find(name, `/p/src/d${file % 50}/f${file}.ts`)).digest);
  }
  assert.is(memory.reads.length, new Set(memory.reads).size);
  assert.ok(memory.reads.length >= 11);
  assert.ok(memory.asked() < 500 * 10, `asked for ${memory.asked()} files`);
});

digests.run();
