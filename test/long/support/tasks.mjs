import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compileTasks } from "../../../bench/compileTasks.mjs";

/** The tasks of test/long/tasks, built by `tspc`: once, and for all processes that this one starts. */
process.env.TASKPRINT_LONG_TASKS ??= compileTasks(join(import.meta.dirname, "../tasks"));

export const tasks = await import(pathToFileURL(join(process.env.TASKPRINT_LONG_TASKS, "numbered.js")).href);
