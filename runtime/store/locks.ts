import { makeNewFile } from "./newFile.js";

/** LMDB needs 64 bytes for each reader that there may be at once, and a head. */
const BYTES_PER_READER = 64;
const HEAD_BYTES = 4096;

/**
 * Makes the lock file of an LMDB file that has none. LMDB would make one that is all hole, and map it: on a disk that
 * fills up later, the first touch of each of its pages ends the process (SIGBUS). What is written has its place.
 *
 * @throws StoreFull
 */
export function makeLockFile(path: string, readers: number): void {
  makeNewFile(path, () => Buffer.alloc(HEAD_BYTES + readers * BYTES_PER_READER));
}
