import { fstatSync, ftruncateSync, statfsSync, writeSync } from "node:fs";
import { causeText } from "../warn.js";
import { isFull, StoreFull } from "./failures.js";
import { metaOf } from "./metaPages.js";

/** What a commit may take beside the value: the pages on the way to it, and the list of free pages. */
const ROOM_BYTES = 1024 * 1024;

/**
 * Asserts that the disk has room for so many bytes and for what LMDB adds to them. A commit that meets a
 * full disk corrupts LMDB's memory (1 in 20 ended the process), and a store made on one cannot even be locked.
 *
 * @param path an existing file or directory on that disk
 */
export function assertRoom(path: string, bytes: number): void {
  const { bavail, blocks, bsize } = statfsSync(path);
  // Some file systems do not say how large they are.
  if (blocks > 0 && bavail * bsize < bytes + ROOM_BYTES) throw new StoreFull(`only ${bavail * bsize} bytes are free on its disk`);
}

/** What a commit may add to the file beside its values, at least and at most. */
const [LEAST_GROWTH, MOST_GROWTH] = [64 * 1024, 1024 * 1024];

/**
 * Makes the data file longer by what a commit may add to it: other programs can take the room that `assertRoom` saw
 * before LMDB writes, and what is a plain error here would end the process there. LMDB does not mind the length.
 *
 * @param handle the data file, open for writing
 * @param valueBytes the length of the values to come
 * @param most how many bytes the file may have: the pages that a bounded store keeps free are enough for a commit, so
 * that it needs no more length than that, unless it is beyond it already
 * @throws StoreFull
 */
export function reserveRoom(handle: number, valueBytes: number, most: number): void {
  const meta = metaOf(handle);
  if (meta === undefined) return;
  const { size } = fstatSync(handle);
  const used = (meta.lastPage + 1) * meta.pageSize;
  // Pages that are written anew are mostly in the list of free pages, and need no new ones; and pages are not quite filled.
  const growth = Math.min(LEAST_GROWTH + used / 16, MOST_GROWTH) + valueBytes * 1.25;
  const needed = Math.ceil(used + growth);
  const length = used <= most ? Math.min(needed, most) : needed;
  if (size < length) lengthen(handle, size, length);
}

function lengthen(handle: number, from: number, to: number): void {
  const zeros = Buffer.alloc(Math.min(to - from, MOST_GROWTH));
  try {
    for (let at = from; at < to; ) at += writeSync(handle, zeros, 0, Math.min(zeros.length, to - at), at);
  } catch (error) {
    if (!isFull(error)) throw error;
    ftruncateSync(handle, from);
    throw new StoreFull(causeText(error));
  }
}
