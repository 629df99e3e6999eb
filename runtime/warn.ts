import type { Message } from "./messages.js";

const warned = new Set<string>();

/**
 * Warns through `process.emitWarning`, once for each cause in the life of the process: a broken
 * store is one event for a person, however many calls meet it.
 */
export function warnOnce(cause: string, message: Message): void {
  const id = `${message.code} ${cause}`;
  if (warned.has(id)) return;
  warned.add(id);
  process.emitWarning(message.text, { type: "TaskprintWarning", code: `TP${message.code}` });
}

/** The text of whatever was thrown, for a message. */
export function causeText(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return "an error without a text";
  }
}
