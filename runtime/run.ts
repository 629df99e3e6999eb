import { types } from "node:util";
import type { MissReason } from "./counters.js";
import type { Definition } from "./definition.js";
import { markOf, packEntry } from "./entry.js";
import type { TaskEvent } from "./events.js";
import { explainMiss } from "./explain.js";
import { currentFlight, Flight, outdateFlights, runInFlight, type Landing } from "./flights.js";
import { changedVariable } from "./key/environment.js";
import { isStackOverflow } from "./key/key.js";
import { inspectInputs, staySame, type Inputs } from "./key/unsteady.js";
import { tell, type Call } from "./madeCall.js";
import { inputsVary, unstorable, variableChanged } from "./messages.js";
import type { Miss } from "./records/callLines.js";
import { encodeValue } from "./value/encode.js";
import { Unstorable } from "./value/output.js";
import { causeText, warnOnce } from "./warn.js";

/** A run under way, for the steps that end it. */
interface Running {
  readonly call: Call;
  readonly flight: Flight;
  /** By `performance.now()`. */
  readonly startedAt: number;
  readonly reason: MissReason;
  /** What tools will know of the call. */
  readonly miss: Miss | undefined;
  readonly inputs: Inputs;
  /** What TASKPRINT_EXPLAIN said of it. */
  readonly explanation: string | undefined;
}

/** How a run stands to others. */
export interface RunOptions {
  /** Whether the results of runs under way are not to be stored. */
  readonly outdatesOthers: boolean;
  /** Why the call was not answered from the store. */
  readonly reason: MissReason;
  /** Where the call was under way before its run began. */
  readonly flight?: Flight;
}

/** Runs the function of a task and stores its result. What it throws is passed on as it is. */
export function run(call: Call, { outdatesOthers, reason, flight: begun }: RunOptions): unknown {
  if (outdatesOthers) outdateFlights(call.key);
  const flight = begun ?? new Flight(call.key, currentFlight());
  const explanation = call.settings.explain ? explainMiss(call, reason) : undefined;
  const miss = call.store?.records?.missed(call, reason);
  const inputs = inspectInputs(call);
  const running: Running = { call, flight, miss, inputs, startedAt: performance.now(), reason, explanation };
  call.task.counters.runs++;
  let result: unknown;
  try {
    result = runInFlight(flight, () => Reflect.apply(call.task.fn, undefined, call.args));
  } catch (error) {
    fail(running);
    throw error;
  }
  if (!isPlainPromise(result)) {
    finish(running, result, false);
    return result;
  }
  flight.share();
  return settle(running, result);
}

/** The function's promise, once its result is stored. */
async function settle(running: Running, promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    fail(running);
    throw error;
  }
  finish(running, value, true);
  return value;
}

/** A promise that carries properties, or of a class of its own, is not what a hit would return. */
export function isPlainPromise(value: unknown): value is Promise<unknown> {
  return types.isPromise(value) && Object.getPrototypeOf(value) === Promise.prototype && Object.getOwnPropertyNames(value).length === 0;
}

function fail(running: Running): void {
  const { call, flight, startedAt } = running;
  flight.land("failed");
  call.task.counters.failures++;
  call.task.counters.runMs += performance.now() - startedAt;
  tell(call, { outcome: "failed", savedMs: 0, stored: false, ...whyOf(running) });
}

function finish(running: Running, value: unknown, async: boolean): void {
  const { call, flight, startedAt, reason } = running;
  const { counters } = call.task;
  const runMs = performance.now() - startedAt;
  // Asking the arguments again runs code of the program, so it comes before what that code can change.
  const isSteady = staySame(call, running.inputs);
  const writes = maySave(running);
  const isWanted = writes || flight.waiters > 0;
  if (isWanted && !isSteady) refuseInputs(call.task);
  const encoded = isWanted && isSteady ? encodeOrWarn(call, value) : undefined;
  const landing: Landing | undefined = encoded && { payload: encoded.payload, fitted: encoded.fitted, runMs };
  if (writes && isSteady) call.store?.records?.offer(running.miss);
  const stored = writes && landing !== undefined && write(call, landing, async);
  flight.land(landing ?? "unshared");
  counters[reason]++;
  counters.runMs += runMs;
  tell(call, { outcome: "run", savedMs: 0, stored, ...whyOf(running) });
}

function whyOf({ reason, explanation }: Running): Pick<TaskEvent, "reason" | "explanation"> {
  return explanation === undefined ? { reason } : { reason, explanation };
}

/** A result may be stored only for the variables that it was made with, and a run may read one after it changed. */
function maySave({ call, flight }: Running): boolean {
  if (call.settings.mode === "readonly" || call.store === undefined || flight.isOutdated) return false;
  const changed = changedVariable(call.environment);
  if (changed === undefined) return true;
  warnOnce(call.task.name, variableChanged(call.task.name, changed));
  return false;
}

/** Packing can fail for want of memory, which must not cost the caller the value. */
function write(call: Call, { payload, fitted, runMs }: Landing, async: boolean): boolean {
  try {
    const entry = packEntry(call.key, { writtenAt: Date.now(), runMs, async, fitted, mark: markOf(call.task.fingerprint), payload });
    const stored = call.store?.put(call.key, entry, runMs) ?? false;
    if (stored) {
      call.task.counters.stored++;
      call.task.counters.bytesWritten += entry.length;
    }
    return stored;
  } catch (error) {
    refuse(call.task, error);
    return false;
  }
}

/** The encoded value, or undefined with one warning a task when it cannot be restored exactly. */
function encodeOrWarn({ task, codec }: Call, value: unknown): Pick<Landing, "payload" | "fitted"> | undefined {
  try {
    const payload = codec.encodeValue(value);
    return payload ? { payload, fitted: true } : { payload: encodeValue(value), fitted: false };
  } catch (error) {
    refuse(task, error);
    return undefined;
  }
}

function refuse({ name, counters }: Definition, error: unknown): void {
  counters.refusedValues++;
  warnOnce(name, unstorableBecause(name, error));
}

/** The run may have been given other values than the key says: whoever is keyed alike must not get its result. */
function refuseInputs({ name, counters }: Definition): void {
  counters.refusedValues++;
  warnOnce(name, inputsVary(name));
}

function unstorableBecause(task: string, error: unknown) {
  if (error instanceof Unstorable) return unstorable(task, error.path, error.what);
  if (isStackOverflow(error)) return unstorable(task, "its result", "nests deeper than the stack allows");
  return unstorable(task, "its result", `could not be read (${causeText(error)})`);
}
