import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createPackages } from "#plugin/closure/packages/index";
import { assertPackage } from "./installed.js";
import { createMemory, packageText as json, type Files } from "./memory.js";

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
