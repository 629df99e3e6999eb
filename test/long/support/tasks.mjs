import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The tasks of test/long/tasks, built by `tspc`: once, and for all processes that this one starts. */
process.env.TASKPRINT_LONG_TASKS ??= await compile();

export const tasks = await import(pathToFileURL(join(process.env.TASKPRINT_LONG_TASKS, "numbered.js")).href);

/** Loaded here alone: thousands of processes find them built. */
async function compile() {
  const { compileTasks } = await import("../../../bench/compileTasks.mjs");
  return compileTasks(join(import.meta.dirname, "../tasks"));
}
