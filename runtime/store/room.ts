import { statfsSync } from "node:fs";
import { StoreFull } from "./failures.js";

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
