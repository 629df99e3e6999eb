import { currentSettings } from "../config.js";
import { TaskprintError } from "../errors.js";
import { badUpkeep, notOwnStore } from "../messages.js";
import { unknownOption } from "../unknownOption.js";
import { currentStore } from "./current.js";
import type { GuardedStore } from "./guarded.js";

/**
 * The store that `gc` and `verify` work on; undefined when it cannot be used (there was a warning).
 *
 * @throws TaskprintError in a mode that may not write
 */
export function writableStore(call: string): GuardedStore | undefined {
  const { mode } = currentSettings();
  if (mode === "off" || mode === "readonly") throw new TaskprintError(notOwnStore(call, mode));
  const store = currentStore();
  store?.flush();
  return store;
}

/** @throws TaskprintError unless the options are an object of these options */
export function assertOptions(call: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) throw new TaskprintError(badUpkeep(call, `the options ${String(options)}; give an object`));
  const unknown = unknownOption(options, known);
  if (unknown !== undefined) throw new TaskprintError(badUpkeep(call, `the option ${unknown}, which it does not have; give one of ${known.join(", ")}`));
}

/** @throws TaskprintError unless the option is left out or a boolean */
export function assertFlag(call: string, name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "boolean") throw new TaskprintError(badUpkeep(call, `${name}: ${String(value)}; give true or false`));
}
