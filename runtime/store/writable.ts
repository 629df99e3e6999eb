import { currentSettings } from "../config.js";
import { TaskprintError } from "../errors.js";
import { badUpkeep, notOwnStore } from "../messages.js";
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

/** @throws TaskprintError unless the options are an object */
export function assertOptions(call: string, options: unknown): void {
  if (typeof options !== "object" || options === null) throw new TaskprintError(badUpkeep(call, `the options ${String(options)}; give an object`));
}
