import type { Settings } from "./config.js";
import { listenerFailed } from "./messages.js";
import { causeText, warnOnce } from "./warn.js";

/** What happened in one call of a task, for `configure({ onEvent })`. */
export interface TaskEvent {
  /** The task's name. */
  readonly task: string;
  readonly account: string;
  /**
   * `"hit"`: answered from the store. `"shared"`: answered by a run of the same call that was under
   * way. `"run"`: the function ran. `"failed"`: it ran and threw.
   */
  readonly outcome: "hit" | "shared" | "run" | "failed";
  /** How long this call took, in milliseconds. */
  readonly ms: number;
  /** How long the run took that this call was spared, in milliseconds; 0 when it ran itself. */
  readonly savedMs: number;
  /** Whether this call wrote its result to the store. */
  readonly stored: boolean;
}

/** Tells the listener. Whatever it throws, or rejects with, must not reach the caller of a task. */
export function emit(settings: Settings, event: TaskEvent): void {
  try {
    const returned: unknown = settings.onEvent?.(event);
    if (returned instanceof Promise) returned.catch(warnOfListener);
  } catch (error) {
    warnOfListener(error);
  }
}

function warnOfListener(error: unknown): void {
  warnOnce("listener", listenerFailed(causeText(error)));
}
