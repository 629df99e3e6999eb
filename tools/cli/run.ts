import { CommanderError, type Command } from "commander";
import { TaskprintError } from "#runtime/errors";
import { causeText } from "#runtime/warn";
import { failedOnSystem } from "../messages.js";
import { FailedCheck } from "./failedCheck.js";
import { coloursFor } from "./output/colours.js";
import { endQuietlyOnClosedPipe } from "./output/print.js";

/** What the command ends with; the help says what they mean. */
export const enum Exit {
  Done,
  Found,
  Failed,
}

/** Runs what the arguments ask for, and leaves the exit code. No error gets out. */
export async function runProgram(program: Command, parameters: readonly string[]): Promise<void> {
  endQuietlyOnClosedPipe();
  try {
    await program.parseAsync(parameters);
  } catch (error) {
    process.exitCode = exitFor(error);
    const isStackWanted = program.opts<{ readonly stack?: boolean }>().stack === true;
    const text = describeError(error, isStackWanted);
    if (text !== undefined) process.stderr.write(`${coloursFor(process.stderr).red("taskprint:")} ${text}\n`);
  }
}

/** The runtime's warnings, without what Node puts around them. */
export function listenForWarnings(): void {
  process.removeAllListeners("warning");
  process.on("warning", ({ message }) => process.stderr.write(`${coloursFor(process.stderr).yellow("warning:")} ${message}\n`));
}

function exitFor(error: unknown): Exit {
  if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.Done : Exit.Failed;
  return error instanceof FailedCheck ? Exit.Found : Exit.Failed;
}

/** Undefined where everything was said already. */
function describeError(error: unknown, isStackWanted: boolean): string | undefined {
  if (error instanceof CommanderError) return undefined;
  if (error instanceof TaskprintError) return error.message;
  if (isStackWanted) return error instanceof Error ? error.stack : String(error);
  // Node's own mistakes in the use of it have codes, too, that begin with ERR_.
  if (/^E[A-Z0-9]+$/.test((error as NodeJS.ErrnoException | undefined)?.code ?? "")) return failedOnSystem(causeText(error)).text;
  return `it failed unexpectedly: ${causeText(error)}. Run it again with --stack, and report what that shows.`;
}
