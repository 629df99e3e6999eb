export { withAccount } from "./account.js";
export { configure, type Configuration, type Mode } from "./config.js";
export { TaskprintError } from "./errors.js";
export type { TaskEvent } from "./events.js";
export { task, type Task, type TaskFunction, type TaskMethods, type TaskOptions } from "./task.js";
