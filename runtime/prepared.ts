import { currentAccount } from "./account.js";
import { currentSettings, type Settings } from "./config.js";
import type { Definition } from "./definition.js";
import { changedVariable, readEnvironment } from "./key/environment.js";
import type { Keying } from "./key/key.js";
import { digestPrefix, type Prefix } from "./key/prefix.js";
import { taskCodec } from "./plan/taskCodec.js";
import { currentStore } from "./store/current.js";
import type { GuardedStore } from "./store/guarded.js";

/** What calls of a task share as long as configuration, account, store and environment stay. */
export interface Prepared extends Keying {
  readonly task: Definition;
  readonly settings: Settings;
  readonly store: GuardedStore | undefined;
  /** Which share of its hits is held against a run. */
  readonly verify: number;
  /** How long a result may be used, in milliseconds from its writing. */
  readonly ttl: number | undefined;
}

/** @throws TaskprintError when a variable cannot be keyed, or the environment names an unknown mode. */
export function prepare(task: Definition): Prepared {
  const last = task.prepared;
  const settings = currentSettings();
  const account = currentAccount();
  const store = currentStore();
  if (last !== undefined && last.settings === settings && last.store === store && isPrefixOf(last.prefix, task, account)) return last;
  const prefix = last && isPrefixOf(last.prefix, task, account) ? last.prefix : digestPrefix(task, account, readEnvironment(task));
  const codec = last?.codec ?? taskCodec(task.plan);
  return (task.prepared = { task, settings, store, prefix, ttl: shorter(task.ttl, settings.maxAge), verify: task.verify ?? settings.verify, codec, isLong: false });
}

function shorter(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function isPrefixOf({ account, environment }: Prefix, task: Definition, now: string): boolean {
  return account === now && (task.env === undefined || changedVariable(environment) === undefined);
}
