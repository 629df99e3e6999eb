/**
 * What it costs to wait for the disk: commits of ten small results in each mode that LMDB offers, beside the one in use. The
 * modes take turns of a second; the medians of the turns are compared.
 *
 *   node bench/sync.mjs [turns]
 */
import { fdatasync, fdatasyncSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate, setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { open } from "lmdb";
import { median } from "./statistics.mjs";

const TURNS = Number(process.argv[2] ?? 5);
const TURN_MS = 1000;
const RESULTS = 10;
const VALUE = Buffer.alloc(100, 7);

/** With a `pause` nothing waits: the file is synced by another thread meanwhile, again and again with so many milliseconds between. */
const MODES = {
  "no sync": { options: { noSync: true } },
  "no sync, the file synced each second": { options: { noSync: true }, pause: 1000 },
  "no sync, the file synced each 100 ms": { options: { noSync: true }, pause: 100 },
  "the same, ten times as long after each sync as it took (in use)": { options: { noSync: true }, pause: 100, rest: 10 },
  "no sync, the file synced all the time": { options: { noSync: true }, pause: 0 },
  "noMetaSync: the pages of each commit": { options: { overlappingSync: false, noMetaSync: true } },
  "each commit": { options: { overlappingSync: false } },
  "overlappingSync": { options: { overlappingSync: true } },
};

const folder = mkdtempSync(join(tmpdir(), "taskprint-sync-"));
const runs = Object.entries(MODES).map(([name, mode], index) => ({ name, ...mode, ...openStore(join(folder, String(index)), mode.options), rates: [], syncs: [] }));
let next = 0;

for (let turn = 0; turn < TURNS; turn += 1) for (const run of runs) run.rates.push(await commitForATurn(run));
const [base] = runs.map(({ rates }) => median(rates));
console.log("| commits of ten results wait for | results in a second | beside no sync |\n|---|---|---|");
for (const { name, rates } of runs) console.log(`| ${name} | ${Math.round(median(rates)).toLocaleString("en-US")} | ${(median(rates) / base).toFixed(3)} |`);
console.log(`one fdatasync after a second of commits without: ${median(runs[0].syncs).toFixed(1)} ms; after a single commit: ${median(timesOfOne(runs[0])).toFixed(1)} ms`);
await Promise.all(runs.map(({ db }) => db.close()));
rmSync(folder, { recursive: true });

function openStore(path, options) {
  const db = open({ path, noSubdir: false, encoding: "binary", keyEncoding: "binary", maxDbs: 1, ...options });
  return { db, handle: openSync(join(path, "data.mdb"), "r+") };
}

/** Returns how many results were committed in a second. */
async function commitForATurn({ db, handle, pause, rest = 0, options, syncs }) {
  const start = performance.now();
  const syncing = pause === undefined ? undefined : syncUntil(start + TURN_MS, { handle, pause, rest });
  let count = 0;
  for (; performance.now() - start < TURN_MS; count += RESULTS) {
    commit(db);
    if (count % 100 === 0) await setImmediate();
  }
  const rate = count / (performance.now() - start);
  await syncing;
  if (options.noSync && pause === undefined) syncs.push(timed(() => fdatasyncSync(handle)));
  return rate * 1000;
}

async function syncUntil(end, { handle, pause, rest }) {
  do {
    const start = performance.now();
    await promisify(fdatasync)(handle);
    await setTimeout(Math.max(pause, rest * (performance.now() - start)));
  } while (performance.now() < end);
}

function commit(db) {
  db.transactionSync(() => {
    for (let result = 0; result < RESULTS; result += 1) db.putSync(keyOf(next++), VALUE);
  });
}

/** As keys of calls are: in no order. */
function keyOf(number) {
  const key = Buffer.alloc(40);
  key.writeUInt32LE(Math.imul(number, 0x9e3779b1) >>> 0);
  key.writeUInt32LE(number, 4);
  return key;
}

function timesOfOne({ db, handle }) {
  return Array.from({ length: 15 }, () => {
    commit(db);
    return timed(() => fdatasyncSync(handle));
  });
}

function timed(action) {
  const start = performance.now();
  action();
  return performance.now() - start;
}
