import { setTimeout } from "node:timers/promises";
import { configure } from "taskprint";
import { openPeers } from "../../peers/index.mjs";
import { timePython } from "../../peers/python.mjs";
import { median } from "../../statistics.mjs";
import { inputsOf, shuffled } from "../inputs.mjs";
import { microseconds, peerTimes, row } from "../report.mjs";
import { importTasks, newFolder, openEmptyRaw, openRaw, settle } from "../workplace.mjs";

const { small } = await importTasks("tasks");
const { read, runs } = await importTasks("functions");
const BATCH = 1000;
const PEER_BATCH = 100;
const BY_HAND = "better-sqlite3, 20 lines by hand";

/** Misses, run and stored, a batch in one turn of the event loop, held against the same batch put by LMDB in one transaction. */
export async function measure({ rounds }) {
  const batches = await entriesOf(rounds + 1);
  const dir = newFolder("store");
  configure({ dir });
  small("first", 0);
  await settle();
  const raw = openEmptyRaw(newFolder("raw"));
  const { opened, missing } = await openPeers(newFolder);
  const cases = {
    task: { size: BATCH, run: (round) => missAll(inputsOf(BATCH, (round + 1) * BATCH)) },
    raw: { size: BATCH, run: (round) => raw.transactionSync(() => batches[round].forEach(({ key, value }) => raw.putSync(key, value))) },
    ...Object.fromEntries(opened.map(({ title, wrap }) => [title, peerCase(wrap("small", read))])),
  };
  runs.count = 0;
  const { task, raw: limit, ...others } = await byTurns(cases, rounds);
  assertStored(dir, (rounds + 1) * BATCH);
  const python = timePython(newFolder("python"), Math.min(rounds, 5));
  const timed = { ...others, ...Object.fromEntries(python.timed.map(({ title, miss }) => [title, miss])) };
  return {
    rows: [
      row({ work: "miss and store, small, 1,000 in a turn", figure: microseconds(task), limit: "the same entries put by LMDB in one transaction", beside: microseconds(limit), ratio: task / limit, atMost: 2 }),
      ...(timed[BY_HAND] === undefined ? [] : [row({ work: "  hand-written better-sqlite3 beside it", figure: microseconds(task), limit: BY_HAND, beside: microseconds(timed[BY_HAND]), ratio: timed[BY_HAND] / task, atLeast: 1 })]),
    ],
    peers: peerTimes("miss, stored", { taskprint: task, ...timed }),
    notes: [...missing, ...python.missing],
  };
}

/** What taskprint stores for so many batches, read from a store of its own, in no order. */
async function entriesOf(count) {
  const dir = newFolder("sizes");
  configure({ dir });
  for (let batch = 0; batch < count; batch += 1) await missAll(inputsOf(BATCH, batch * BATCH));
  await settle();
  const raw = openRaw(dir, "raw-sizes");
  const entries = shuffled([...raw.getRange()].map(({ key, value }) => ({ key: Buffer.from(key), value: Buffer.from(value) })));
  await raw.close();
  return Array.from({ length: count }, (_, batch) => entries.slice(batch * BATCH, (batch + 1) * BATCH));
}

/** Until all are written: a thousand results are committed at once, fewer after a millisecond. */
async function missAll(inputs) {
  for (const [foo, n] of inputs) small(foo, n);
  await new Promise((resolve) => setImmediate(resolve));
}

function peerCase(cached) {
  const run = async (round) => {
    for (const [foo, n] of inputsOf(PEER_BATCH, (round + 1) * PEER_BATCH)) await cached(foo, n);
  };
  return { size: PEER_BATCH, run };
}

/** Microseconds a call; the first round is not counted. */
async function byTurns(cases, rounds) {
  const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, { size, run }] of Object.entries(cases)) {
      const start = performance.now();
      await run(round);
      const spent = performance.now() - start;
      await setTimeout(5);
      if (round > 0) times[name].push((spent * 1000) / size);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

function assertStored(dir, least) {
  const count = [...openRaw(dir, "raw-stored").getKeys()].length;
  if (count < least) throw new Error(`The store holds ${count} entries of ${least}.`);
}
