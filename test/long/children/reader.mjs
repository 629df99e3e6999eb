/** Reads what others wrote, for as long as it is told numbers that must be stored. */
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { tasks } from "../support/tasks.mjs";

const known = [];
let [reads, isOver] = [0, false];
const faults = [];

process.on("message", (message) => (message === "end" ? (isOver = true) : known.push(...message)));

while (!isOver) {
  for (let read = 0; read < 20 && known.length > 0; read += 1) check(known[Math.floor(Math.random() * known.length)]);
  // It leaves the processors to those who are killed.
  await setTimeout(2);
}
process.send({ reads, faults: faults.slice(0, 20) });
process.disconnect();

function check(at) {
  reads += 1;
  const before = tasks.runs.count;
  if (!isDeepStrictEqual(tasks.numbered(at), tasks.valueOf(at))) faults.push(`a reader got a wrong value for ${at}`);
  if (tasks.runs.count !== before) faults.push(`a reader did not find ${at}`);
}
