import type TS from "typescript";
import type { Compiler } from "../context.js";

/** Prints a warning. Among a program's diagnostics it would make the build fail, or be lost. */
export function warn(ts: Compiler, { messageText }: TS.Diagnostic): void {
  process.stderr.write(`warning: ${ts.flattenDiagnosticMessageText(messageText, " ")}\n`);
}
