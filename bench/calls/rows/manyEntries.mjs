import { configure } from "taskprint";
import { median } from "../../statistics.mjs";
import { alternate } from "../alternate.mjs";
import { drawing, inputsOf, shuffled } from "../inputs.mjs";
import { microseconds, row } from "../report.mjs";
import { assertNoRuns, importTasks, newFolder, openRaw, settle } from "../workplace.mjs";

const { small } = await importTasks("tasks");
const { runs } = await importTasks("functions");

/** So many of the entries are hit, in a random order: of a large store most are then in no processor's cache. */
const SAMPLE = 100_000;
const BATCH = 1000;
const TURNS = 3;

const SIZES = {
  quick: [[1000], [20_000, 1.5]],
  usual: [[1000], [1_000_000, 1.5]],
  full: [[1000], [1_000_000, 1.5], [10_000_000, 2]],
};

/** Hits in stores of several sizes, by turns, held against the first; raw reads tell what LMDB's tree alone costs. */
export async function measure({ rounds, scale, say }) {
  const stores = [];
  for (const [size, atMost] of SIZES[scale]) {
    say(`Filling a store with ${size.toLocaleString("en-US")} entries …`);
    stores.push({ size, atMost, dir: await fill(size), inputs: sampleOf(size) });
  }
  const taken = await timeHits(stores, rounds);
  const raws = await timeRaw(stores, rounds);
  const rowsOf = ({ size, atMost }) => [
    row({ work: `hit with ${size.toLocaleString("en-US")} entries`, figure: microseconds(taken[size]), limit: "the same with 1,000", beside: microseconds(taken[1000]), ratio: taken[size] / taken[1000], atMost }),
    row({ work: "  raw reads alone", figure: microseconds(raws[size]), limit: "the same with 1,000", beside: microseconds(raws[1000]), ratio: raws[size] / raws[1000] }),
  ];
  return { rows: stores.slice(1).flatMap(rowsOf) };
}

async function fill(size) {
  const dir = newFolder(`store${size}`);
  configure({ dir });
  for (let from = 0; from < size; from += BATCH) {
    for (const [foo, n] of inputsOf(Math.min(BATCH, size - from), from)) small(foo, n);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await settle();
  return dir;
}

function sampleOf(size) {
  const draw = drawing(size);
  if (size <= SAMPLE) return shuffled(inputsOf(size), draw);
  return Array.from({ length: SAMPLE }, () => inputsOf(1, Math.floor(draw() * size))[0]);
}

/** A program has one store open: each is opened, and its sample hit once, before the clock runs. */
async function timeHits(stores, rounds) {
  const times = Object.fromEntries(stores.map(({ size }) => [size, []]));
  runs.count = 0;
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const { size, dir, inputs } of stores) {
      configure({ dir });
      const hits = hitsOf(inputs);
      hits(inputs.length);
      times[size].push((await alternate({ hits }, Math.ceil(rounds / TURNS))).hits);
    }
  }
  assertNoRuns(runs);
  configure({ dir: newFolder("none") });
  return Object.fromEntries(Object.entries(times).map(([size, values]) => [size, median(values)]));
}

function hitsOf(inputs) {
  let next = 0;
  return (count) => {
    let sum = 0;
    for (let at = 0; at < count; at += 1) {
      const input = inputs[next];
      next = (next + 1) % inputs.length;
      sum += small(input[0], input[1]).n;
    }
    return sum;
  };
}

/** As many raw reads of random entries, by turns. */
async function timeRaw(stores, rounds) {
  const cases = {};
  for (const { size, dir } of stores) {
    const raw = openRaw(dir, `raw${size}`);
    const draw = drawing(size);
    const keys = [];
    for (const key of raw.getKeys()) if (draw() < SAMPLE / size) keys.push(Buffer.from(key));
    cases[size] = readsOf(raw, shuffled(keys, draw));
    cases[size](keys.length);
  }
  return alternate(cases, rounds);
}

function readsOf(raw, keys) {
  let next = 0;
  return (count) => {
    let sum = 0;
    for (let at = 0; at < count; at += 1) {
      sum += raw.getBinaryFast(keys[next]).length;
      next = (next + 1) % keys.length;
    }
    return sum;
  };
}
