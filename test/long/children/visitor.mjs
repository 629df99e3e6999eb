/** Calls tasks for a while, whatever becomes of the store; prints how many calls there were and how many ran. */
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { tasks } from "../support/tasks.mjs";

const [milliseconds = "300"] = process.argv.slice(2);
const WRONG = 3;
const end = performance.now() + Number(milliseconds);
let calls = 0;

for (let at = 0; performance.now() < end; at = (at + 1) % 40) {
  calls += 1;
  if (!isDeepStrictEqual(tasks.numbered(at), tasks.valueOf(at))) process.exit(WRONG);
  if (at % 13 === 0) await setTimeout(1);
}
console.log(JSON.stringify({ calls, runs: tasks.runs.count }));
