import { existsSync, linkSync, rmSync, writeFileSync } from "node:fs";
import { threadId } from "node:worker_threads";
import { causeText } from "../warn.js";
import { isFull, StoreFull } from "./failures.js";

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
  if (existsSync(path)) return;
  const made = `${path}-${process.pid}-${threadId}`;
  try {
    writeFileSync(made, Buffer.alloc(HEAD_BYTES + readers * BYTES_PER_READER), { flag: "wx", mode: 0o600 });
    // Whole at once, as another process may open it in this moment.
    linkSync(made, path);
  } catch (error) {
    if (isFull(error)) throw new StoreFull(causeText(error));
    // Another process was faster, or the file system has no links: then LMDB makes it.
  } finally {
    rmSync(made, { force: true });
  }
}
