import type { EntryRecord, ManifestTask } from "../records/index.js";

/** Results that are stored, and how long the runs took that they spare, in milliseconds. */
export interface Stored {
  readonly results: number;
  readonly runMs: number;
}

export const NOTHING_STORED: Stored = { results: 0, runMs: 0 };

/** What is stored, by fingerprint. */
export function countStored(entries: Iterable<EntryRecord>): (task: ManifestTask) => Stored {
  const known = new Map<string, Stored>();
  for (const { mark, runMs } of entries) {
    const { results, runMs: sum } = known.get(mark) ?? NOTHING_STORED;
    known.set(mark, { results: results + 1, runMs: sum + runMs });
  }
  return ({ fingerprint }) => known.get(markOf(fingerprint)) ?? NOTHING_STORED;
}

export function sumStored(all: readonly Stored[]): Stored {
  return all.reduce((sum, { results, runMs }) => ({ results: sum.results + results, runMs: sum.runMs + runMs }), NOTHING_STORED);
}

/** What an entry keeps of the fingerprint that it was made under. */
export function markOf(fingerprint: string): string {
  return fingerprint.slice(0, 8);
}
