import { currentAccount } from "./account.js";
import { currentSettings, type Settings } from "./config.js";
import type { Definition } from "./definition.js";
import { emit, type TaskEvent } from "./events.js";
import { digestKey } from "./key/key.js";
import { currentStore } from "./store/current.js";
import type { GuardedStore } from "./store/guarded.js";

/** One call of a task that uses the cache, with all that was in force when it was made. */
export interface Call {
  readonly task: Definition;
  readonly args: readonly unknown[];
  readonly settings: Settings;
  readonly account: string;
  readonly key: Buffer;
  readonly store: GuardedStore | undefined;
  /** When it was made, by `performance.now()`; 0 when nobody listens. */
  readonly startedAt: number;
}

/** @throws TaskprintError when an argument or a variable cannot be keyed, or the environment names an unknown mode. */
export function makeCall(task: Definition, args: readonly unknown[]): Call {
  const settings = currentSettings();
  const startedAt = clockFor(settings);
  const account = currentAccount();
  return { task, args, settings, account, startedAt, key: digestKey(task, account, args), store: currentStore() };
}

/** Tells the listener what became of a call. */
export function tell(call: Call, what: Pick<TaskEvent, "outcome" | "savedMs" | "stored">): void {
  const { settings, task, account, startedAt } = call;
  if (settings.onEvent) emit(settings.onEvent, { task: task.name, account, ms: performance.now() - startedAt, ...what });
}

/** The clock is read only for a listener. */
export function clockFor(settings: Settings): number {
  return settings.onEvent ? performance.now() : 0;
}
