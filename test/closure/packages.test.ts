import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createPackages, type Package, type Packages } from "#plugin/closure/packages/index";
import { compilers } from "../code/compile.js";
import { createMemory, packageText as json, type Files } from "./memory.js";

const FROM = "/p/src/main.ts";

function packagesOf(files: Files): Packages {
  return createPackages(createMemory(files).host);
}

function found(files: Files, specifier: string, from = FROM): Package {
  return assertPackage(packagesOf(files).find(specifier, from));
}

function owned(files: Files, fileName: string, from = FROM): Package {
  return assertPackage(packagesOf(files).owner(fileName, from));
}

function assertPackage(answer: Package | "builtin" | undefined): Package {
  if (answer === undefined || answer === "builtin") throw new Error(`No package: ${answer}`);
  return answer;
}

const release = ({ name, version }: Package): string => `${name}@${version}`;

const finding = suite("finding packages");

finding("plain, scoped, and with a path behind the name", () => {
  const files = { "/p/node_modules/a/package.json": json("a", "1.2.3"), "/p/node_modules/@s/b/package.json": json("@s/b", "4.5.6") };
  for (const specifier of ["a", "a/", "a/deep/file.js"]) assert.is(release(found(files, specifier)), "a@1.2.3");
  for (const specifier of ["@s/b", "@s/b/c"]) assert.is(release(found(files, specifier)), "@s/b@4.5.6");
  assert.equal([found(files, "a").folder, found(files, "a").linked], ["/p/node_modules/a", false]);
});

finding("Node's own modules, with and without node:", () => {
  const files = { "/p/node_modules/punycode/package.json": json("punycode", "2.0.0"), "/p/node_modules/fs/package.json": json("fs", "0.0.1") };
  for (const specifier of ["node:fs", "fs", "fs/promises", "node:test", "node:sqlite", "punycode"]) {
    assert.is(packagesOf(files).find(specifier, FROM), "builtin");
  }
  assert.is(release(found(files, "punycode/")), "punycode@2.0.0");
});

finding("nothing for paths, # imports, URLs, a scope alone, and what is not installed", () => {
  const packages = packagesOf({ "/p/node_modules/a/package.json": json("a", "1.0.0"), "/p/package.json": json("p", "1.0.0") });
  for (const specifier of ["./a", "../a", ".", "..", "/p/node_modules/a", "#a", "https://a.b/c", "data:text/javascript,0", "@a", "", "b"]) {
    assert.is(packages.find(specifier, FROM), undefined, specifier);
  }
});

finding("the nearest wins, for every file by itself", () => {
  const files = {
    "/p/node_modules/a/package.json": json("a", "1.0.0"),
    "/p/packages/x/node_modules/a/package.json": json("a", "2.0.0"),
    "/p/node_modules/b/node_modules/a/package.json": json("a", "3.0.0"),
    "/node_modules/a/package.json": json("a", "0.0.0"),
  };
  const packages = packagesOf(files);
  const versions = ["/p/src/deep/er/f.ts", "/p/packages/x/f.ts", "/p/packages/x/src/f.ts", "/p/node_modules/b/i.js", "/q/f.ts"].map(
    (from) => assertPackage(packages.find("a", from)).version,
  );
  assert.equal(versions, ["1.0.0", "2.0.0", "2.0.0", "3.0.0", "0.0.0"]);
});

finding("an alias of npm by the name it is installed under, and by what it is", () => {
  const files = { "/p/node_modules/a/package.json": json("b", "1.0.0"), "/p/node_modules/b/package.json": json("b", "1.0.0") };
  assert.is(release(found(files, "a")), "a@1.0.0");
  assert.is.not(found(files, "a").digest, found(files, "b").digest);
  assert.is.not(found(files, "a").digest, found({ "/p/node_modules/a/package.json": json("c", "1.0.0") }, "a").digest);
});

finding("a package by its own name, where it has exports", () => {
  const self = { "/p/package.json": json("self", "1.0.0", { exports: "./i.js" }), "/p/src/package.json": '{"type":"module"}' };
  assert.equal([found(self, "self/x").folder, found(self, "self").linked], ["/p", true]);
  assert.is(packagesOf({ "/p/package.json": json("self", "1.0.0") }).find("self", FROM), undefined);
  const nested = {
    "/p/node_modules/a/package.json": json("a", "1.0.0", { exports: "./i.js" }),
    "/p/node_modules/a/node_modules/a/package.json": json("a", "2.0.0"),
  };
  assert.is(found(nested, "a", "/p/node_modules/a/lib/i.js").version, "1.0.0");
});

