/**
 * Stores results of many sizes in bursts, removes and refreshes some, and appends to the file of its last argument what must
 * be kept from then on (a number) or not (one with a minus).
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { tasks } from "../support/tasks.mjs";

const [first, end] = process.argv.slice(2, 4).map(Number);
const promised = openSync(process.argv[4], "a");
const IN_A_BURST = 40;
/** Longer than a commit waits for the disk. */
const PAUSE_MS = 300;

for (let at = first; at < end; at += 1) {
  tasks.numbered(at);
  if (at % 5 === 4) await promise(Array.from({ length: 5 }, (_, back) => at - back));
  if (at % 11 === 10) await remove(at - 7);
  if (at % 13 === 12) tasks.numbered.refresh(at - 3);
  if (at % IN_A_BURST === IN_A_BURST - 1) await setTimeout(PAUSE_MS);
}
closeSync(promised);

async function promise(numbers) {
  await setTimeout(1);
  writeSync(promised, `${numbers.join(" ")}\n`);
}

async function remove(number) {
  writeSync(promised, `-${number}\n`);
  tasks.numbered.invalidate(number);
  await setTimeout(0);
}
