import { configure } from "taskprint";
import { alternate } from "../alternate.mjs";
import { calls } from "../cycle.mjs";
import { microseconds, row } from "../report.mjs";
import { assertNoRuns, importTasks, newFolder, openRaw, settle } from "../workplace.mjs";

const { floats, bytes } = await importTasks("tasks");
const { runs } = await importTasks("functions");
const SEEDS = [0, 1, 2, 3];
const MEGABYTE = 2 ** 20;

/** A hit of a megabyte, held against a raw read of the same entries with one copy. */
export async function measure({ rounds }) {
  return { rows: [await measureOne(floats, Float64Array, rounds), await measureOne(bytes, Uint8Array, rounds)] };
}

async function measureOne(task, kind, rounds) {
  const dir = newFolder(kind.name);
  configure({ dir });
  for (const seed of SEEDS) task(seed);
  await settle();
  const raw = openRaw(dir, `raw-${kind.name}`);
  const keys = [...raw.getRange()].filter(({ value }) => value.length > MEGABYTE).map(({ key }) => Buffer.from(key));
  if (keys.length !== SEEDS.length) throw new Error(`The store holds ${keys.length} large entries of ${SEEDS.length}.`);

  runs.count = 0;
  const times = await alternate({ task: calls(task, SEEDS), raw: calls((key) => copyOf(raw, key, kind), keys) }, rounds);
  assertNoRuns(runs);
  return row({ work: `hit, 1 MB ${kind.name}`, figure: microseconds(times.task), limit: "raw read of these entries with one copy", beside: microseconds(times.raw), ratio: times.task / times.raw, atMost: 1.5 });
}

/** The last megabyte of an entry, copied out of what lmdb lends. */
function copyOf(raw, key, kind) {
  const lent = raw.getBinaryFast(key);
  const end = lent.byteOffset + raw.lastSize;
  return new kind(lent.buffer.slice(end - MEGABYTE, end));
}