finding("a package without a package.json", () => {
  assert.is(release(found({ "/p/node_modules/a/index.js": "exports.a = 1;" }, "a")), "a@");
  assert.is(packagesOf({ "/p/node_modules/a/node_modules/b/index.js": "" }).find("a", FROM), undefined);
});

finding("a package.json with a BOM, and a broken one", () => {
  assert.is(found({ "/p/node_modules/a/package.json": `\uFEFF${json("a", "1.0.0")}` }, "a").version, "1.0.0");
  for (const text of ["{", "[]", "null", '"a"', '{"version":3,"dependencies":["b"]}']) {
    assert.is(release(found({ "/p/node_modules/a/package.json": text }, "a")), "a@");
  }
});

finding("Windows paths", () => {
  const files = { "C:/p/node_modules/a/package.json": json("a", "1.0.0") };
  assert.is(found(files, "a", "C:/p/src/main.ts").folder, "C:/p/node_modules/a");
  assert.is(packagesOf(files).find("b", "C:/p/src/main.ts"), undefined);
});

finding.run();

const owners = suite("owners of declaration files");

owners("the package directly below node_modules, whatever lies inside", () => {
  const files = { "/p/node_modules/@s/a/package.json": json("@s/a", "1.0.0"), "/p/node_modules/@s/a/esm/package.json": '{"type":"module","version":"9.9.9"}' };
  assert.is(release(owned(files, "/p/node_modules/@s/a/esm/i.d.ts")), "@s/a@1.0.0");
  assert.is(packagesOf(files).owner("/p/src/i.d.ts", FROM), undefined);
});

owners("pnpm's store: the last node_modules", () => {
  const folder = "/p/node_modules/.pnpm/a@1.0.0/node_modules/a";
  const answer = owned({ [`${folder}/package.json`]: json("a", "1.0.0") }, `${folder}/i.d.ts`);
  assert.equal([release(answer), answer.folder, answer.linked], ["a@1.0.0", folder, false]);
});

owners("types: the package that runs", () => {
  const files = {
    "/p/node_modules/@types/a/package.json": json("@types/a", "9.0.0"),
    "/p/node_modules/@types/s__b/package.json": json("@types/s__b", "9.0.0"),
    "/p/node_modules/@types/__c/package.json": json("@types/__c", "9.0.0"),
    "/p/node_modules/a/package.json": json("a", "1.0.0"),
    "/p/node_modules/@s/b/package.json": json("@s/b", "2.0.0"),
    "/p/node_modules/__c/package.json": json("__c", "3.0.0"),
  };
  const names = ["a", "s__b", "__c"].map((name) => release(owned(files, `/p/node_modules/@types/${name}/deep/i.d.ts`)));
  assert.equal(names, ["a@1.0.0", "@s/b@2.0.0", "__c@3.0.0"]);
});

owners("types of what is not installed: the types' own package", () => {
  const files = { "/p/node_modules/@types/a/package.json": json("@types/a", "9.0.0") };
  assert.is(release(owned(files, "/p/node_modules/@types/a/i.d.ts")), "@types/a@9.0.0");
});

owners("the types of Node", () => {
  const packages = packagesOf({ "/p/node_modules/@types/node/package.json": json("@types/node", "20.0.0"), "/p/node_modules/node/package.json": json("node", "1.0.0") });
  assert.is(packages.owner("/p/node_modules/@types/node/fs.d.ts", FROM), "builtin");
  assert.is(packages.owner("/p/node_modules/undici-types/index.d.ts", FROM), "builtin");
});

owners("types above two versions: the one that the importing file finds", () => {
  const files = {
    "/p/node_modules/@types/a/package.json": json("@types/a", "9.0.0"),
    "/p/node_modules/a/package.json": json("a", "1.0.0"),
    "/p/packages/x/node_modules/a/package.json": json("a", "2.0.0"),
  };
  const types = "/p/node_modules/@types/a/i.d.ts";
  assert.equal([owned(files, types, "/p/packages/x/f.ts").version, owned(files, types, "/p/f.ts").version], ["2.0.0", "1.0.0"]);
  assert.is(owned(files, types, "/p/packages/x").version, "2.0.0", "from a folder");
});

owners("types that a package brought along: the one that it brought", () => {
  const files = {
    "/p/node_modules/a/package.json": json("a", "1.0.0"),
    "/p/node_modules/lib/package.json": json("lib", "1.0.0"),
    "/p/node_modules/lib/node_modules/a/package.json": json("a", "2.0.0"),
    "/p/node_modules/lib/node_modules/@types/a/package.json": json("@types/a", "9.0.0"),
  };
  assert.is(owned(files, "/p/node_modules/lib/node_modules/@types/a/i.d.ts").version, "2.0.0");
});

