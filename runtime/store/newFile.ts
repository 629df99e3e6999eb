import { existsSync, linkSync, rmSync, writeFileSync } from "node:fs";
import { threadId } from "node:worker_threads";
import { causeText } from "../warn.js";
import { isFull, StoreFull } from "./failures.js";

/**
 * Makes a file that LMDB would make, unless there is one. LMDB ends the process when the disk has no room for what
 * it writes while it opens a file (lmdb-js 3.5.6), and other programs can take room at any moment.
 *
 * @throws StoreFull
 */
export function makeNewFile(path: string, bytes: () => Buffer): void {
  if (existsSync(path)) return;
  const made = `${path}-${process.pid}-${threadId}`;
  try {
    writeFileSync(made, bytes(), { flag: "wx", mode: 0o600 });
    // Whole at once, as another process may open it in this moment.
    linkSync(made, path);
  } catch (error) {
    if (isFull(error)) throw new StoreFull(causeText(error));
    // Another process was faster, or the file system has no links: then LMDB makes it.
  } finally {
    rmSync(made, { force: true });
  }
}
