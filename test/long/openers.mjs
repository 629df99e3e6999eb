/**
 * Opens and closes a store all the time while others write to it: no opening undoes a commit (lmdb-js reads and publishes the
 * number of the last transaction when it opens a store), no closing takes the locks from others. What was promised is there, and right.
 *
 *   node test/long/openers.mjs [short | long]
 */
import { isDeepStrictEqual } from "node:util";
import { configure } from "taskprint";
import { endingOf, startChild } from "./support/children.mjs";
import { newPlace } from "./support/places.mjs";
import { scaled } from "./support/scale.mjs";
import { Tally } from "./support/tally.mjs";
import { tasks } from "./support/tasks.mjs";

const OPENINGS = scaled({ short: 300, long: 20_000 });
const [OPENERS, WRITERS] = [2, 2];
const NUMBERS_EACH = 10_000_000;
const tally = new Tally();
const dir = newPlace();

const writers = Array.from({ length: WRITERS }, (_, at) => startChild("writer.mjs", { dir, args: [(at + 1) * NUMBERS_EACH, 1] }));
const openers = Array.from({ length: OPENERS }, (_, at) => startChild("opener.mjs", { dir, args: [(WRITERS + at + 1) * NUMBERS_EACH, OPENINGS / OPENERS] }));

const opened = await Promise.all(openers.map(({ ended }) => ended));
for (const { child } of writers) child.kill("SIGKILL");
const written = await Promise.all(writers.map(({ ended }) => ended));
opened.forEach((ending) => judge(ending, "an opener", ending.status === 0));
written.forEach((ending) => judge(ending, "a writer", ending.signal === "SIGKILL"));
tally.add("openings", opened.flatMap(promisedBy).length);
checkPromised([...opened, ...written].flatMap(promisedBy));
tally.end();

function judge(ending, who, isRight) {
  tally.expect(isRight && ending.stderr === "", `${who} ended with ${endingOf(ending)}`);
}

/** A line that was cut off is not said. */
function promisedBy({ stdout }) {
  return stdout.split("\n").slice(0, -1).map(Number);
}

function checkPromised(promised) {
  configure({ dir, account: "default" });
  for (const at of promised) {
    tally.add("results checked");
    tally.expect(tasks.numbered.isCached(at), `${at} is lost`);
    tally.expect(isDeepStrictEqual(tasks.numbered(at), tasks.valueOf(at)), `${at} is wrong`);
  }
}
