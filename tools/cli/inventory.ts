import type { TaskStats } from "taskprint";
import { markOf } from "#runtime/entry";
import { digestScope } from "#runtime/key/prefix";
import { readEntries, readTasks, type EntryRecord, type Manifest } from "../records/index.js";

/** What a store holds of one task. */
export interface Stock {
  /** Undefined for results of which nobody noted whose they are. */
  readonly task: string | undefined;
  /** Under which accounts, sorted. */
  readonly accounts: readonly string[];
  readonly entries: readonly EntryRecord[];
  /** How many of them the last build can find; undefined where there is none, or it does not hold the task. */
  readonly current: number | undefined;
  readonly bytes: number;
  /** In milliseconds since 1970; undefined where there are no results. */
  readonly lastUse: number | undefined;
  readonly stats: TaskStats | undefined;
}

/** What the stock is taken from. */
export interface Sources {
  readonly dir: string;
  readonly build: Manifest | undefined;
  readonly stats: readonly TaskStats[];
  /** Only the results of this account. */
  readonly account: string | undefined;
}

interface Owner {
  readonly task: string;
  readonly account: string;
}

/** What a store holds of each task that is known to it or to the build, by name; what is nobody's comes last. */
export function takeStock(sources: Sources): readonly Stock[] {
  const owners = discoverOwners(sources);
  const byTask = new Map<string | undefined, { entries: EntryRecord[]; accounts: Set<string> }>();
  const at = (task: string | undefined) => byTask.get(task) ?? byTask.set(task, { entries: [], accounts: new Set() }).get(task);
  for (const { task } of [...(sources.build?.tasks.map(({ name }) => ({ task: name })) ?? []), ...sources.stats]) at(task);
  for (const entry of readEntries(sources.dir)) {
    const owner = entry.of ?? owners.get(entry.scope);
    if (sources.account !== undefined && owner?.account !== sources.account) continue;
    const stock = at(owner?.task);
    stock?.entries.push(entry);
    if (owner) stock?.accounts.add(owner.account);
  }
  const names = [...byTask.keys()].sort(byName);
  return names.map((task) => describeStock(sources, task, { entries: byTask.get(task)?.entries ?? [], accounts: [...(byTask.get(task)?.accounts ?? [])].sort() }));
}

/** By scope: an earlier release noted no tasks, but whose results they are can be tried. */
function discoverOwners({ dir, build, stats }: Sources): ReadonlyMap<string, Owner> {
  const records = readTasks(dir);
  const names = new Set([...records.map(({ task }) => task), ...(build?.tasks ?? []).map(({ name }) => name), ...stats.map(({ task }) => task)]);
  const accounts = new Set(["default", process.env["TASKPRINT_ACCOUNT"] || "default", ...records.map(({ account }) => account)]);
  const owners = new Map<string, Owner>();
  for (const task of names) for (const account of accounts) owners.set(digestScope(account, task).toString("hex"), { task, account });
  return owners;
}

function describeStock({ build, stats }: Sources, task: string | undefined, { entries, accounts }: Pick<Stock, "entries" | "accounts">): Stock {
  const built = build?.tasks.find(({ name }) => name === task);
  const mark = built && markOf(built.fingerprint).toString(16).padStart(8, "0");
  return {
    task,
    accounts,
    entries,
    current: mark === undefined ? undefined : entries.filter((entry) => entry.mark === mark).length,
    bytes: entries.reduce((sum, entry) => sum + entry.bytes, 0),
    lastUse: entries.length === 0 ? undefined : entries.reduce((last, entry) => Math.max(last, lastUseOf(entry)), 0),
    stats: stats.find((each) => each.task === task),
  };
}

/** A result counts as used when it was written. */
export function lastUseOf({ usedAt, writtenAt }: EntryRecord): number {
  return Math.max(writtenAt, usedAt ?? 0);
}

function byName(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? 1 : -1;
  return one < other ? -1 : 1;
}