owners("types in pnpm's store: the one that the importing file finds, not the one hoisted for tools", () => {
  const store = "/p/node_modules/.pnpm";
  const types = `${store}/@types+a@9.0.0/node_modules/@types/a`;
  const files = {
    [`${types}/package.json`]: json("@types/a", "9.0.0"),
    [`${store}/node_modules/a/package.json`]: json("a", "0.0.1"),
    "/p/node_modules/a/package.json": json("a", "1.0.0"),
  };
  assert.is(owned(files, `${types}/i.d.ts`).version, "1.0.0");
});

owners("the package around any file", () => {
  const files = {
    "/w/package.json": json("root", "1.0.0"),
    "/w/packages/b/package.json": json("b", "0.0.0"),
    "/w/packages/b/dist/cjs/package.json": '{"type":"commonjs"}',
    "/w/node_modules/a/package.json": json("a", "1.0.0"),
    "/w/node_modules/a/lib/package.json": json("inner", "7.0.0"),
  };
  const packages = packagesOf(files);
  const around = (file: string): string => release(assertPackage(packages.enclosing(file)));
  assert.equal(["/w/packages/b/dist/cjs/i.d.ts", "/w/x.ts", "/w/node_modules/a/lib/i.js"].map(around), ["b@0.0.0", "root@1.0.0", "a@1.0.0"]);
  assert.equal([packages.enclosing("/w/packages/b/i.ts")?.linked, packages.enclosing("/other/i.ts")], [true, undefined]);
});

owners.run();

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

const linked = suite("linked packages");

const LINK = { "/w/app/node_modules/b": "/w/b", "/w/app/node_modules/c/node_modules/b": "/w/b" };

function linkedDigest(changes: Files, manifest = json("b", "0.0.0", { main: "./i.js" })): string {
  const files = { "/w/b/package.json": manifest, "/w/b/i.js": "exports.a = 1;", ...changes };
  return assertPackage(createPackages(createMemory(files, LINK).host).find("b", "/w/app/f.ts")).digest;
}

linked("the real folder, under a kept or a resolved path", () => {
  const files = { "/w/b/package.json": json("b", "0.0.0") };
  const packages = createPackages(createMemory(files, LINK).host);
  const answer = assertPackage(packages.find("b", "/w/app/f.ts"));
  assert.equal([answer.folder, answer.linked], ["/w/b", true]);
  assert.is(packages.owner("/w/app/node_modules/b/i.d.ts", "/w/app/f.ts"), answer);
  assert.is(packages.enclosing("/w/b/i.d.ts"), answer);
});

linked("every file that can run counts", () => {
  const plain = linkedDigest({});
  for (const file of ["i.js", "deep/x.mjs", "x.cjs", "x.json", "x.node", "x.wasm"]) assert.is.not(linkedDigest({ [`/w/b/${file}`]: "2" }), plain, file);
  assert.is.not(linkedDigest({ "/w/b/x.js": "2" }), linkedDigest({ "/w/b/y.js": "2" }));
});

linked("types, sources of what is built, other packages and folders of tools do not", () => {
  const plain = linkedDigest({});
  for (const file of ["i.d.ts", "i.d.mts", "x.md", "src/i.ts", "node_modules/z/i.js", ".turbo/x.js"]) assert.is(linkedDigest({ [`/w/b/${file}`]: "2" }), plain, file);
  assert.is(linkedDigest({ "/w/b/i.js": "a\r\nb" }), linkedDigest({ "/w/b/i.js": "a\nb" }));
});

linked("TypeScript counts where it may run", () => {
  for (const extra of [{}, { main: "./src/i.ts" }, { main: "src/i" }, { exports: { "./*": { types: "./t.d.ts", default: "./src/*.ts" } } }]) {
    const manifest = json("b", "0.0.0", extra);
    assert.is.not(linkedDigest({ "/w/b/src/i.ts": "1" }, manifest), linkedDigest({ "/w/b/src/i.ts": "2" }, manifest), JSON.stringify(extra));
    assert.is(linkedDigest({ "/w/b/src/i.d.ts": "1" }, manifest), linkedDigest({ "/w/b/src/i.d.ts": "2" }, manifest));
  }
  const built = json("b", "0.0.0", { main: "./i.js", exports: { types: "./src/i.ts", import: ["./i.mjs"] } });
  assert.is(linkedDigest({ "/w/b/src/i.ts": "1" }, built), linkedDigest({ "/w/b/src/i.ts": "2" }, built));
});

