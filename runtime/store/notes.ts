import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from "node:fs";

const MOST_BYTES = 4096;

/**
 * The text of a small file beside the entries; empty where there is none, or something else stands there: no link is
 * followed, and nothing is waited for.
 */
export function readNote(path: string): string {
  try {
    return withFile(path, constants.O_RDONLY, (handle) => {
      const bytes = Buffer.alloc(MOST_BYTES);
      return bytes.toString("latin1", 0, readSync(handle, bytes, 0, MOST_BYTES, 0));
    });
  } catch {
    return "";
  }
}

/** Writes such a file. Where that cannot be, the note is missing, and whoever looks for it does more than is needed. */
export function writeNote(path: string, text: string): void {
  try {
    withFile(path, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, (handle) => writeSync(handle, text));
  } catch {
    // See above.
  }
}

function withFile<T>(path: string, flags: number, action: (handle: number) => T): T {
  const handle = openSync(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600);
  try {
    if (!fstatSync(handle).isFile()) throw new Error("it is not a file");
    return action(handle);
  } finally {
    closeSync(handle);
  }
}
