/**
 * 8 processes and 8 worker threads work on one store with the same keys: calls, shared runs, refreshes, removals and failures,
 * every result checked; half of them let one run a call while the others wait (`singleFlight`). In the long form worker threads are also ended at any moment, and others begun.
 *
 *   node test/long/mixed.mjs [short | long]
 */
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { endingOf, startChild } from "./support/children.mjs";
import { drawing } from "./support/draw.mjs";
import { newPlace } from "./support/places.mjs";
import { scaled } from "./support/scale.mjs";
import { Tally } from "./support/tally.mjs";
import "./support/tasks.mjs";

const { each, milliseconds, terminated } = scaled({ short: { each: 3, milliseconds: 1500, terminated: 2 }, long: { each: 8, milliseconds: 60_000, terminated: 60 } });
const KEYS = 300;
const MIXER = join(import.meta.dirname, "children/mixer.mjs");
const tally = new Tally();
const dir = newPlace();
const workOf = (lane) => ({ milliseconds, keys: KEYS, singleFlight: lane % 2 === 0 });

const processes = Array.from({ length: each }, (_, lane) => startChild("mixer.mjs", { dir, args: [JSON.stringify(workOf(lane))] }));
const threads = Array.from({ length: each }, (_, lane) => startThread(workOf(lane)));
const [endings, answers] = await Promise.all([Promise.all(processes.map(({ ended }) => ended)), Promise.all(threads.map(({ answer }) => answer)), endThreads()]);

for (const ending of endings) {
  tally.expect(ending.status === 0 && ending.stderr === "", `a process ended with ${endingOf(ending)}`);
  if (ending.status === 0) count("processes", JSON.parse(ending.stdout));
}
for (const answer of answers) count("worker threads", answer);
tally.end();

function startThread(workerData) {
  const worker = new Worker(MIXER, { workerData, env: { ...process.env, TASKPRINT_DIR: dir, TASKPRINT_ACCOUNT: "", TASKPRINT_MODE: "" } });
  const answer = new Promise((resolve) => {
    worker.once("message", resolve);
    worker.once("error", (error) => resolve({ counts: {}, faults: [`a worker thread failed: ${error.stack}`] }));
  });
  return { worker, answer };
}

/** Beside those that work to the end, some are ended wherever they are. */
async function endThreads() {
  const draw = drawing(1);
  for (let time = 0; time < terminated; time += 1) {
    const { worker, answer } = startThread({ ...workOf(time), milliseconds: 10 ** 6 });
    void answer.then(({ faults }) => faults.forEach((fault) => tally.fault(fault)));
    await setTimeout(200 + draw(400));
    await worker.terminate();
    tally.add("worker threads ended at any moment");
  }
}

function count(who, { counts, faults }) {
  tally.add(who);
  for (const [name, number] of Object.entries(counts)) tally.add(`${name} in ${who}`, number);
  for (const fault of faults) tally.fault(fault);
}
