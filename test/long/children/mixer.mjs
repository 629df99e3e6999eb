/** Works on numbers that others work on at the same time, in a process or a worker thread, and checks every result. */
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { configure } from "taskprint";
import { tasks } from "../support/tasks.mjs";

const { milliseconds, keys, singleFlight } = isMainThread ? JSON.parse(process.argv[2]) : workerData;
configure({ singleFlight });
const end = performance.now() + milliseconds;
const counts = { calls: 0, checked: 0, runs: 0 };
const faults = [];
const draw = (bound) => Math.floor(Math.random() * bound);

/** What is done to a number, by how often of 100. */
const ACTS = [
  [70, (at) => check(at, tasks.numbered(at), tasks.valueOf(at))],
  [4, (at) => check(at, tasks.numbered.refresh(at), tasks.valueOf(at))],
  [4, (at) => void tasks.numbered.invalidate(at)],
  [4, (at) => void tasks.numbered.isCached(at)],
  [12, async (at) => checkTogether(at)],
  [5, async (at) => checkFailing(at)],
  [1, (at) => void (at === 0 && tasks.numbered.clear())],
];
const TOTAL = ACTS.reduce((sum, [share]) => sum + share, 0);

while (performance.now() < end && faults.length === 0) {
  for (let act = 0; act < 50; act += 1) await drawAct()(draw(keys));
  await setTimeout(0);
}
counts.runs = tasks.runs.count;
if (isMainThread) console.log(JSON.stringify({ counts, faults }));
else parentPort.postMessage({ counts, faults });

function drawAct() {
  let left = draw(TOTAL);
  return ACTS.find(([share]) => (left -= share) < 0)[1];
}

/** The same call several times at once, so that runs are shared. */
async function checkTogether(at) {
  const results = await Promise.all([0, 1, 2].map(() => tasks.numberedAsync(at, "mixed")));
  for (const result of results) check(at, result, { label: "mixed", value: tasks.valueOf(at) });
}

/** What a run throws is thrown to its caller, and never stored. */
async function checkFailing(at) {
  try {
    check(at, await tasks.failing(at), at % 5 === 0 ? undefined : at);
  } catch (error) {
    check(at, error instanceof RangeError && error.message, at % 5 === 0 && `no ${at}`);
  }
}

function check(at, result, expected) {
  counts.calls += 1;
  if (isDeepStrictEqual(result, expected)) counts.checked += 1;
  else faults.push(`a wrong result for ${at}`);
}
