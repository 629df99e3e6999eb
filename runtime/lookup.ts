import type { MissReason } from "./counters.js";
import { isAsync, isFitted, isFresh, isSound, PAYLOAD, payloadEnd, runMs, writtenAt } from "./entry.js";
import type { Landing } from "./flights.js";
import { callKey } from "./key/callKey.js";
import type { Call } from "./madeCall.js";
import type { Codec } from "./plan/codec.js";
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
export function lookUp({ task, store, codec }: Pick<Prepared, "task" | "store" | "codec">): Answer {
  const lent = store?.lend(callKey);
  if (lent === undefined) return store?.isUsable ? "absent" : "unavailable";
  if (!isSound(callKey, lent)) return "unusable";
  if (!isFresh(writtenAt(lent), task.ttl)) return "expired";
  const async = isAsync(lent);
  const ms = runMs(lent);
  const bytes = lent.length;
  try {
    const decode = isFitted(lent) ? codec.decodeValue : decodeValue;
    found.value = decode(lent.bytes, PAYLOAD, payloadEnd(lent));
  } catch {
    return "unusable";
  }
  found.async = async;
  found.runMs = ms;
  found.bytes = bytes;
  return "hit";
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
export function lookUpAgain(call: Pick<Call, "task" | "store" | "codec" | "key">): Hit | MissReason {
  callKey.fill(call.key);
  const answer = lookUp(call);
  return answer === "hit" ? takeHit() : answer;
}

/** What was found last, in an object of its own. */
export function takeHit(): Hit {
  const { async, runMs, bytes } = found;
  return { value: found.take(), async, runMs, bytes };
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
