/**
 * Uses a store that may be damaged as any program would: every number once, then again. Prints how many of the first calls
 * and how many of the second were found; ends with 3 on a wrong value.
 */
import { isDeepStrictEqual } from "node:util";
import { tasks } from "../support/tasks.mjs";

const [entries = "60"] = process.argv.slice(2).map(Number);
const WRONG = 3;
const found = [0, 0];

for (const round of [0, 1]) {
  for (let at = 0; at < entries; at += 1) {
    const before = tasks.runs.count;
    if (!isDeepStrictEqual(tasks.numbered(at), tasks.valueOf(at))) process.exit(WRONG);
    if (tasks.runs.count === before) found[round] += 1;
  }
}
console.log(JSON.stringify(found));
