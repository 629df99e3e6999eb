/**
 * Uses stores in places that may not be written, or that are removed, replaced and made again while programs run. Every
 * program must end as it would uncached, with right results.
 *
 *   node test/long/places.mjs [short | long]
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { endingOf, runChild, startChild, warningsOf } from "./support/children.mjs";
import { drawing } from "./support/draw.mjs";
import { mountSmall, newPlace, removePlace, unmount } from "./support/places.mjs";
import { scaled } from "./support/scale.mjs";
import { Tally } from "./support/tally.mjs";
import "./support/tasks.mjs";

const [READ_ONLY, REMOVED] = scaled({ short: [1, 3], long: [30, 100] });
const tally = new Tally();
const draw = drawing(1);

/** What is done to a directory in use. */
const ACTS = {
  removed: (dir) => rmSync(dir, { recursive: true, force: true }),
  "removed and made again": (dir) => {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
  },
  "moved away": (dir) => renameSync(dir, `${dir}-${draw(2 ** 30)}`),
};

for (let time = 0; time < READ_ONLY; time += 1) await useReadOnly();
for (let time = 0; time < REMOVED; time += 1) for (const name of Object.keys(ACTS)) await useWhile(name);
tally.end();

/** On a file system that is only read, whoever asks; permissions alone do not bind root. */
async function useReadOnly() {
  const place = mountSmall(2 ** 24);
  if (place === undefined) return tally.add("read-only directories skipped: nothing can be mounted here");
  const dir = join(place, "store");
  if (draw(2) === 0) judge(await runChild("visitor.mjs", { dir, args: [50] }), "a store to be read");
  spawnSync("mount", ["-o", "remount,ro", place]);
  tally.add("read-only directories");
  judge(await runChild("visitor.mjs", { dir, args: [50] }), "a read-only directory");
  unmount(place);
}

/** Two programs use the store meanwhile, and one comes after. */
async function useWhile(name) {
  const place = newPlace();
  const dir = join(place, "store");
  const visitors = [0, 1].map(() => startChild("visitor.mjs", { dir, args: [400] }));
  for (const delay of [100 + draw(150), draw(100)]) {
    await setTimeout(delay);
    act(name, dir);
  }
  for (const { ended } of visitors) judge(await ended, `a directory ${name}`);
  tally.add(`directories ${name} while two programs ran`);
  const ending = await runChild("visitor.mjs", { dir, args: [50] });
  judge(ending, `a directory that had been ${name}`);
  tally.expect(warningsOf(ending).length === 0, `the next program warned: ${endingOf(ending)}`);
  removePlace(place);
}

/** It may not be there yet, or be made at this moment. */
function act(name, dir) {
  try {
    ACTS[name](dir);
  } catch (error) {
    if (!["ENOENT", "EEXIST", "ENOTEMPTY"].includes(error.code)) throw error;
  }
}

function judge(ending, where) {
  const { calls = 0, runs = 0 } = ending.status === 0 ? JSON.parse(ending.stdout) : {};
  tally.expect(ending.status === 0, `in ${where} a program ended with ${endingOf(ending)}`);
  tally.add("calls checked", calls);
  tally.add("found in the store", calls - runs);
  const warnings = warningsOf(ending);
  tally.add("warnings", warnings.length);
  tally.expect(new Set(warnings).size === warnings.length, `in ${where} it warned more than once: ${endingOf(ending)}`);
}
