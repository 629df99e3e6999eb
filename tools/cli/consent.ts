import { TaskprintError } from "#runtime/errors";
import { needsYes } from "../messages.js";

/**
 * Asks before something is done that cannot be undone.
 *
 * @param isGiven whether `--yes` was
 * @throws TaskprintError (TP3008) where there is no terminal to ask on
 */
export async function askConsent(question: string, isGiven: boolean): Promise<boolean> {
  if (isGiven) return true;
  if (!process.stdin.isTTY || !process.stdout.isTTY) throw new TaskprintError(needsYes(question));
  const { default: confirm } = await import("@inquirer/confirm");
  try {
    return await confirm({ message: question, default: false });
  } catch (error) {
    // Ctrl+C is a no.
    if (error instanceof Error && error.name === "ExitPromptError") return false;
    throw error;
  }
}
