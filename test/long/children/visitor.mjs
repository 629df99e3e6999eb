/**
 * Calls tasks for a while, or until it is told to end, whatever becomes of the store: the same numbers over and over, and new ones. Says when it has begun; at
 * the end, how many calls there were, how many ran, how many of the numbers that must be stored were missing, and the last number that it stored.
 */
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { tasks } from "../support/tasks.mjs";

const [milliseconds = "300", known = ""] = process.argv.slice(2);
const WRONG = 3;
const USUAL = 40;
let [calls, last] = [0, process.pid * 100_000];

for (const at of known.split(",").filter(Boolean).map(Number)) call(at);
const missing = tasks.runs.count;
await callNew();
console.log("begun");
const end = performance.now() + Number(milliseconds);
let isOver = false;
process.once("message", () => (isOver = true));
for (let at = 0; !isOver && performance.now() < end; at = (at + 1) % USUAL) {
  call(at);
  if (at % 13 === 0) await callNew();
}
await callNew();
console.log(JSON.stringify({ calls, runs: tasks.runs.count, missing, last }));
if (process.connected) process.disconnect();

function call(at) {
  calls += 1;
  if (!isDeepStrictEqual(tasks.numbered(at), tasks.valueOf(at))) process.exit(WRONG);
}

/** It is stored in the next turn at the latest. */
async function callNew() {
  last += 1;
  call(last);
  await setTimeout(1);
}
