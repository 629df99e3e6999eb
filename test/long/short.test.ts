import { spawnSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { repository } from "../harness/project.js";

const test = suite("what taskprint survives, in short");

/** Each script, and counts that it must have come to: "name: at least so many". */
const SCRIPTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  kills: { kills: 60, "reads meanwhile": 1, "results checked": 100 },
  full: { "found when there was room again": 1, "limits on the size of files": 2, "limits of the address space that were reached": process.platform === "linux" ? 1 : 0, "maps outgrown": 2, "calls checked": 1000, "found in the store": 100 },
  openers: { openings: 300, "results checked": 400 },
  places: { "calls checked": 500, "found in the store": 100, "last results of a program looked for": 3 },
  flips: { programs: 36, "results found in spite of the damage": 100 },
  mixed: { processes: 3, "worker threads": 3, "worker threads ended at any moment": 2, "checked in processes": 1000, "checked in worker threads": 1000 },
  power: { "power cuts": 11, "writes recorded": 50, "syncs recorded": 2, "as it is: results stored before the cuts": 60 },
  soak: { "calls checked": 5000, failures: 50 },
  clocks: { processes: 8, "lasting results found": 700 },
};

/** Counts that a script comes to only where it may mount file systems of its own. */
const MOUNTED = ["found when there was room again"];

for (const [name, expected] of Object.entries(SCRIPTS)) {
  test(`${name}: nothing lost, nothing wrong`, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [`test/long/${name}.mjs`, "short"], { cwd: repository, encoding: "utf8", env: { ...process.env, FORCE_COLOR: "0" } });
    assert.is(status, 0, `${stdout}\n${stderr}`);
    const cannotMount = stdout.includes("skipped: nothing can be mounted here");
    if (stdout.includes("skipped: there is no strace here")) return;
    for (const [what, least] of Object.entries(expected)) {
      if (!(cannotMount && MOUNTED.includes(what))) assert.ok(countOf(stdout, what) >= least, `"${what}" is at least ${least} in\n${stdout}`);
    }
    assert.match(stdout, /^(nothing lost, )?nothing wrong$/m);
  });
}

/** What a script printed as `name: 1,234`; NaN when it did not. */
function countOf(printed: string, name: string): number {
  const line = printed.split("\n").find((each) => each.startsWith(`${name}: `));
  return Number(line?.slice(name.length + 2).replaceAll(",", ""));
}

test.run();
