import { isFresh, unpackEntry } from "./entry.js";
import type { Call } from "./madeCall.js";
import { decodeValue } from "./value/decode.js";

/** A stored result, restored. */
export interface Hit {
  readonly value: unknown;
  readonly async: boolean;
  readonly runMs: number;
}

/** The stored result of a call. An entry that is expired, damaged or of another format is a miss. */
export function lookUp(call: Call): Hit | undefined {
  const bytes = call.store?.get(call.key);
  const entry = bytes && unpackEntry(call.key, bytes);
  if (!entry || !isFresh(entry, call.task.ttl)) return undefined;
  const copy = readPayload(entry.payload);
  return copy && { value: copy.value, async: entry.async, runMs: entry.runMs };
}

/** Restores a value; undefined when the bytes cannot be decoded, whatever the reason. */
export function readPayload(payload: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: decodeValue(payload) };
  } catch {
    return undefined;
  }
}
