/**
 * Calls the task of large results over and over while its disk fills, and checks each. Prints how many calls there
 * were and how many ran; ends with 3 on a wrong value.
 */
import { setImmediate } from "node:timers/promises";
import { tasks } from "../support/tasks.mjs";

const [first = "0", count = "100", rounds = "2"] = process.argv.slice(2).map(Number);
const WRONG = 3;
let calls = 0;

for (let round = 0; round < rounds; round += 1) {
  for (let at = first; at < first + count; at += 1) {
    calls += 1;
    const bytes = tasks.block(at);
    if (bytes.length !== 20_000 || !bytes.every((byte) => byte === at % 251)) process.exit(WRONG);
    if (at % 7 === 0) await setImmediate();
  }
}
console.log(JSON.stringify({ calls, runs: tasks.runs.count }));
