/**
 * Calls tasks of which one keeps its results for an hour, in a process whose clock may be wrong. Prints what was found.
 * With a number of milliseconds as argument, its own `Date` is off by as many: for machines without libfaketime.
 */
import { isDeepStrictEqual } from "node:util";
import { configure } from "taskprint";
import { tasks } from "../support/tasks.mjs";

const [offset = "0"] = process.argv.slice(2).map(Number);
const WRONG = 3;
const now = Date.now;
if (offset !== 0) Date.now = () => now() + offset;

const found = { lasting: 0, passing: 0 };
configure({ account: "default" });
for (let at = 0; at < 50; at += 1) {
  found.lasting += await isFound(async () => isDeepStrictEqual(tasks.numbered(at), tasks.valueOf(at)));
  found.lasting += await isFound(async () => isDeepStrictEqual(await tasks.numberedAsync(at, "clock"), { label: "clock", value: tasks.valueOf(at) }));
  found.passing += await isFound(async () => tasks.passing(at) === at * 2);
}
console.log(JSON.stringify({ found, year: new Date(Date.now()).getFullYear() }));

/** 1 when the call did not run. */
async function isFound(isRight) {
  const before = tasks.runs.count;
  if (!(await isRight())) process.exit(WRONG);
  return tasks.runs.count === before ? 1 : 0;
}
