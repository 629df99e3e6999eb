import { rmSync } from "node:fs";
import { join } from "node:path";
import { readNote, writeNote } from "./notes.js";

/** Where Linux says which start of the machine this is. */
const BOOT = "/proc/sys/kernel/random/boot_id";

/**
 * Whether the store was looked through since the machine started: a power cut may have kept some of its pages from the
 * disk. Where the system does not number its starts, it counts as looked through.
 */
export function isCheckedSinceBoot(dir: string): boolean {
  const boot = readNote(BOOT);
  return boot === "" || readNote(noteIn(dir)) === boot;
}

export function noteCheck(dir: string): void {
  writeNote(noteIn(dir), readNote(BOOT));
}

/** Makes the next process that opens the store look through it. */
export function forgetCheck(dir: string): void {
  rmSync(noteIn(dir), { force: true });
}

function noteIn(dir: string): string {
  return join(dir, "checked");
}
