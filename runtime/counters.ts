/** Why a call that used the cache ran its function. */
export type MissReason = "absent" | "expired" | "unusable" | "refreshed" | "unavailable";

/** What the calls of one task came to in this process. A hit adds to three of them and does no more. */
export interface Counters extends Record<MissReason, number> {
  hits: number;
  shared: number;
  bypasses: number;
  failures: number;
  refused: number;
  runs: number;
  stored: number;
  refusedValues: number;
  verified: number;
  different: number;
  bytesRead: number;
  bytesWritten: number;
  runMs: number;
  savedMs: number;
}

const ZERO: Counters = {
  hits: 0,
  shared: 0,
  absent: 0,
  expired: 0,
  unusable: 0,
  refreshed: 0,
  unavailable: 0,
  bypasses: 0,
  failures: 0,
  refused: 0,
  runs: 0,
  stored: 0,
  refusedValues: 0,
  verified: 0,
  different: 0,
  bytesRead: 0,
  bytesWritten: 0,
  runMs: 0,
  savedMs: 0,
};

/** The names of the counters. */
export const COUNTERS = Object.keys(ZERO) as readonly (keyof Counters)[];

const byTask = new Map<string, Counters>();

/** The counters of a task's name: a program may define one task many times over. */
export function countersFor(task: string): Counters {
  const known = byTask.get(task);
  if (known) return known;
  const counters = zeroCounters();
  byTask.set(task, counters);
  return counters;
}

export function zeroCounters(): Counters {
  return { ...ZERO };
}

/** The counters of every task that was defined in this process, by name. */
export function allCounters(): ReadonlyMap<string, Counters> {
  return byTask;
}

/** Adds up; a text is no number here, whatever a file says. */
export function addCounters(sum: Counters, added: Partial<Record<keyof Counters, unknown>>): void {
  for (const name of COUNTERS) {
    const value = added[name];
    if (typeof value === "number" && Number.isFinite(value)) sum[name] += value;
  }
}
