import { digestScope } from "#runtime/key/prefix";
import type { TaskRecord } from "../records/index.js";

/** Whose results are meant; what is undefined means all. */
export interface Wanted {
  readonly task?: string | undefined;
  readonly account?: string | undefined;
}

/**
 * How the keys of those results begin, in hexadecimal digits. A task that is named is found though the store has no note of
 * it (an earlier release wrote none), under the accounts that are known.
 */
export function scopesOf(records: readonly TaskRecord[], { task, account }: Wanted): ReadonlySet<string> {
  const names = task === undefined ? records.map((record) => record.task) : [task];
  const accounts = account === undefined ? ["default", process.env["TASKPRINT_ACCOUNT"] || "default", ...records.map((record) => record.account)] : [account];
  const scopes = new Set<string>();
  for (const name of new Set(names)) for (const each of new Set(accounts)) scopes.add(digestScope(each, name).toString("hex"));
  return scopes;
}
