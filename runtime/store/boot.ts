import { closeSync, constants, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether the store was looked through since the machine started: a power cut may have kept some of its pages from the
 * disk. Where the system does not number its starts, it counts as looked through.
 */
export function isCheckedSinceBoot(dir: string): boolean {
  const boot = textOf("/proc/sys/kernel/random/boot_id");
  return boot === "" || textOf(noteIn(dir)) === boot;
}

export function noteCheck(dir: string): void {
  try {
    const handle = openSync(noteIn(dir), constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW, 0o600);
    try {
      writeSync(handle, textOf("/proc/sys/kernel/random/boot_id"));
    } finally {
      closeSync(handle);
    }
  } catch {
    // Then the next process looks again.
  }
}

/** Makes the next process that opens the store look through it. */
export function forgetCheck(dir: string): void {
  rmSync(noteIn(dir), { force: true });
}

function noteIn(dir: string): string {
  return join(dir, "checked");
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
