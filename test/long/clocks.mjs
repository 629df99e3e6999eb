/**
 * Uses one store in processes whose clocks are set back and forth by minutes to decades: results stay right, those that last
 * are found at any time, and those of a task with a `ttl` are never used from the future or after their time.
 *
 * Clocks are set by libfaketime, which the whole process sees; where it is missing, by the process's own `Date.now`.
 *
 *   node test/long/clocks.mjs [short | long]
 */
import { spawnSync } from "node:child_process";
import { endingOf, runChild } from "./support/children.mjs";
import { drawing } from "./support/draw.mjs";
import { newPlace } from "./support/places.mjs";
import { scaled } from "./support/scale.mjs";
import { Tally } from "./support/tally.mjs";
import "./support/tasks.mjs";

const STEPS = scaled({ short: 8, long: 300 });
const CALLS = 50;
const HOUR = 3_600_000;
/** Back, forth, over an hour's `ttl` and not, over a year's end, before 1980 and after 2038. */
const OFFSETS = [0, -60_000, 60_000, -2 * HOUR, 2 * HOUR, -400 * 24 * HOUR, 400 * 24 * HOUR, -50 * 365 * 24 * HOUR, 20 * 365 * 24 * HOUR];
const tally = new Tally();
const hasLibrary = spawnSync("faketime", ["-f", "+0", "true"]).status === 0;
const draw = drawing(1);
const dir = newPlace();
/** When the passing results that are stored were written, as an offset. */
let written;

tally.add(hasLibrary ? "by libfaketime" : "by a Date of the process's own");
for (let step = 0; step < STEPS; step += 1) await visit(step === 0 ? 0 : OFFSETS[draw(OFFSETS.length)], step);
tally.end();

async function visit(offset, step) {
  const ending = hasLibrary
    ? await runChild("timed.mjs", { dir, command: ["env", "FAKETIME_DONT_FAKE_MONOTONIC=1", "faketime", "-f", `${offset >= 0 ? "+" : ""}${offset / 1000}s`] })
    : await runChild("timed.mjs", { dir, args: [offset] });
  tally.add("processes");
  if (ending.status !== 0 || ending.stderr !== "") return tally.fault(`with a clock off by ${offset} ms a process ended with ${endingOf(ending)}`);
  const { found } = JSON.parse(ending.stdout);
  tally.add("lasting results found", found.lasting);
  tally.add("passing results found", found.passing);
  tally.expect(found.lasting === (step === 0 ? 0 : 2 * CALLS), `with a clock off by ${offset} ms, ${found.lasting} lasting results were found`);
  const mayBeUsed = written !== undefined && offset >= written && offset - written < HOUR;
  tally.expect(found.passing === (mayBeUsed ? CALLS : 0), `with a clock off by ${offset} ms, ${found.passing} passing results were found that were written at ${written} ms`);
  if (!mayBeUsed) written = offset;
}
