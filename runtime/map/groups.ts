import { setImmediate } from "node:timers/promises";
import { usesCache } from "../call.js";
import { currentSettings } from "../config.js";
import type { Definition } from "../definition.js";
import { callKey } from "../key/callKey.js";
import { keyCall } from "../madeCall.js";
import { prepare } from "../prepared.js";

/** Inputs that are one call, by their places in the list. */
export interface Group {
  readonly indices: readonly number[];
  /** False where there is no key to know equal inputs by: the call is refused, or uses no cache. */
  readonly isKeyed: boolean;
}

/** How many inputs are keyed before others get a turn of the event loop. */
const BATCH = 2000;

/** Puts equal inputs together, in the order of the first of each. */
export async function groupInputs(task: Definition, inputs: readonly (readonly unknown[])[]): Promise<readonly Group[]> {
  const groups: Group[] = [];
  const byKey = new Map<string, number[]>();
  for (const [index, args] of inputs.entries()) {
    if (index % BATCH === BATCH - 1) await setImmediate();
    const key = keyOf(task, args);
    const known = key === undefined ? undefined : byKey.get(key);
    if (known) {
      known.push(index);
      continue;
    }
    const indices = [index];
    groups.push({ indices, isKeyed: key !== undefined });
    if (key !== undefined) byKey.set(key, indices);
  }
  return groups;
}

/** Undefined where the call itself will say what is wrong. */
function keyOf(task: Definition, args: readonly unknown[]): string | undefined {
  try {
    if (!usesCache(task, currentSettings())) return undefined;
    keyCall(prepare(task), args);
    return callKey.text();
  } catch {
    return undefined;
  }
}
