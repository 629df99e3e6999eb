import { currentAccount } from "./account.js";
import { currentSettings, type Settings } from "./config.js";
import type { Definition } from "./definition.js";
import { emit } from "./events.js";
import { flightToJoin, join, type Flight } from "./flights.js";
import { readEnvironment } from "./key/environment.js";
import { lookUp, readPayload } from "./lookup.js";
import { makeCall, tell, type Call } from "./madeCall.js";
import { isPlainPromise, run, type RunOptions } from "./run.js";

/** Calls a task: from the store, by sharing the run under way, or by running it. */
export function callTask(task: Definition, args: readonly unknown[]): unknown {
  return prepared(task, args, callOrRun);
}

/** Runs a task whatever is stored, and overwrites it. */
export function refreshTask(task: Definition, args: readonly unknown[]): unknown {
  return prepared(task, args, (call) => run(call, { outdatesOthers: true, environment: readEnvironment(task), reason: "refreshed" }));
}

/**
 * Makes the call and goes on with it. The cache's own errors reject where the function returns a
 * promise by type; what the function itself throws is never touched.
 */
function prepared(task: Definition, args: readonly unknown[], goOn: (call: Call) => unknown): unknown {
  let settings: Settings;
  let call: Call | undefined;
  try {
    settings = currentSettings();
    call = usesCache(task, settings) ? makeCall(task, args) : undefined;
  } catch (error) {
    task.counters.refused++;
    if (!task.async) throw error;
    return Promise.reject(error as Error);
  }
  return call ? goOn(call) : runUncached(task, args, settings);
}

/** Whether a task and the mode leave anything to the cache. */
export function usesCache(task: Definition, settings: Settings): boolean {
  return task.cache && settings.mode !== "off";
}

function callOrRun(call: Call): unknown {
  const { counters } = call.task;
  const hit = call.settings.mode === "refresh" ? "refreshed" : lookUp(call);
  if (typeof hit !== "string") {
    counters.hits++;
    counters.bytesRead += hit.bytes;
    counters.savedMs += hit.runMs;
    tell(call, { outcome: "hit", savedMs: hit.runMs, stored: false });
    return hit.async ? Promise.resolve(hit.value) : hit.value;
  }
  const flight = flightToJoin(call.key.toString("latin1"));
  const environment = readEnvironment(call.task);
  const miss: RunOptions = { outdatesOthers: false, environment, reason: hit };
  return flight ? share(call, flight, miss) : run(call, miss);
}

/**
 * Waits for a run under way. When it fails, one of those who waited runs and the others wait for that.
 * A value of which no copy can be made helps nobody: then each runs by itself, as it would uncached.
 */
async function share(call: Call, flight: Flight, miss: RunOptions): Promise<unknown> {
  for (let next: Flight | undefined = flight; next; next = flightToJoin(next.key)) {
    const outcome = await join(next);
    if (outcome === "failed") continue;
    const copy = outcome === "unshared" ? undefined : readPayload(outcome.payload);
    if (outcome === "unshared" || !copy) break;
    const { counters } = call.task;
    counters.hits++;
    counters.shared++;
    counters.savedMs += outcome.runMs;
    tell(call, { outcome: "shared", savedMs: outcome.runMs, stored: false });
    return copy.value;
  }
  return run(call, miss);
}

/** Runs the function and touches no store; it is counted, and the listener hears of it. */
function runUncached(task: Definition, args: readonly unknown[], settings: Settings): unknown {
  const { onEvent } = settings;
  const { name, counters } = task;
  const startedAt = performance.now();
  const account = currentAccount();
  const end = (outcome: "run" | "failed"): void => {
    const ms = performance.now() - startedAt;
    counters[outcome === "run" ? "bypasses" : "failures"]++;
    counters.runMs += ms;
    if (onEvent) emit(onEvent, { task: name, account, outcome, ms, savedMs: 0, stored: false });
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
