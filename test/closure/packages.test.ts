import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Package } from "#plugin/closure/packages/index";
import { assertPackage, found, FROM, packagesOf } from "./installed.js";
import { packageText as json, type Files } from "./memory.js";

function owned(files: Files, fileName: string, from = FROM): Package {
  return assertPackage(packagesOf(files).owner(fileName, from));
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
