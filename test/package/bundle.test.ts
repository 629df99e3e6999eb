import { join } from "node:path";
import { build, type Format } from "esbuild";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { demandSuccess, linesOf, newest, type Consumer } from "./consumer.js";
import { installedConsumer, prepare } from "./installed.js";
import { configFiles, linesOfRun } from "./program.js";

const test = suite("a bundle, minified");
let consumer: Consumer;

test.before(() => {
  consumer = installedConsumer(newest);
  prepare(consumer, configFiles("module", { module: "nodenext" }));
  demandSuccess("tspc", consumer.build());
  assert.equal(linesOf(consumer.node("out/main.js")), linesOfRun("run"));
});

for (const [format, file] of [["esm", "bundle.mjs"], ["cjs", "bundle.cjs"]] as const) {
  test(`${format}: finds what the program stored before it was bundled`, async () => {
    await bundle(format, file);
    assert.equal(linesOf(consumer.node(`out/${file}`)), linesOfRun("hit"));
  });

  test(`${format}: stores what the program finds`, () => {
    consumer.delete(".taskprint");
    assert.equal(linesOf(consumer.node(`out/${file}`)), linesOfRun("run"));
    assert.equal(linesOf(consumer.node("out/main.js")), linesOfRun("hit"));
  });
}

/** lmdb stays outside: it loads native code from its own folder. */
async function bundle(format: Format, file: string): Promise<void> {
  const { errors, warnings } = await build({
    entryPoints: [join(consumer.folder, "out/main.js")],
    outfile: join(consumer.folder, "out", file),
    bundle: true,
    minify: true,
    platform: "node",
    format,
    external: ["lmdb"],
    logLevel: "silent",
  });
  assert.equal([errors, warnings], [[], []]);
}

test.run();
