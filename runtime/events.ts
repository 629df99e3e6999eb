import { channel } from "node:diagnostics_channel";
import type { Settings } from "./config.js";
import { listenerFailed } from "./messages.js";
import { causeText, warnOnce } from "./warn.js";

/**
 * What happened in one call of a task, for `configure({ onEvent })` and for subscribers of the channel
 * `taskprint:call` of `node:diagnostics_channel`. The outcomes are `"hit"`,
 * `"shared"`, `"run"` and `"failed"`. A call that is refused for its arguments gives no event.
 *
 * @example
 * ```ts
 * import { configure, type TaskEvent } from "taskprint";
 *
 * let savedMs = 0;
 * const onEvent = (event: TaskEvent): void => {
 *   savedMs += event.savedMs;
 *   if (event.outcome === "run" && !event.stored) console.warn(`${event.task} was not stored`);
 * };
 *
 * configure({ onEvent });
 * process.once("exit", () => console.log(`${savedMs / 1000} seconds saved`));
 * ```
 */
export interface TaskEvent {
  /** The task's name. */
  readonly task: string;
  /** The account that the call was made under. */
  readonly account: string;
  /**
   * `"hit"`: answered from the store. `"shared"`: answered by a run of the same call that was under
   * way, here or, with `singleFlight`, in another process. `"run"`: the function ran. `"failed"`: it ran and threw, or its promise was rejected.
   */
  readonly outcome: "hit" | "shared" | "run" | "failed";
  /** How long this call took, in milliseconds. */
  readonly ms: number;
  /** How long the run took that this call was spared, in milliseconds; 0 when it ran itself. */
  readonly savedMs: number;
  /** Whether this call gave its result to the store, which writes it in this turn or the next. */
  readonly stored: boolean;
  /** Why the call was not answered from the store. Set where it ran, or failed, with the cache in use. */
  readonly reason?: "absent" | "expired" | "unusable" | "refreshed" | "unavailable";
  /** The same in a sentence, as TASKPRINT_EXPLAIN prints it; set where that variable is. */
  readonly explanation?: string;
  /** Set on a hit that was held against a run, for `verify`: whether both gave the same value. */
  readonly verified?: "same" | "different";
}

/** Hears of calls from inside the runtime: tracing. */
export interface Observer {
  told(event: TaskEvent): void;
}

const calls = channel("taskprint:call");

/** Whether anyone wants to know of calls; asked by every call, also by a hit. */
export function isHeard({ onEvent, tracer }: Pick<Settings, "onEvent" | "tracer">): boolean {
  return onEvent !== undefined || calls.hasSubscribers || tracer !== undefined;
}

/** Tells all that listen. Node reports what a subscriber of the channel throws as uncaught. */
export function emit({ onEvent, tracer }: Pick<Settings, "onEvent" | "tracer">, event: TaskEvent): void {
  tracer?.told(event);
  if (calls.hasSubscribers) calls.publish(event);
  if (onEvent) tellListener(onEvent, event);
}

/** Whatever the listener throws, or rejects with, must not reach the caller of a task. */
function tellListener(listener: (event: TaskEvent) => void, event: TaskEvent): void {
  try {
    const returned: unknown = listener(event);
    if (returned instanceof Promise) returned.catch(warnOfListener);
  } catch (error) {
    warnOfListener(error);
  }
}

function warnOfListener(error: unknown): void {
  warnOnce("listener", listenerFailed(causeText(error)));
}
