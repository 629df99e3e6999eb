export { withAccount } from "./account.js";
export { configure, type Configuration, type Mode } from "./config.js";
export { TaskprintError } from "./errors.js";
export type { TaskEvent } from "./events.js";
export type { MapOptions, MapProgress } from "./map/mapTypes.js";
export type { SingleFlight } from "./singleFlightOption.js";
export { stats, storedStats, type TaskStats } from "./stats.js";
export { task } from "./task.js";
export type { Task, TaskFunction, TaskMethods, TaskOptions } from "./taskTypes.js";
