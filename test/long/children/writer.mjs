/** Calls the numbered task a few numbers at a time, for ever, and says them once they are promised to be kept. */
import { writeSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { tasks } from "../support/tasks.mjs";

const [from = "0", atOnce = "10"] = process.argv.slice(2);
const WRONG = 3;

for (let first = Number(from); ; first += Number(atOnce)) {
  const numbers = Array.from({ length: Number(atOnce) }, (_, at) => first + at);
  for (const at of numbers) {
    if (isDeepStrictEqual(tasks.numbered(at), tasks.valueOf(at))) continue;
    writeSync(2, `wrong value for ${at}\n`);
    process.exit(WRONG);
  }
  // What is stored waits at most a millisecond for the next turn of the event loop.
  await setTimeout(1);
  writeSync(1, `${numbers.join(" ")}\n`);
}
