import type { MissReason } from "./counters.js";
import { isFresh, unpackEntry } from "./entry.js";
import type { Call } from "./madeCall.js";
import { decodeValue } from "./value/decode.js";

/** A stored result, restored. */
export interface Hit {
  readonly value: unknown;
  readonly async: boolean;
  readonly runMs: number;
  /** The size of the entry. */
  readonly bytes: number;
}

/** The stored result of a call, or why there is none: an entry that is expired, damaged or of another format is a miss. */
export function lookUp(call: Call): Hit | MissReason {
  const bytes = call.store?.get(call.key);
  if (!bytes) return call.store?.isUsable ? "absent" : "unavailable";
  const entry = unpackEntry(call.key, bytes);
  if (!entry) return "unusable";
  if (!isFresh(entry, call.task.ttl)) return "expired";
  const copy = readPayload(entry.payload);
  return copy ? { value: copy.value, async: entry.async, runMs: entry.runMs, bytes: bytes.length } : "unusable";
}

/** Restores a value; undefined when the bytes cannot be decoded, whatever the reason. */
export function readPayload(payload: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: decodeValue(payload) };
  } catch {
    return undefined;
  }
}
