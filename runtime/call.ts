import { currentAccount } from "./account.js";
import { currentSettings, type Settings } from "./config.js";
import type { Definition } from "./definition.js";
import { emit } from "./events.js";
import { flightToJoin, join, type Flight } from "./flights.js";
import { lookUp, readPayload } from "./lookup.js";
import { clockFor, makeCall, tell, type Call } from "./madeCall.js";
import { isPlainPromise, run } from "./run.js";

/** Calls a task: from the store, by sharing the run under way, or by running it. */
export function callTask(task: Definition, args: readonly unknown[]): unknown {
  return rejectIfAsync(task, () => callOrRun(task, args));
}

/** Runs a task whatever is stored, and overwrites it. */
export function refreshTask(task: Definition, args: readonly unknown[]): unknown {
  return rejectIfAsync(task, () => {
    const settings = currentSettings();
    if (!usesCache(task, settings)) return runUncached(task, args, settings);
    return run(makeCall(task, args), { outdatesOthers: true });
  });
}

/** Whether a task and the mode leave anything to the cache. */
export function usesCache(task: Definition, settings: Settings): boolean {
  return task.cache && settings.mode !== "off";
}

/** An asynchronous function never throws at the call, so neither does its task. */
function rejectIfAsync(task: Definition, action: () => unknown): unknown {
  if (!task.async) return action();
  try {
    return action();
  } catch (error) {
    return Promise.reject(error as Error);
  }
}

function callOrRun(task: Definition, args: readonly unknown[]): unknown {
  const settings = currentSettings();
  if (!usesCache(task, settings)) return runUncached(task, args, settings);
  const call = makeCall(task, args);
  const hit = settings.mode === "refresh" ? undefined : lookUp(call);
  if (hit) {
    tell(call, { outcome: "hit", savedMs: hit.runMs, stored: false });
    return hit.async ? Promise.resolve(hit.value) : hit.value;
  }
  const flight = flightToJoin(call.key.toString("latin1"));
  return flight ? share(call, flight) : run(call, { outdatesOthers: false });
}

/** A run that failed, or whose value cannot be copied, helps nobody: then the call runs by itself. */
async function share(call: Call, flight: Flight): Promise<unknown> {
  const landing = await join(flight);
  const copy = landing && readPayload(landing.payload);
  if (!copy) return run(call, { outdatesOthers: false });
  tell(call, { outcome: "shared", savedMs: landing.runMs, stored: false });
  return copy.value;
}

/** Runs the function and touches no store; the listener still hears of it. */
function runUncached(task: Definition, args: readonly unknown[], settings: Settings): unknown {
  if (!settings.onEvent) return Reflect.apply(task.fn, undefined, args);
  const startedAt = clockFor(settings);
  const account = currentAccount();
  const end = (outcome: "run" | "failed") =>
    emit(settings, { task: task.name, account, outcome, ms: performance.now() - startedAt, savedMs: 0, stored: false });
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
