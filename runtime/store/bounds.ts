import { join } from "node:path";
import { readNote, writeNote } from "./notes.js";
import { eachHead, removeWhere, type Upkeep } from "./upkeep.js";
import { readUses, type Uses } from "./uses.js";

/** How large and how old a store may become. */
export interface Limits {
  /** In bytes of the data file. */
  readonly maxSize: number | undefined;
  /** In milliseconds since an entry was written. */
  readonly maxAge: number | undefined;
}

/** The bounds of one store. */
export interface Bounded {
  readonly dir: string;
  readonly upkeep: Upkeep;
  readonly limits: Limits;
}

/**
 * What is left free of `maxSize`: a commit writes pages anew before it frees the old ones, and large values need
 * pages in a row. Of a small store that is a larger share. (Measured: while a small store is filled ten times
 * over with small results, its file is two and a half times what they take.)
 */
const FREE = 0.15;
const FREE_OF_SMALL = 0.55;
const MOST_FREE_OF_SMALL = 32 * 1024 * 1024;
const ALWAYS_FREE = 512 * 1024;

/** How much of what entries take is kept when some are removed. */
const KEPT = 0.75;

/**
 * Removing entries empties pages only in part: LMDB merges those that are three quarters empty. So the pages in use
 * must grow by this share of `maxSize` before entries are removed again.
 */
const STEP = 0.03;

/** No result may take more of a store than this. */
const LARGEST = 0.1;

/** The share of a store that one commit may have. */
const COMMIT = 1 / 32;

/** The share of a store that is put between two notes of one entry's use. */
const NOTED = 1 / 16;

/** Entries that are too old are looked for so often within their lifetime, but once in an hour at least. */
const SWEEPS = 8;
const LONGEST_PAUSE_MS = 3_600_000;

/** Whether a result of that size may be stored at all. */
export function isFitting({ maxSize }: Limits, bytes: number): boolean {
  return maxSize === undefined || bytes <= maxSize * LARGEST;
}

/** How many bytes one commit may have, as it takes as many pages again for a moment. */
export function largestCommit({ maxSize }: Limits): number {
  return maxSize === undefined ? Infinity : maxSize * COMMIT;
}

/** After how many bytes that were put the use of an entry is noted again, so that what is used stays. */
export function noteEvery({ maxSize }: Limits): number {
  return maxSize === undefined ? Infinity : maxSize * NOTED;
}

/** Removes what is too old, and the least recently used where so many bytes more would be too many. */
export function keepBounds(bounded: Bounded, coming: number): void {
  sweep(bounded);
  makeRoom(bounded, coming);
}

function makeRoom({ dir, upkeep, limits: { maxSize } }: Bounded, coming: number): void {
  if (maxSize === undefined) return;
  const full = maxSize - ALWAYS_FREE - Math.max(maxSize * FREE, Math.min(maxSize * FREE_OF_SMALL, MOST_FREE_OF_SMALL));
  const used = upkeep.usedBytes() + coming;
  // How many bytes were in use after the last time.
  const noted = join(dir, "trimmed");
  if (used <= full || used <= Number(readNote(noted)) + maxSize * STEP) return;
  const uses = readUses(dir);
  const threshold = thresholdFor(upkeep, uses, Math.min(full / used, 1) * KEPT);
  removeWhere(upkeep, (head) => head === undefined || lastUse(head, uses) <= threshold);
  writeNote(noted, String(upkeep.usedBytes()));
}

/** The time so that the entries that were used later take at most that share of what all take. */
function thresholdFor(upkeep: Upkeep, uses: Uses, share: number): number {
  const times: number[] = [];
  const sizes: number[] = [];
  eachHead(upkeep, ({ takes }, head) => {
    times.push(head ? lastUse(head, uses) : 0);
    sizes.push(takes);
  });
  const most = sizes.reduce((sum, size) => sum + size, 0) * share;
  const sorted = Float64Array.from([0, ...times]).sort();
  const takenAfter = (time: number): number => sizes.reduce((sum, size, index) => ((times[index] ?? 0) > time ? sum + size : sum), 0);
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (takenAfter(sorted[middle] ?? 0) > most) low = middle + 1;
    else high = middle;
  }
  return sorted[low] ?? 0;
}

/** An entry counts as used when it was written. */
export function lastUse({ id, writtenAt }: { readonly id: number; readonly writtenAt: number }, uses: Uses): number {
  return Math.max(writtenAt, uses.get(id) ?? 0);
}

/** One process in a while looks for entries that are too old. */
function sweep({ dir, upkeep, limits: { maxAge } }: Bounded): void {
  if (maxAge === undefined) return;
  const note = join(dir, "swept");
  const now = Date.now();
  const pause = Math.min(maxAge / SWEEPS, LONGEST_PAUSE_MS);
  const last = Number(readNote(note));
  // After a clock was set back the note is of a time to come.
  if (last <= now && now - last < pause) return;
  writeNote(note, String(now));
  removeWhere(upkeep, (head) => head === undefined || now - head.writtenAt > maxAge);
}
