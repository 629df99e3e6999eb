import type { Message } from "./messages.js";

/**
 * The error that taskprint itself throws: a task that was not compiled, a wrong option, or a call
 * whose arguments cannot be keyed. Errors thrown by a task's function are never wrapped in it.
 *
 * @example
 * ```ts
 * import { task, TaskprintError } from "taskprint";
 *
 * const describe = task(function describe(value: unknown): string {
 *   return JSON.stringify(value);
 * });
 *
 * try {
 *   describe(() => 1);
 * } catch (error) {
 *   if (!(error instanceof TaskprintError && error.code === "TP2020")) throw error;
 *   console.error("not plain data:", error.message);
 * }
 * ```
 */
export class TaskprintError extends Error {
  override readonly name = "TaskprintError";
  /** `TP` and four digits. A code keeps its meaning for ever. */
  readonly code: string;

  constructor(message: Message, options?: ErrorOptions) {
    super(message.text, options);
    this.code = `TP${message.code}`;
  }
}
