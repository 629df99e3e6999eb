import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createPackages } from "#plugin/closure/packages/index";
import { compilers } from "../code/compile.js";
import { assertPackage } from "./installed.js";
import { packageText as json, type Files } from "./memory.js";

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
