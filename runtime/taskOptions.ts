import { isShare } from "./config.js";
import type { Definition } from "./definition.js";
import { TaskprintError } from "./errors.js";
import { badShare, badSingleFlight, badTtl, badWorker } from "./messages.js";
import { longestWait } from "./singleFlightOption.js";
import type { TaskOptions } from "./taskTypes.js";

/** The options that count at run time, with their defaults. */
export type ReadOptions = Pick<Definition, "cache" | "ttl" | "singleFlight" | "verify"> & { readonly worker: boolean };

/** @throws TaskprintError that names the first wrong option */
export function readOptions(task: string, { cache = true, ttl, singleFlight, verify, worker = false }: TaskOptions): ReadOptions {
  if (ttl !== undefined && !(typeof ttl === "number" && ttl >= 0)) throw new TaskprintError(badTtl(task, ttl));
  const wait = singleFlight === undefined ? undefined : longestWait(singleFlight);
  if (singleFlight !== undefined && wait === undefined) throw new TaskprintError(badSingleFlight(`Task "${task}"`, singleFlight));
  if (verify !== undefined && !isShare(verify)) throw new TaskprintError(badShare(`Task "${task}"`, verify));
  if (typeof worker !== "boolean") throw new TaskprintError(badWorker(task, worker));
  return { cache, ttl, singleFlight: wait, verify, worker };
}
