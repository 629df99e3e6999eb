import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { configure } from "taskprint";
import { median } from "../../statistics.mjs";
import { inputsOf } from "../inputs.mjs";
import { row } from "../report.mjs";
import { importTasks, newFolder, settle } from "../workplace.mjs";

const { small } = await importTasks("tasks");
const HITTER = join(import.meta.dirname, "../hitter.mjs");
const INPUTS = 1000;
const PROCESSES = 4;

/** Hits a second of four processes on one store, held against those of one of them, by turns. */
export async function measure({ rounds }) {
  const dir = newFolder("store");
  configure({ dir });
  for (const [foo, n] of inputsOf(INPUTS)) small(foo, n);
  await settle();
  configure({ dir: newFolder("none") });

  const hitters = Array.from({ length: PROCESSES }, () => fork(HITTER, [], { env: { ...process.env, TASKPRINT_DIR: dir } }));
  try {
    await Promise.all(hitters.map((hitter) => once(hitter, "message")));
    const rates = { one: [], all: [] };
    for (let round = 0; round <= rounds; round += 1) {
      const alone = await hitsOf([hitters[round % PROCESSES]]);
      const together = await hitsOf(hitters);
      if (round === 0) continue;
      rates.one.push(alone);
      rates.all.push(together);
    }
    const [single, four] = [median(rates.one), median(rates.all)];
    const shown = (hits) => `${(hits / 1e6).toFixed(2)} M/s`;
    return {
      rows: [row({ work: "four processes hitting one store", figure: shown(four), limit: `one process, ${availableParallelism()} cores`, beside: shown(single), ratio: four / single, atLeast: 1.8 })],
    };
  } finally {
    for (const hitter of hitters) hitter.disconnect();
  }
}

/** Hits a second of some processes at once. */
async function hitsOf(hitters) {
  const answers = hitters.map((hitter) => once(hitter, "message"));
  for (const hitter of hitters) hitter.send("go");
  const rates = await Promise.all(answers);
  return rates.reduce((sum, [rate]) => sum + rate, 0);
}
