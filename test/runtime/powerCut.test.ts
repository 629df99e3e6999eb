import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { metasOf } from "#runtime/store/metaPages";
import { newPlace } from "./support/places.js";
import { runScript, type Ended } from "./support/script.js";

const test = suite("runtime/power cuts");
const EARLIER_START = "11111111-2222-3333-4444-555555555555";
const needsBoot = existsSync("/proc/sys/kernel/random/boot_id") ? test : test.skip;

/** Asks for what is not there first, as what is there would be read without LMDB; prints how often the task ran. */
const USE = (dir: string, count: number): string => `
  configure({ dir: ${JSON.stringify(dir)}, account: "tester", mode: "on" });
  let runs = 0;
  const double = compiled("double", (at) => { runs++; return "x".repeat(500) + at * 2; });
  double.isCached(-1);
  for (let at = 0; at < ${count}; at++) if (double(at) !== "x".repeat(500) + at * 2) process.exit(3);
  console.log(runs);
`;

const warningsIn = ({ stderr }: Ended): readonly string[] => stderr.match(/TP20\d\d(?=\] TaskprintWarning)/g) ?? [];

/** Two commits, of twenty results and of one more; the machine has started again since. */
function storeOfTwoCommits(): string {
  const dir = join(newPlace(), "store");
  assert.is(runScript(USE(dir, 20)).stdout, "20\n");
  assert.is(runScript(USE(dir, 21)).stdout, "1\n");
  writeFileSync(join(dir, "checked"), EARLIER_START);
  return dir;
}

/** Puts zeros where the tree of a commit begins, as if it had never reached the disk. */
function loseRoot(dir: string, which: "newer" | "older"): void {
  const handle = openSync(join(dir, "data.mdb"), "r+");
  const meta = metasOf(handle)?.[which];
  assert.ok(meta);
  writeSync(handle, Buffer.alloc(meta.pageSize), 0, meta.pageSize, meta.entries.root * meta.pageSize);
  closeSync(handle);
}

needsBoot("a power cut that keeps the last commit from the disk costs that commit", () => {
  const dir = storeOfTwoCommits();
  loseRoot(dir, "newer");
  const after = runScript(USE(dir, 21));
  assert.equal([after.stdout, warningsIn(after)], ["1\n", []]);
  assert.not(existsSync(join(dir, "data.mdb.damaged")));
  assert.is(runScript(USE(dir, 21)).stdout, "0\n");
});

needsBoot("a store whose last two commits are damaged is set aside", () => {
  const dir = storeOfTwoCommits();
  loseRoot(dir, "newer");
  loseRoot(dir, "older");
  const after = runScript(USE(dir, 21));
  assert.equal([after.stdout, warningsIn(after)], ["21\n", ["TP2044"]]);
});

needsBoot("damage without a start of the machine brings nothing back", () => {
  for (const note of [readFileSync("/proc/sys/kernel/random/boot_id"), undefined]) {
    const dir = storeOfTwoCommits();
    if (note) writeFileSync(join(dir, "checked"), note);
    else rmSync(join(dir, "checked"));
    loseRoot(dir, "newer");
    const after = runScript(USE(dir, 21));
    assert.equal([after.stdout, warningsIn(after)], ["21\n", ["TP2044"]]);
  }
});

test.run();
