import type { Settings } from "./config.js";
import type { Definition } from "./definition.js";
import { emit, isHeard, type TaskEvent } from "./events.js";
import { callKey, type KeyText } from "./key/callKey.js";
import type { Environment } from "./key/environment.js";
import { fillKey } from "./key/key.js";
import type { Codec } from "./plan/codec.js";
import type { Prepared } from "./prepared.js";
import type { GuardedStore } from "./store/guarded.js";

/** One call of a task that was not answered from the store at once, with all that was in force when it was made. */
export interface Call {
  readonly task: Definition;
  readonly args: readonly unknown[];
  readonly settings: Settings;
  readonly account: string;
  /** What the task's variables held when the call was keyed; a run may begin later than that. */
  readonly environment: Environment;
  readonly key: KeyText;
  readonly codec: Codec;
  readonly store: GuardedStore | undefined;
  /** How long a result may be used, in milliseconds from its writing. */
  readonly ttl: number | undefined;
  /** When it was made, by `performance.now()`; 0 when nobody listens. */
  readonly startedAt: number;
}

/** The call whose key was filled last. */
export function makeCall({ task, settings, store, codec, prefix, ttl }: Prepared, args: readonly unknown[], startedAt: number): Call {
  return { task, args, settings, account: prefix.account, environment: prefix.environment, startedAt, key: callKey.text(), codec, store, ttl };
}

/** Fills the key, and returns the number of the filling. @throws TaskprintError when an argument cannot be keyed. */
export function keyCall(prepared: Prepared, args: readonly unknown[]): number {
  fillKey(callKey, prepared, args);
  return callKey.turn;
}

/** Tells the listener what became of a call. */
export function tell(call: Pick<Call, "task" | "settings" | "account" | "startedAt">, what: Omit<TaskEvent, "task" | "account" | "ms">): void {
  const { settings, task, account, startedAt } = call;
  if (isHeard(settings)) emit(settings, { task: task.name, account, ms: performance.now() - startedAt, ...what });
}

/** Counts a call that got the result of another call's run that was under way, and tells the listener. */
export function countShared(call: Pick<Call, "task" | "settings" | "account" | "startedAt">, { runMs, bytes }: { readonly runMs: number; readonly bytes: number }): void {
  const { counters } = call.task;
  counters.hits++;
  counters.shared++;
  counters.bytesRead += bytes;
  counters.savedMs += runMs;
  tell(call, { outcome: "shared", savedMs: runMs, stored: false });
}

/** The clock is read only for a listener. */
export function clockFor(settings: Settings): number {
  return isHeard(settings) ? performance.now() : 0;
}
