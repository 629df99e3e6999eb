import type { MissReason } from "./counters.js";
import { isAsync, isFresh, isSound, PAYLOAD, payloadEnd, runMs, writtenAt } from "./entry.js";
import { callKey } from "./key/callKey.js";
import type { Prepared } from "./prepared.js";
import { decodeValue } from "./value/decode.js";

/**
 * The stored result that was found last. There is one for all calls, so that a hit makes no object but its
 * value: whoever looks up takes it at once.
 */
class Found {
  value: unknown;
  async = false;
  runMs = 0;
  /** The size of the entry. */
  bytes = 0;

  /** The value, of which nothing is kept here. */
  take(): unknown {
    const { value } = this;
    this.value = undefined;
    return value;
  }
}

export const found = new Found();

/** What a look-up came to: a hit, or why not. */
export type Answer = "hit" | MissReason;

/** Finds and restores the stored result of the call whose key was filled last. */
export function lookUp({ task, store }: Prepared): Answer {
  const lent = store?.lend(callKey);
  if (lent === undefined) return store?.isUsable ? "absent" : "unavailable";
  if (!isSound(callKey, lent)) return "unusable";
  if (!isFresh(writtenAt(lent), task.ttl)) return "expired";
  const async = isAsync(lent);
  const ms = runMs(lent);
  const bytes = lent.length;
  try {
    found.value = decodeValue(lent.bytes, PAYLOAD, payloadEnd(lent));
  } catch {
    return "unusable";
  }
  found.async = async;
  found.runMs = ms;
  found.bytes = bytes;
  return "hit";
}

/** Restores a value; undefined when the bytes cannot be decoded, whatever the reason. */
export function readPayload(payload: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: decodeValue(payload, 0, payload.length) };
  } catch {
    return undefined;
  }
}
