/**
 * Uses stores in places that may not be written, or that are removed, replaced and made again while programs run. Every
 * program must end as it would uncached, with right results; it says once when a store cannot be used, and uses the one that
 * is there when it ends.
 *
 *   node test/long/places.mjs [short | long]
 */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
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
  "moved away": (dir) => renameSync(dir, `${dir}-${draw(2 ** 30)}`),
  "removed and made again": (dir) => {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
  },
  "robbed of its data file": (dir) => renameSync(join(dir, "data.mdb"), join(dir, `data-${draw(2 ** 30)}`)),
};
/** Those after which all programs have one store again. One that is made while another program still removes files can be torn. */
const LEAVING = ["robbed of its data file"];

for (let time = 0; time < READ_ONLY; time += 1) await useReadOnly();
for (let time = 0; time < REMOVED; time += 1) for (const name of Object.keys(ACTS)) await useWhile(name);
tally.end();

/** On a file system that is only read, whoever asks; permissions alone do not bind root. */
async function useReadOnly() {
  const place = mountSmall(2 ** 24);
  if (place === undefined) return tally.add("read-only directories skipped: nothing can be mounted here");
  const dir = join(place, "store");
  const isThere = draw(2) === 0;
  const before = isThere ? judge(await runChild("visitor.mjs", { dir, args: [50] }), "a store to be read") : [];
  spawnSync("mount", ["-o", "remount,ro", place]);
  tally.add("read-only directories");
  const ending = await runChild("visitor.mjs", { dir, args: [50, before] });
  judge(ending, "a read-only directory");
  const warnings = warningsOf(ending).join();
  tally.expect(warnings === "TP2040", `in a read-only directory it warned with "${warnings}"`);
  if (isThere) expectFound(ending, "a read-only directory");
  unmount(place);
}

/** Two programs use the store meanwhile, and one comes after. */
async function useWhile(name) {
  const place = newPlace();
  const dir = join(place, "store");
  const visitors = [0, 1].map(() => startChild("visitor.mjs", { dir, args: [60_000], ipc: true }));
  await Promise.all(visitors.map(({ child, ended }) => Promise.race([once(child.stdout, "data"), ended])));
  for (const delay of [draw(150), draw(100)]) {
    await setTimeout(delay);
    act(name, dir);
  }
  // A program waits a moment before it makes a new store where the old one was removed.
  await setTimeout(700);
  for (const { child } of visitors) child.send("end");
  const stored = [];
  for (const { ended } of visitors) stored.push(...judge(await ended, `a directory ${name}`));
  tally.add(`directories ${name} while two programs ran`);
  const isLeft = LEAVING.includes(name);
  const ending = await runChild("visitor.mjs", { dir, args: [50, isLeft ? stored : []] });
  judge(ending, `a directory that had been ${name}`);
  if (isLeft) expectFound(ending, `a directory that had been ${name}`);
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

function reportOf({ status, stdout }) {
  return status === 0 ? JSON.parse(stdout.trim().split("\n").at(-1)) : {};
}

/** What the programs before stored last, must be there. */
function expectFound(ending, where) {
  const { missing = 1 } = reportOf(ending);
  tally.add("last results of a program looked for");
  tally.expect(missing === 0, `in ${where} ${missing} of the last results were missing`);
}

/** Returns the number that the program stored last. */
function judge(ending, where) {
  const { calls = 0, runs = 0, last } = reportOf(ending);
  tally.expect(ending.status === 0, `in ${where} a program ended with ${endingOf(ending)}`);
  tally.add("calls checked", calls);
  tally.add("found in the store", calls - runs);
  const warnings = warningsOf(ending);
  tally.add("warnings", warnings.length);
  tally.expect(new Set(warnings).size === warnings.length, `in ${where} it warned more than once: ${endingOf(ending)}`);
  return last === undefined ? [] : [last];
}
