import { currentSettings } from "./config.js";
import { allCounters, type Counters } from "./counters.js";
import { readCounters } from "./store/countersFile.js";
import { flushOpened } from "./store/current.js";
import { storeDirectory } from "./store/directory.js";

/**
 * What the calls of one task came to. Each call that has ended is one of the hits, misses, bypasses or
 * errors, so these four always add up to `calls`. A call under way counts in `runs` alone, from the
 * moment its function starts.
 *
 * @example
 * ```ts
 * import { stats, type TaskStats } from "taskprint";
 *
 * const hitRate = ({ hits, calls }: TaskStats): number => hits / calls;
 * for (const task of stats()) console.log(task.task, hitRate(task));
 * ```
 */
export interface TaskStats {
  /** The task's name. */
  readonly task: string;
  /** Calls that have ended. */
  readonly calls: number;
  /** Calls that did not run the function themselves. */
  readonly hits: number;
  /** Of the hits, those answered by another call's run that was under way. */
  readonly shared: number;
  /** Calls that used the cache, ran the function and returned. */
  readonly misses: number;
  /** Of the misses, those for which nothing was stored. */
  readonly absent: number;
  /** Of the misses, those whose entry was older than `ttl`. */
  readonly expired: number;
  /** Of the misses, those whose entry was damaged or of another format. */
  readonly unusable: number;
  /** Of the misses, those that were to run: `refresh()`, and the mode refresh. */
  readonly refreshed: number;
  /** Of the misses, those for which there was no store to ask. */
  readonly unavailable: number;
  /** Calls that ran without asking the cache, and returned: `cache: false`, and the mode off. */
  readonly bypasses: number;
  /** Calls that ended with an error: failures and refused calls. */
  readonly errors: number;
  /** Of the errors, those that the function threw, or rejected with. */
  readonly failures: number;
  /** Of the errors, taskprint's own: arguments that cannot be keyed, an unknown mode. */
  readonly refused: number;
  /** How often the function was started. */
  readonly runs: number;
  /** Results that were written to the store. */
  readonly stored: number;
  /** Results that could not be restored exactly, and so were returned only. */
  readonly refusedValues: number;
  /** Hits that were held against a run, for `verify`. */
  readonly verified: number;
  /** Of those, the ones whose run gave another value. */
  readonly different: number;
  /** Bytes of entries that hits read. */
  readonly bytesRead: number;
  /** Bytes of entries that were written. */
  readonly bytesWritten: number;
  /** How long the runs took that have ended, in milliseconds; runs at one time count each. */
  readonly runMs: number;
  /** How long the runs took that hits were spared, in milliseconds. */
  readonly savedMs: number;
}

/**
 * What the calls of each task came to in this process, or in this worker thread, so far.
 *
 * @returns one for each task that was defined, sorted by name; accounts are not told apart
 *
 * @example
 * ```ts
 * import { stats } from "taskprint";
 *
 * process.once("exit", () => console.table(stats()));
 * ```
 */
export function stats(): readonly TaskStats[] {
  return [...allCounters()].map(([task, counters]) => statsOf(task, counters)).sort(byName);
}

/**
 * What the calls of each task came to in all processes that used the store, this one included. Each
 * process adds its own when it ends and once a minute; what a killed process counted since is lost.
 *
 * @returns one for each task that was ever called with this store, sorted by name; none where there is no store
 *
 * @example
 * ```ts
 * import { storedStats } from "taskprint";
 *
 * const savedMs = storedStats().reduce((sum, task) => sum + task.savedMs, 0);
 * console.log(`${savedMs / 3_600_000} hours saved`);
 * ```
 */
export function storedStats(): readonly TaskStats[] {
  flushOpened();
  return [...readCounters(storeDirectory(currentSettings().dir))].map(([task, counters]) => statsOf(task, counters)).sort(byName);
}

/** The public view of one task's counters. */
export function statsOf(task: string, counters: Counters): TaskStats {
  const misses = counters.absent + counters.expired + counters.unusable + counters.refreshed + counters.unavailable;
  const errors = counters.failures + counters.refused;
  return { task, calls: counters.hits + misses + counters.bypasses + errors, misses, errors, ...counters };
}

function byName(one: TaskStats, other: TaskStats): number {
  return one.task < other.task ? -1 : 1;
}
