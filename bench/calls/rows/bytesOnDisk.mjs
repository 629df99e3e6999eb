import { configure } from "taskprint";
import { inputsOf, shuffled } from "../inputs.mjs";
import { row } from "../report.mjs";
import { bytesIn, importTasks, newFolder, openEmptyRaw, openRaw, settle } from "../workplace.mjs";

const { small } = await importTasks("tasks");
const ENTRIES = { quick: 10_000, usual: 100_000, full: 100_000 };
const BATCH = 1000;

/** All files of a store after many small misses, held against an LMDB file with the same keys and values, written in batches of the same size. */
export async function measure({ scale }) {
  const entries = ENTRIES[scale];
  const dir = newFolder("store");
  configure({ dir });
  for (let from = 0; from < entries; from += BATCH) {
    for (const [foo, n] of inputsOf(BATCH, from)) small(foo, n);
    await settle();
  }
  const copied = openRaw(dir, "copied");
  const pairs = shuffled([...copied.getRange()].map(({ key, value }) => ({ key: Buffer.from(key), value: Buffer.from(value) })));
  const folder = newFolder("raw");
  const raw = openEmptyRaw(folder);
  for (let from = 0; from < pairs.length; from += BATCH) raw.transactionSync(() => pairs.slice(from, from + BATCH).forEach(({ key, value }) => raw.putSync(key, value)));
  const [ours, plain] = [bytesIn(dir), bytesIn(folder)].map((bytes) => bytes / entries);
  const content = pairs.reduce((sum, { key, value }) => sum + key.length + value.length, 0) / pairs.length;
  return {
    rows: [
      row({ work: "bytes on disk per small entry", figure: ours.toFixed(0), limit: "raw LMDB with the same keys and values", beside: plain.toFixed(0), ratio: ours / plain, atMost: 1.3 }),
      row({ work: "  key and value by themselves", figure: content.toFixed(0), limit: "the result as JSON", beside: JSON.stringify(small("station-1", 1)).length.toFixed(0), ratio: content / JSON.stringify(small("station-1", 1)).length }),
    ],
  };
}
