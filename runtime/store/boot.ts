import { join } from "node:path";
import { readNote, writeNote } from "./notes.js";

/** Where Linux says which start of the machine this is. */
const BOOT = "/proc/sys/kernel/random/boot_id";

/** What the note says in place of a start of the machine, where something was wrong with the store. */
const [SUSPECT, CONDEMNED] = ["suspect", "condemned"];

/**
 * Whether the store was looked through since the machine started, and nothing was wrong with it since: a power cut may have
 * kept some of its pages from the disk. Where the system does not number its starts, none counts.
 */
export function isChecked(dir: string): boolean {
  const [boot, note] = [readNote(BOOT), readNote(noteIn(dir))];
  return note !== SUSPECT && note !== CONDEMNED && (boot === "" || note === boot);
}

/** Whether the machine was started since the store was looked through, and nothing is known to be wrong with it. */
export function isFirstSinceBoot(dir: string): boolean {
  const [boot, note] = [readNote(BOOT), readNote(noteIn(dir))];
  return ![boot, "", SUSPECT, CONDEMNED].includes(note) && boot !== "";
}

export function noteCheck(dir: string): void {
  writeNote(noteIn(dir), readNote(BOOT));
}

/** Makes the next process that opens the store look through it; where it will do so anyway, the reason stays. */
export function forgetCheck(dir: string): void {
  if (isChecked(dir)) writeNote(noteIn(dir), SUSPECT);
}

/** Makes the next process that opens the store set it aside, whatever it finds. */
export function condemn(dir: string): void {
  writeNote(noteIn(dir), CONDEMNED);
}

export function isCondemned(dir: string): boolean {
  return readNote(noteIn(dir)) === CONDEMNED;
}

function noteIn(dir: string): string {
  return join(dir, "checked");
}
