import { currentAccount } from "./account.js";
import { activeTracer, currentSettings, type Settings } from "./config.js";
import type { MissReason } from "./counters.js";
import type { Definition } from "./definition.js";
import { emit, isHeard } from "./events.js";
import { currentFlight, flightToJoin, join, type Flight } from "./flights.js";
import { callKey } from "./key/callKey.js";
import { mayJoin } from "./leases/held.js";
import { fliesSingly, runSingly } from "./leases/singleFlight.js";
import { hitOf, lookedUp, lookUp, lookUpAgain, MISS, readLanding } from "./lookup.js";
import { clockFor, countShared, keyCall, makeCall, tell, type Call } from "./madeCall.js";
import { prepare, type Prepared } from "./prepared.js";
import { isPlainPromise, run, type RunOptions } from "./run.js";
import type { Tracer } from "./tracing.js";
import { verifyHit } from "./verify.js";

/** Calls a task: from the store, by sharing the run under way, or by running it. */
export function callTask(task: Definition, args: readonly unknown[]): unknown {
  const tracer = activeTracer();
  return tracer === undefined ? answerCall(task, args) : traceCall(tracer, task, args);
}

/** Apart, as the closure would cost each call that is not traced. */
function traceCall(tracer: Tracer, task: Definition, args: readonly unknown[]): unknown {
  return tracer.trace(task.name, () => answerCall(task, args));
}

function answerCall(task: Definition, args: readonly unknown[]): unknown {
  let prepared: Prepared | undefined;
  let startedAt = 0;
  let turn = 0;
  let value: unknown = MISS;
  try {
    const settings = currentSettings();
    if (usesCache(task, settings)) {
      startedAt = clockFor(settings);
      prepared = prepare(task);
      turn = keyCall(prepared, args);
      if (settings.mode !== "refresh") value = lookUp(prepared);
      else lookedUp.reason = "refreshed";
    }
  } catch (error) {
    return refuse(task, error);
  }
  if (prepared === undefined) return runUncached(task, args);
  if (value !== MISS && !isChosen(prepared)) return deliver(prepared, startedAt, value);
  // A program that replaced methods of the language may have called tasks while the entry was decoded.
  if (turn !== callKey.turn) keyCall(prepared, args);
  const call = makeCall(prepared, args, startedAt);
  return value === MISS ? goWithout(call, lookedUp.reason) : verifyHit(call, hitOf(value));
}

/** Whether a hit is to be held against a run. */
function isChosen({ verify }: Prepared): boolean {
  return verify > 0 && Math.random() < verify;
}

/** The stored result of a call, counted as a hit; undefined, and not counted, where there is more to do than to read it. */
export function callStored(task: Definition, args: readonly unknown[]): { readonly value: unknown } | undefined {
  const settings = currentSettings();
  if (!usesCache(task, settings) || settings.mode === "refresh" || activeTracer()) return undefined;
  const startedAt = clockFor(settings);
  const prepared = prepare(task);
  if (prepared.verify > 0) return undefined;
  keyCall(prepared, args);
  const value = lookUp(prepared);
  return value === MISS ? undefined : { value: deliver(prepared, startedAt, value) };
}

/** Runs a task whatever is stored, and overwrites it. */
export function refreshTask(task: Definition, args: readonly unknown[]): unknown {
  const tracer = activeTracer();
  return tracer ? tracer.trace(task.name, () => runAnew(task, args)) : runAnew(task, args);
}

function runAnew(task: Definition, args: readonly unknown[]): unknown {
  let call: Call | undefined;
  try {
    if (usesCache(task, currentSettings())) call = callOf(task, args);
  } catch (error) {
    return refuse(task, error);
  }
  return call ? run(call, { outdatesOthers: true, reason: "refreshed" }) : runUncached(task, args);
}

/** The call of a task that uses the cache. @throws TaskprintError when it cannot be keyed. */
export function callOf(task: Definition, args: readonly unknown[]): Call {
  const startedAt = clockFor(currentSettings());
  const prepared = prepare(task);
  keyCall(prepared, args);
  return makeCall(prepared, args, startedAt);
}

/**
 * The cache's own errors reject where the function returns a promise by type; what the function itself
 * throws is never touched.
 */
function refuse(task: Definition, error: unknown): Promise<never> {
  task.counters.refused++;
  if (!task.async) throw error;
  return Promise.reject(error as Error);
}

/** Whether a task and the mode leave anything to the cache. */
export function usesCache(task: Definition, settings: Settings): boolean {
  return task.cache && settings.mode !== "off";
}

/** Hands out what was found last. */
function deliver({ task, settings, prefix }: Prepared, startedAt: number, value: unknown): unknown {
  const { async, runMs, bytes } = lookedUp;
  const { counters } = task;
  counters.hits++;
  counters.bytesRead += bytes;
  counters.savedMs += runMs;
  if (startedAt !== 0) tell({ task, settings, account: prefix.account, startedAt }, { outcome: "hit", savedMs: runMs, stored: false });
  return async ? Promise.resolve(value) : value;
}

function goWithout(call: Call, reason: MissReason): unknown {
  const flight = flightToJoin(call.key);
  const miss: RunOptions = { outdatesOthers: false, reason };
  return flight ? share(call, flight, miss) : start(call, miss);
}

/** Runs the function, where asked for only while no other process or thread runs it. */
function start(call: Call, miss: RunOptions): unknown {
  return fliesSingly(call) ? runSingly(call, miss) : run(call, miss);
}

/**
 * Waits for a run under way. When it fails, one of those who waited runs and the others wait for that.
 * A value of which no copy can be made helps nobody: then each runs by itself, as it would uncached.
 */
async function share(call: Call, flight: Flight, miss: RunOptions): Promise<unknown> {
  for (let next: Flight | undefined = flight; next && mayJoin(next, currentFlight()); next = flightToJoin(next.key)) {
    const outcome = await join(next);
    if (outcome === "failed") continue;
    if (outcome === "unshared") return run(call, miss);
    const copy = outcome === "stored" ? lookUpAgain(call) : readLanding(outcome, call.codec);
    if (typeof copy === "string") break;
    countShared(call, copy);
    return copy.value;
  }
  return start(call, miss);
}

/** Runs the function and touches no store; it is counted, and the listener hears of it. */
function runUncached(task: Definition, args: readonly unknown[]): unknown {
  const settings = currentSettings();
  const { name, counters } = task;
  const startedAt = performance.now();
  const account = currentAccount();
  const end = (outcome: "run" | "failed"): void => {
    const ms = performance.now() - startedAt;
    counters[outcome === "run" ? "bypasses" : "failures"]++;
    counters.runMs += ms;
    if (isHeard(settings)) emit(settings, { task: name, account, outcome, ms, savedMs: 0, stored: false });
  };
  counters.runs++;
  let result: unknown;
  try {
    result = Reflect.apply(task.fn, undefined, args);
  } catch (error) {
    end("failed");
    throw error;
  }
  if (isPlainPromise(result)) return endLater(result, end);
  end("run");
  return result;
}

/** Waits in the promise that is returned: a handler beside it would hide a rejection that nobody handles. */
async function endLater(promise: Promise<unknown>, end: (outcome: "run" | "failed") => void): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    end("failed");
    throw error;
  }
  end("run");
  return value;
}
