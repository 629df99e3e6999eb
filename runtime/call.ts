import { currentAccount } from "./account.js";
import { currentSettings, type Settings } from "./config.js";
import type { Definition } from "./definition.js";
import { emit } from "./events.js";
import { flightToJoin, join, type Flight } from "./flights.js";
import { readEnvironment, type Environment } from "./key/environment.js";
import { lookUp, readPayload } from "./lookup.js";
import { clockFor, makeCall, tell, type Call } from "./madeCall.js";
import { isPlainPromise, run } from "./run.js";

/** Calls a task: from the store, by sharing the run under way, or by running it. */
export function callTask(task: Definition, args: readonly unknown[]): unknown {
  return prepared(task, args, callOrRun);
}

/** Runs a task whatever is stored, and overwrites it. */
export function refreshTask(task: Definition, args: readonly unknown[]): unknown {
  return prepared(task, args, (call) => run(call, { outdatesOthers: true, environment: readEnvironment(task) }));
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
  const hit = call.settings.mode === "refresh" ? undefined : lookUp(call);
  if (hit) {
    tell(call, { outcome: "hit", savedMs: hit.runMs, stored: false });
    return hit.async ? Promise.resolve(hit.value) : hit.value;
  }
  const flight = flightToJoin(call.key.toString("latin1"));
  const environment = readEnvironment(call.task);
  return flight ? share(call, flight, environment) : run(call, { outdatesOthers: false, environment });
}

/**
 * Waits for a run under way. When it fails, one of those who waited runs and the others wait for that.
 * A value of which no copy can be made helps nobody: then each runs by itself, as it would uncached.
 */
async function share(call: Call, flight: Flight, environment: Environment): Promise<unknown> {
  for (let next: Flight | undefined = flight; next; next = flightToJoin(next.key)) {
    const outcome = await join(next);
    if (outcome === "failed") continue;
    const copy = outcome === "unshared" ? undefined : readPayload(outcome.payload);
    if (outcome === "unshared" || !copy) break;
    tell(call, { outcome: "shared", savedMs: outcome.runMs, stored: false });
    return copy.value;
  }
  return run(call, { outdatesOthers: false, environment });
}

/** Runs the function and touches no store; the listener still hears of it. */
function runUncached(task: Definition, args: readonly unknown[], settings: Settings): unknown {
  const { onEvent } = settings;
  if (!onEvent) return Reflect.apply(task.fn, undefined, args);
  const startedAt = clockFor(settings);
  const account = currentAccount();
  const end = (outcome: "run" | "failed") =>
    emit(onEvent, { task: task.name, account, outcome, ms: performance.now() - startedAt, savedMs: 0, stored: false });
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
