import type { Message } from "../messages.js";

/** Prints a warning. Among a program's diagnostics it would make the build fail, or be lost. */
export function warn({ text }: Message): void {
  process.stderr.write(`warning: ${text}\n`);
}
