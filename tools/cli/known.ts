import { TaskprintError } from "#runtime/errors";
import { noTask } from "../messages.js";

/** @throws TaskprintError (TP3006) when none of them has that name */
export function assertKnown(name: string, tasks: readonly { readonly task: string }[]): void {
  const names = [...new Set(tasks.map(({ task }) => task))].sort();
  if (!names.includes(name)) throw new TaskprintError(noTask(name, names));
}
