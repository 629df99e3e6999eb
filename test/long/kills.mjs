/**
 * Kills writers of one store with SIGKILL while readers use it: what was promised is there, and right. One kill in
 * five comes at any moment from the start of the process, so also while it opens the store; the others while it writes.
 *
 *   node test/long/kills.mjs [short | long]
 */
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { configure } from "taskprint";
import { startChild, endingOf } from "./support/children.mjs";
import { drawing } from "./support/draw.mjs";
import { newPlace } from "./support/places.mjs";
import { scaled } from "./support/scale.mjs";
import { Tally } from "./support/tally.mjs";
import { tasks } from "./support/tasks.mjs";

const KILLS = scaled({ short: 60, long: 10_000 });
const LANES = 3;
const NUMBERS_EACH = 100_000;
const tally = new Tally();
const dir = newPlace();
const promised = [];
const readers = [startReader(), startReader()];
let killed = 0;

await Promise.all(Array.from({ length: LANES }, (_, lane) => killAgainAndAgain(lane)));
await endReaders();
checkPromised();
tally.end();

async function killAgainAndAgain(lane) {
  const draw = drawing(lane + 1);
  while (killed < KILLS && !tally.hasFaults) {
    killed += 1;
    const numbers = await writeAndKill(killed * NUMBERS_EACH, draw);
    promised.push(...numbers);
    for (const { child } of readers) child.send(numbers);
    if (killed % 500 === 0) process.stderr.write(`${killed} kills, ${promised.length} results\n`);
  }
}

/** The numbers that the writer said before it was killed. */
async function writeAndKill(from, draw) {
  const { child, ended } = startChild("writer.mjs", { dir, args: [from, 1 + draw(20)] });
  if (draw(5) > 0) await Promise.race([once(child.stdout, "data"), ended]);
  await setTimeout(draw(5) > 0 ? draw(10) : draw(120));
  child.kill("SIGKILL");
  const ending = await ended;
  tally.add("kills");
  tally.expect(ending.signal === "SIGKILL" && ending.stderr === "", `a writer ended with ${endingOf(ending)}`);
  // A line that was cut off is not said.
  return ending.stdout.split("\n").slice(0, -1).flatMap((line) => line.split(" ").map(Number));
}

function startReader() {
  return startChild("reader.mjs", { dir, ipc: true });
}

async function endReaders() {
  for (const { child, ended } of readers) {
    const answer = once(child, "message");
    child.send("end");
    const [{ reads, faults }] = await Promise.race([answer, ended.then((ending) => [{ reads: 0, faults: [`a reader ended with ${endingOf(ending)}`] }])]);
    tally.add("reads meanwhile", reads);
    for (const fault of faults) tally.fault(fault);
    const ending = await ended;
    tally.expect(ending.status === 0 && ending.stderr === "", `a reader ended with ${endingOf(ending)}`);
  }
}

function checkPromised() {
  configure({ dir, account: "default" });
  for (const at of promised) {
    tally.add("results checked");
    tally.expect(tasks.numbered.isCached(at), `${at} is lost`);
    tally.expect(isDeepStrictEqual(tasks.numbered(at), tasks.valueOf(at)), `${at} is wrong`);
  }
}
