import type { MissReason } from "./counters.js";
import { idOf, isAsync, isFitted, isFresh, isSound, PAYLOAD, payloadEnd, runMs, writtenAt } from "./entry.js";
import type { Landing } from "./flights.js";
import { callKey } from "./key/callKey.js";
import type { Call } from "./madeCall.js";
import type { Codec } from "./plan/codec.js";
import type { Prepared } from "./prepared.js";
import type { Lent } from "./store/lent.js";
import { decodeValue } from "./value/decode.js";

/** What a look-up returns that found nothing to use. */
export const MISS = Symbol("miss");

/**
 * What is to be said of the last look-up beside the value. There is one for all calls, so that a hit makes no object
 * but its value: whoever looks up reads it at once.
 */
class LookedUp {
  /** Why nothing was found. */
  reason: MissReason = "absent";
  async = false;
  runMs = 0.5;
  /** The size of the entry. */
  bytes = 0;
}

export const lookedUp = new LookedUp();

/** Finds and restores the stored result of the call whose key was filled last; `MISS` when there is none. */
export function lookUp({ store, codec, ttl }: Pick<Prepared, "store" | "codec" | "ttl">): unknown {
  const lent = store?.lend(callKey);
  if (lent === undefined) return miss(store?.isUsable ? "absent" : "unavailable");
  if (!isSound(callKey, lent)) return damaged(store);
  if (ttl !== undefined && !isFresh(writtenAt(lent), ttl)) return miss("expired");
  const async = isAsync(lent);
  const ms = runMs(lent);
  store?.uses?.note(idOf(lent));
  const bytes = lent.length;
  const value = restore(lent, codec);
  // Said last, as a program that replaced methods of the language may have called tasks meanwhile.
  lookedUp.async = async;
  lookedUp.runMs = ms;
  lookedUp.bytes = bytes;
  return value;
}

function restore(lent: Lent, codec: Codec): unknown {
  try {
    return isFitted(lent) ? codec.decodeValue(lent.bytes, PAYLOAD, payloadEnd(lent)) : decodeValue(lent.bytes, PAYLOAD, payloadEnd(lent));
  } catch {
    return miss("unusable");
  }
}

function damaged(store: Prepared["store"]): typeof MISS {
  store?.doubt();
  return miss("unusable");
}

function miss(reason: MissReason): typeof MISS {
  lookedUp.reason = reason;
  return MISS;
}

/** A stored result, restored. */
export interface Hit {
  readonly value: unknown;
  readonly async: boolean;
  readonly runMs: number;
  /** The size of the entry; 0 when it was not read from the store. */
  readonly bytes: number;
}

/** Looks once more for the result of a call that was made before. */
export function lookUpAgain(call: Pick<Call, "store" | "codec" | "ttl" | "key">): Hit | MissReason {
  callKey.fill(call.key);
  const value = lookUp(call);
  return value === MISS ? lookedUp.reason : hitOf(value);
}

/** What was found last, in an object of its own. */
export function hitOf(value: unknown): Hit {
  const { async, runMs, bytes } = lookedUp;
  return { value, async, runMs, bytes };
}

/** A copy of what a run under way left. */
export function readLanding({ payload, fitted, runMs }: Landing, codec: Codec): Hit | MissReason {
  try {
    const decode = fitted ? codec.decodeValue : decodeValue;
    return { value: decode(payload, 0, payload.length), async: true, runMs, bytes: 0 };
  } catch {
    return "unusable";
  }
}
