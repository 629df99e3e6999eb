/**
 * Uses a store that may be damaged as any program would: every number, then again and again, so often that hits are no longer
 * read from the file but by LMDB. Prints how many were found in the first round and how many in the last; ends with 3 on a wrong value.
 */
import { isDeepStrictEqual } from "node:util";
import { tasks } from "../support/tasks.mjs";

const [entries = "60"] = process.argv.slice(2).map(Number);
const WRONG = 3;
const ROUNDS = 6;
const found = Array.from({ length: ROUNDS }, () => 0);

for (const round of found.keys()) {
  for (let at = 0; at < entries; at += 1) {
    const before = tasks.runs.count;
    if (!isDeepStrictEqual(tasks.numbered(at), tasks.valueOf(at))) process.exit(WRONG);
    if (tasks.runs.count === before) found[round] += 1;
  }
}
console.log(JSON.stringify([found[0], found[ROUNDS - 1]]));
