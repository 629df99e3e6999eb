import { currentAccount } from "../account.js";
import { currentSettings } from "../config.js";
import type { Definition } from "../definition.js";
import { clockFor, countShared } from "../madeCall.js";
import { decodeValue } from "../value/decode.js";
import { encodeValue } from "../value/encode.js";

/** A copy of a result that is not in the store, counted as a shared one; undefined when it cannot be copied exactly. */
export function copyResult(task: Definition, value: unknown): { readonly value: unknown } | undefined {
  const settings = currentSettings();
  const startedAt = clockFor(settings);
  const copy = copyOf(value);
  if (copy) countShared({ task, settings, account: currentAccount(), startedAt }, { runMs: 0, bytes: 0 });
  return copy;
}

function copyOf(value: unknown): { readonly value: unknown } | undefined {
  try {
    return { value: decodeValue(encodeValue(value)) };
  } catch {
    return undefined;
  }
}
