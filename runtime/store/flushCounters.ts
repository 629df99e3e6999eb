import { allCounters, COUNTERS, zeroCounters, type Counters } from "../counters.js";
import { addToCounters, noteCounters, type CountersByTask } from "./countersFile.js";
import { flushAtExit } from "./exit.js";
import type { GuardedStore } from "./guarded.js";

const EVERY_MS = 60_000;

/** What of the counters of this process was added to a store's already. */
const flushed = new Map<string, Counters>();

let isWatching = false;

/** Adds what this process counted to its store's counters, once a minute and when it ends. */
export function keepFlushing(flush: () => void): void {
  if (isWatching) return;
  isWatching = true;
  setInterval(flush, EVERY_MS).unref();
  flushAtExit(flush);
}

/** Adds what was counted since the last time. A store that is only read is left as it is. */
export function flushCounters(store: GuardedStore): void {
  const added = new Map([...allCounters()].flatMap(([task, counters]) => sinceFlush(task, counters)));
  if (added.size === 0) return;
  if (!note(store, added) && !add(store, added)) return;
  for (const task of added.keys()) flushed.set(task, { ...(allCounters().get(task) ?? zeroCounters()) });
}

/** Opening the store for it would cost a process of hits more than all of them. */
function note(store: GuardedStore, added: CountersByTask): boolean {
  try {
    return store.isAsleep && noteCounters(store.dir, added);
  } catch {
    return false;
  }
}

function add(store: GuardedStore, added: CountersByTask): boolean {
  const isAdded = store.exclusively(() => {
    addToCounters(store.dir, added);
    return true;
  });
  return isAdded ?? false;
}

/** What a task has counted since; nothing where it was not called. */
function sinceFlush(task: string, counters: Counters): [string, Counters][] {
  const before = flushed.get(task);
  const since = { ...counters };
  if (before) for (const name of COUNTERS) since[name] -= before[name];
  return COUNTERS.some((name) => since[name] !== 0) ? [[task, since]] : [];
}
