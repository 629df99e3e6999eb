import { statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure } from "taskprint";
import { compiled } from "./support/compiled.js";
import { freshStore } from "./support/places.js";

const test = suite("runtime/bounds after each commit");
const MIB = 1024 * 1024;

for (const [maxSize, bytes] of [[2 * MIB, 1000], [4 * MIB, 1000], [16 * MIB, 8000]] as const) {
  test(`the file is never longer than ${maxSize / MIB} MiB, also where room was made ahead of a commit`, async () => {
    const { dir } = freshStore();
    configure({ maxSize });
    const block = compiled("eachCommit", (at: number) => new Uint8Array(bytes).fill(at));
    let [at, largest] = [0, 0];
    while (at * bytes < 10 * maxSize) {
      block(at++);
      if (at % 300 !== 0) continue;
      await setTimeout(1);
      largest = Math.max(largest, statSync(join(dir, "data.mdb")).size);
    }
    configure({ maxSize: Infinity });
    assert.ok(largest <= maxSize && largest > maxSize / 4, `${largest} bytes`);
    assert.is(block.isCached(at - 1), true);
  });
}

test.run();
