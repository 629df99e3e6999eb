import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Consumer, demandSuccess, linesOf, newest } from "./consumer.js";
import { installedConsumer, prepare } from "./installed.js";
import { configFiles, fingerprintsOf, linesOfRun, sources } from "./program.js";

const test = suite("a checkout that moves");
let original: Consumer;
let moved: Consumer;
let parent: string;

test.before(() => {
  original = installedConsumer(newest);
  prepare(original, configFiles("module", { module: "nodenext" }));
  demandSuccess("tspc", original.build());
  assert.equal(linesOf(original.node("out/main.js")), linesOfRun("run"));
  parent = realpathSync(mkdtempSync(join(tmpdir(), "tp-moved-")));
  moved = new Consumer(join(parent, "another name"));
  cpSync(original.folder, moved.folder, { recursive: true, filter: (path) => basename(path) !== "node_modules" });
  symlinkSync(join(original.folder, "node_modules"), join(moved.folder, "node_modules"), "junction");
});

test("runs as it was built, and finds its results", () => {
  assert.equal(linesOf(moved.node("out/main.js")), linesOfRun("hit"));
});

test("built again with CRLF, another order of files and an unrelated file, it has the same fingerprints", () => {
  const { include: _include, ...config } = JSON.parse(moved.read("tsconfig.json")) as Record<string, unknown>;
  const files = ["src/unrelated.ts", ...Object.keys(sources).reverse()];
  const crlf = Object.entries(sources).map(([path, text]) => [path, text.replaceAll("\n", "\r\n")] as const);
  moved.delete("out");
  moved.write({
    ...Object.fromEntries(crlf),
    "src/unrelated.ts": "export type Unrelated = { readonly reads: readonly number[]; readonly id: string } | undefined;\n",
    "tsconfig.json": JSON.stringify({ ...config, files }),
  });
  demandSuccess("tspc", moved.build());
  const [there, here] = [original, moved].map((each) => fingerprintsOf(each.read("out/tsconfig.taskprint.json")));
  assert.equal(here, there);
  assert.equal(linesOf(moved.node("out/main.js")), linesOfRun("hit"));
});

test.after(() => rmSync(parent, { recursive: true, force: true }));
test.run();
