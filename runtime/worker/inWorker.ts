import { currentAccount } from "../account.js";
import type { CompiledFingerprint } from "../compiled.js";
import { shareableConfiguration } from "../config.js";
import type { Definition } from "../definition.js";
import { TaskprintError } from "../errors.js";
import { currentFlight } from "../flights.js";
import { handOver } from "../leases/held.js";
import { argumentStays, resultStays, workerDiffers, workerNotAlone, workerNotAsync } from "../messages.js";
import { decodeValue } from "../value/decode.js";
import { encodeValue } from "../value/encode.js";
import { Unstorable } from "../value/output.js";
import { callerModule, isMain } from "./callerModule.js";
import { currentPool } from "./pool.js";
import { workerTasks } from "./registry.js";
import type { Done, Job } from "./job.js";
import { thrownFrom } from "./thrown.js";

type Fn = Definition["fn"];

/**
 * The function of a task with the option `worker`: it runs the given one in a worker thread, which finds it by loading the
 * module that calls `define`. In such a thread it is the given one.
 *
 * @throws TaskprintError when no worker could find or run it (TP2005, TP2006)
 */
export function inWorker({ name, fingerprint, async }: CompiledFingerprint, fn: Fn, define: (...args: never) => unknown): Fn {
  if (!async) throw new TaskprintError(workerNotAsync(name));
  const tasks = workerTasks();
  if (tasks) {
    tasks.set(name, { fingerprint, fn });
    return fn;
  }
  const module = callerModule(define);
  if (module === undefined || isMain(module)) throw new TaskprintError(workerNotAlone(name, module ?? "no file"));
  return async (...args) => {
    const pool = currentPool();
    if (!pool) return fn(...args);
    const handover = handOver(currentFlight());
    const job: Job = { module, name, fingerprint, args: encodeArguments(name, args), account: currentAccount(), lease: handover?.name, configuration: shareableConfiguration() };
    try {
      return resultOf(job, await pool.run(job));
    } finally {
      handover?.end();
    }
  };
}

function encodeArguments(name: string, args: readonly unknown[]): Uint8Array {
  try {
    // Of the encoder's memory only what was written may be handed over.
    return new Uint8Array(encodeValue(args));
  } catch (error) {
    if (error instanceof Unstorable) throw new TaskprintError(argumentStays(name, error.path.replace(/^its result/, "its arguments"), error.what));
    throw error;
  }
}

function resultOf({ name, module }: Job, done: Done): unknown {
  switch (done.kind) {
    case "value":
      return decodeValue(Buffer.from(done.payload.buffer, done.payload.byteOffset, done.payload.length), 0, done.payload.length);
    case "thrown":
      throw thrownFrom(done.thrown);
    case "unfit":
      throw new TaskprintError(resultStays(name, done.path, done.what));
    case "unknown":
      throw new TaskprintError(workerDiffers(name, module));
    default:
      return done satisfies never;
  }
}
