import { digestScope } from "#runtime/key/prefix";
import type { EntryRecord } from "../records/index.js";
import type { Question, Records } from "./why.js";

interface Index {
  readonly byTask: Map<string, EntryRecord[]>;
  /** Those that were not noted, by what names task and account. */
  readonly byScope: Map<string, EntryRecord[]>;
}

/** Many tasks are asked about, and a store can hold a million entries. */
const indexes = new WeakMap<Records["entries"], Index>();

/** The entries of a task's name, under any account where they were noted. */
export function entriesOf({ entries }: Pick<Records, "entries">, { task, account }: Pick<Question, "task" | "account">): readonly EntryRecord[] {
  const index = indexes.get(entries) ?? indexEntries(entries);
  indexes.set(entries, index);
  const unnoted = index.byScope.get(digestScope(account, task.name).toString("hex")) ?? [];
  return [...(index.byTask.get(task.name) ?? []), ...unnoted];
}

function indexEntries(entries: readonly EntryRecord[]): Index {
  const index: Index = { byTask: new Map(), byScope: new Map() };
  for (const entry of entries) {
    if (entry.of) addTo(index.byTask, entry.of.task, entry);
    else addTo(index.byScope, entry.scope, entry);
  }
  return index;
}

function addTo(map: Map<string, EntryRecord[]>, key: string, entry: EntryRecord): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}
