import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addCounters, zeroCounters, type Counters } from "../counters.js";

/** Counters by the name of their task. */
export type CountersByTask = ReadonlyMap<string, Counters>;

const VERSION = 1;

/**
 * The counters of a store, summed over the processes that used it. They lie in a file of their own beside the
 * entries, so that they are no entries, and tools can read them without opening the store.
 */
export function readCounters(dir: string): CountersByTask {
  try {
    const file = JSON.parse(readFileSync(countersFile(dir), "utf8")) as { readonly version?: unknown; readonly tasks?: unknown };
    return file.version === VERSION && Array.isArray(file.tasks) ? new Map(file.tasks.flatMap(taskOf)) : new Map();
  } catch {
    // There is none yet, or it is damaged: counting begins again.
    return new Map();
  }
}

/** Adds to the file. Whoever calls it holds off other processes; readers see the old file or the new one. */
export function addToCounters(dir: string, added: CountersByTask): void {
  const sums = new Map(readCounters(dir));
  for (const [task, counters] of added) {
    const sum = sums.get(task) ?? zeroCounters();
    addCounters(sum, counters);
    sums.set(task, sum);
  }
  const temporary = `${countersFile(dir)}.new`;
  writeFileSync(temporary, `${JSON.stringify({ version: VERSION, tasks: [...sums] })}\n`, { mode: 0o600 });
  renameSync(temporary, countersFile(dir));
}

function countersFile(dir: string): string {
  return join(dir, "counters.json");
}

function taskOf(entry: unknown): [string, Counters][] {
  if (!Array.isArray(entry)) return [];
  const [task, found] = entry as readonly unknown[];
  if (typeof task !== "string" || typeof found !== "object" || found === null) return [];
  const counters = zeroCounters();
  addCounters(counters, found);
  return [[task, counters]];
}
