import { openPeers } from "../../peers/index.mjs";
import { timePython } from "../../peers/python.mjs";
import { alternate } from "../alternate.mjs";
import { asyncCalls, cycle } from "../cycle.mjs";
import { inputsOf } from "../inputs.mjs";
import { microseconds, peerTimes, row } from "../report.mjs";
import { assertNoRuns, importTasks, newFolder, openRaw, settle } from "../workplace.mjs";
import { configure } from "taskprint";

const { small, smallAsync } = await importTasks("tasks");
const { read, runs } = await importTasks("functions");
const inputs = inputsOf(1000);
const AHEAD_OF_PEERS = 5;

/** A small hit, held against a raw read of the same entries and against every peer. */
export async function measure({ rounds }) {
  const keys = await fill(newFolder("store"));
  const { opened, missing } = await openPeers(newFolder);
  const peers = Object.fromEntries(opened.map(({ title, wrap }) => [title, cycle(wrap("small", read), inputs)]));
  for (const run of Object.values(peers)) await run(inputs.length);
  runs.count = 0;
  const { task, raw, ...others } = await alternate({ task: hits, raw: readsOf(keys), ...peers }, rounds);
  assertNoRuns(runs);
  const promised = await measureAsync(rounds);
  const python = timePython(newFolder("python"), Math.min(rounds, 5));
  const timed = { ...others, ...Object.fromEntries(python.timed.map(({ title, hit }) => [title, hit])) };
  const persistent = [...opened, ...python.timed].filter(({ persists }) => persists).map(({ title }) => title);
  const rival = persistent.reduce((best, title) => (timed[title] < timed[best] ? title : best), persistent[0]);
  return {
    rows: [
      row({ work: "hit, (foo: string, n: number), small object", figure: microseconds(task), limit: "raw getBinaryFast of these entries", beside: microseconds(raw), ratio: task / raw, atMost: 2 }),
      ...(rival === undefined ? [] : [row({ work: "  the fastest persistent peer beside it", figure: microseconds(task), limit: rival, beside: microseconds(timed[rival]), ratio: timed[rival] / task, atLeast: AHEAD_OF_PEERS })]),
      row({ work: "  the same of an async task, awaited", figure: microseconds(promised.task), limit: "an async function, awaited", beside: microseconds(promised.bare), ratio: promised.task / promised.bare }),
    ],
    peers: peerTimes("small hit", { taskprint: task, ...timed }),
    notes: [...missing, ...python.missing],
  };
}

/** Fills a store, and opens a copy of it with LMDB alone. */
async function fill(dir) {
  configure({ dir });
  for (const [foo, n] of inputs) small(foo, n);
  await settle();
  const raw = openRaw(dir, "raw");
  const keys = [...raw.getKeys()].map((key) => Buffer.from(key));
  if (keys.length < inputs.length) throw new Error(`The store holds ${keys.length} entries of ${inputs.length}.`);
  return { raw, keys };
}

function hits(count) {
  let sum = 0;
  for (let at = 0; at < count; at += 1) {
    const input = inputs[at % inputs.length];
    sum += small(input[0], input[1]).n;
  }
  return sum;
}

function readsOf({ raw, keys }) {
  return (count) => {
    let sum = 0;
    for (let at = 0; at < count; at += 1) sum += raw.getBinaryFast(keys[at % keys.length]).length;
    return sum;
  };
}

async function measureAsync(rounds) {
  configure({ dir: newFolder("async") });
  for (const [foo, n] of inputs) await smallAsync(foo, n);
  runs.count = 0;
  const times = await alternate({ task: asyncCalls(smallAsync, inputs), bare: asyncCalls(async (foo) => foo, inputs) }, rounds);
  assertNoRuns(runs);
  return times;
}
