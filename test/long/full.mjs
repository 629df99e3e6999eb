/**
 * Writes to stores that have no room: a small file system of its own on which other files come and go, a process whose
 * files may not grow or whose address space is limited, and memory maps that are outgrown. Every program must end as it would uncached, with right results and
 * at most one warning of each kind, and once there is room the store must serve again.
 *
 * LMDB as lmdb-js builds it never answers MDB_MAP_FULL: it maps the file anew. So its maps begin small here, and are outgrown
 * a hundred times while other processes use theirs.
 *
 *   node test/long/full.mjs [short | long]
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { endingOf, runChild, startChild, warningsOf } from "./support/children.mjs";
import { drawing } from "./support/draw.mjs";
import { mountSmall, newPlace, removePlace, unmount } from "./support/places.mjs";
import { scaled } from "./support/scale.mjs";
import { Tally } from "./support/tally.mjs";
import "./support/tasks.mjs";

const [DISKS, LIMITS, SPACES, MAPS] = scaled({ short: [3, 2, 1, 1], long: [100, 100, 20, 50] });
const MEGABYTE = 2 ** 20;
/** In kilobytes, of a program that does nothing. */
const ADDRESSES_OF_NODE = Number(/VmSize:\s+(\d+)/.exec(process.platform === "linux" ? readFileSync("/proc/self/status", "utf8") : "")?.[1]);
const tally = new Tally();
const draw = drawing(1);

for (let disk = 0; disk < DISKS; disk += 1) await fillDisk();
for (let limit = 0; limit < LIMITS; limit += 1) await limitFiles();
for (let space = 0; space < SPACES; space += 1) await limitSpace();
for (let map = 0; map < MAPS; map += 1) await outgrowMap();
tally.end();

/** Three processes write while a file beside the store takes the room away and gives it back. */
async function fillDisk() {
  const place = mountSmall(4 * MEGABYTE + draw(4 * MEGABYTE));
  if (place === undefined) return tally.add("full disks skipped: nothing can be mounted here");
  const dir = join(place, "store");
  const fillers = [0, 1, 2].map((lane) => startChild("filler.mjs", { dir, args: [lane * 100, 250, 2] }));
  let isOver = false;
  const ended = Promise.all(fillers.map((filler) => filler.ended)).finally(() => (isOver = true));
  while (!isOver) {
    takeRoom(place);
    await setTimeout(draw(40));
    rmSync(join(place, "ballast"), { force: true });
    await setTimeout(draw(40));
  }
  tally.add("full disks");
  for (const ending of await ended) judge(ending, ["TP2042"], "a disk that fills");
  await checkItServes(place, dir);
  unmount(place);
}

function takeRoom(place) {
  try {
    writeFileSync(join(place, "ballast"), Buffer.alloc(MEGABYTE + draw(7 * MEGABYTE)));
  } catch (error) {
    if (error.code !== "ENOSPC") throw error;
  }
}

/** Whatever came to be stored is found by the next process. */
async function checkItServes(place, dir) {
  rmSync(join(place, "ballast"), { force: true });
  const ending = await runChild("filler.mjs", { dir, args: [0, 450, 1] });
  judge(ending, ["TP2042"], "a disk with room again");
  const { calls, runs } = answerOf(ending) ?? {};
  tally.add("found when there was room again", calls - runs);
}

/** A limit on the size of files meets LMDB in the middle of a commit, where no check of the disk's room sees it. */
async function limitFiles() {
  const kilobytes = 300 + draw(3000);
  const command = ["bash", "-c", `ulimit -f ${kilobytes} && exec "$@"`, "limited"];
  const place = newPlace();
  const ending = await runChild("filler.mjs", { dir: join(place, "store"), args: [0, 150, 2], command });
  tally.add("limits on the size of files");
  judge(ending, ["TP2042", "TP2040"], `files of ${kilobytes} kB`);
  removePlace(place);
}

/** A limit on the address space, which the maps of a growing store reach. */
async function limitSpace() {
  if (process.platform !== "linux") return tally.add("limits of the address space skipped: only Linux has them");
  const kilobytes = ADDRESSES_OF_NODE + 200_000 + draw(200_000);
  const command = ["bash", "-c", `ulimit -v ${kilobytes} && exec "$@"`, "limited"];
  const place = newPlace();
  const ending = await runChild("filler.mjs", { dir: join(place, "store"), args: [0, 6000, 1], command });
  tally.add("limits of the address space");
  tally.add("limits of the address space that were reached", Number(warningsOf(ending).includes("TP2045")));
  judge(ending, ["TP2045"], `an address space of ${kilobytes} kB`);
  removePlace(place);
}

/** Nothing may be lost, as there is room on the disk. */
async function outgrowMap() {
  const place = newPlace();
  const dir = join(place, "store");
  const fillers = [0, 1].map((lane) => startChild("mapped.mjs", { dir, args: [lane * 600, 900, 2] }));
  tally.add("maps outgrown", fillers.length);
  for (const { ended } of fillers) {
    const ending = await ended;
    judge(ending, [], "a map that is outgrown");
    tally.expect(answerOf(ending)?.runs <= 900, `with a map that is outgrown, results were lost: ${ending.stdout}`);
  }
  removePlace(place);
}

function judge(ending, allowed, where) {
  const answer = answerOf(ending);
  tally.expect(ending.status === 0 && answer !== undefined, `with ${where} a program ended with ${endingOf(ending)}`);
  tally.add("calls checked", answer?.calls ?? 0);
  tally.add("found in the store", (answer?.calls ?? 0) - (answer?.runs ?? 0));
  const warnings = warningsOf(ending);
  tally.add("warnings", warnings.length);
  const isExpected = new Set(warnings).size === warnings.length && warnings.every((code) => allowed.includes(code));
  tally.expect(isExpected, `with ${where} there were warnings ${warnings.join(", ")}: ${endingOf(ending)}`);
}

function answerOf({ stdout }) {
  return stdout === "" ? undefined : JSON.parse(stdout);
}
