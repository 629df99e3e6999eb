/**
 * Uses a store after a power cut, each number often enough for hits to be read by LMDB. Prints the numbers whose results were
 * found at first, and how many were in the end; ends with 3 on a wrong value.
 */
import { isDeepStrictEqual } from "node:util";
import { tasks } from "../support/tasks.mjs";

const numbers = Array.from({ length: Number(process.argv[2]) }, (_, at) => at);
const WRONG = 3;
const ROUNDS = 3;
let found = [];
const first = use();
for (let round = 1; round < ROUNDS; round += 1) found = use();
console.log(JSON.stringify({ first, last: found.length }));

function use() {
  return numbers.filter((at) => {
    const before = tasks.runs.count;
    if (!isDeepStrictEqual(tasks.numbered(at), tasks.valueOf(at))) process.exit(WRONG);
    return tasks.runs.count === before;
  });
}