linked("on the way from another package", () => {
  const digest = (code: string): string => {
    const files = { "/w/app/node_modules/c/package.json": json("c", "1.0.0", { dependencies: { b: "*" } }), "/w/b/package.json": json("b", "0.0.0"), "/w/b/i.js": code };
    return assertPackage(createPackages(createMemory(files, LINK).host).find("c", "/w/app/f.ts")).digest;
  };
  assert.is.not(digest("1"), digest("2"));
  assert.is(digest("1"), digest("1"));
});

linked.run();

/** Writes files and links below a new folder, hands its real path on, and removes it. */
function withFolder(files: Files, links: Readonly<Record<string, string>>, use: (root: string) => void): void {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "taskprint-packages-")));
  const prepared = (path: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    return join(root, path);
  };
  try {
    for (const [path, text] of Object.entries(files)) writeFileSync(prepared(path), text ?? "");
    for (const [path, target] of Object.entries(links)) symlinkSync(join(root, target), prepared(path));
    use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

for (const ts of compilers) {
  const real = suite(`packages on disk, TypeScript ${ts.version}`);
  const files = {
    "w/b/package.json": json("b", "0.0.0", { main: "./i.js" }),
    "w/b/i.js": "1",
    "w/b/x.min.js": "1",
    "w/b/x.wasm": "1",
    "w/app/node_modules/.pnpm/a@1.0.0/node_modules/a/package.json": json("a", "1.0.0", { dependencies: { c: "*" } }),
    "w/app/node_modules/.pnpm/a@1.0.0/node_modules/c/package.json": json("c", "1.0.0"),
    "w/app/node_modules/.pnpm/node_modules/c/package.json": json("c", "6.6.6"),
  };
  const links = { "w/app/node_modules/b": "w/b", "w/app/node_modules/a": "w/app/node_modules/.pnpm/a@1.0.0/node_modules/a" };
  const host = ts.createCompilerHost({});
  const hosts = [["as the compiler lists folders", host], ["listing folders itself", { readFile: host.readFile, fileExists: host.fileExists, realpath: realpathSync.native }]] as const;

  for (const [title, each] of hosts) {
    const digestOf = (root: string, name: string): string => assertPackage(createPackages(each).find(name, `${root}/w/app/src/f.ts`)).digest;

    real(`links, ${title}`, () => {
      withFolder(files, links, (root) => {
        const packages = createPackages(each);
        const a = assertPackage(packages.find("a", `${root}/w/app/f.ts`));
        const b = assertPackage(packages.find("b", `${root}/w/app/f.ts`));
        assert.equal([a.linked, a.folder], [false, `${root}/w/app/node_modules/.pnpm/a@1.0.0/node_modules/a`]);
        assert.equal([b.linked, b.folder], [true, `${root}/w/b`]);
        const before = digestOf(root, "a");
        writeFileSync(`${root}/w/app/node_modules/.pnpm/node_modules/c/package.json`, json("c", "7.0.0"));
        assert.is(digestOf(root, "a"), before);
        writeFileSync(`${root}/w/app/node_modules/.pnpm/a@1.0.0/node_modules/c/package.json`, json("c", "1.0.1"));
        assert.is.not(digestOf(root, "a"), before);
      });
    });

    real(`content, ${title}`, () => {
      withFolder(files, links, (root) => {
        const seen = [digestOf(root, "b")];
        const edits: readonly [string, string | Uint8Array][] = [
          ["i.js", "2"],
          ["x.min.js", "2"],
          ["deep/x.js", "2"],
          // Both are one and the same replacement character as text.
          ["x.wasm", Uint8Array.of(0xfe)],
          ["x.wasm", Uint8Array.of(0xff)],
        ];
        mkdirSync(`${root}/w/b/deep`);
        for (const [file, content] of edits) {
          writeFileSync(`${root}/w/b/${file}`, content);
          seen.push(digestOf(root, "b"));
        }
        assert.is(new Set(seen).size, edits.length + 1);
        mkdirSync(`${root}/w/b/node_modules/z`, { recursive: true });
        writeFileSync(`${root}/w/b/node_modules/z/i.js`, "2");
        writeFileSync(`${root}/w/b/.hidden.js`, "2");
        assert.is(digestOf(root, "b"), seen.at(-1));
      });
    });
  }

  real("both ways of listing agree, wherever the folder lies", () => {
    const found: string[] = [];
    for (const [, each] of hosts) {
      withFolder(files, links, (root) => void found.push(assertPackage(createPackages(each).find("b", `${root}/w/app/f.ts`)).digest));
    }
    assert.is(found[0], found[1]);
  });

  real.run();
}
