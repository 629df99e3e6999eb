import { callKey, TAIL, type KeyText } from "../key/callKey.js";
import { encodeFitted, lastFitted } from "../key/fitted.js";
import { keyedArguments, Tail } from "../key/key.js";
import { PREFIX_BYTES } from "../key/prefix.js";
import { DIGESTED } from "../key/walk.js";
import type { Call } from "../madeCall.js";
import { encodeValue } from "../value/encode.js";

/** The arguments of a call whose key holds only a digest of them, or of a part. */
export interface KeptInputs {
  /** `"fitted"`: what the codec of the task's types made of them, of which the key holds the digest. `"value"`: as a stored value. */
  readonly form: "fitted" | "value";
  readonly bytes: Buffer;
}

/** What stands in a key for a part that is digested. */
const HIDING = String.fromCharCode(DIGESTED);

/** Longer ones are not kept. */
const MOST_BYTES = 64 * 1024;

/** Whether a task's fitted encodings can hold digests: they do in the place of values of which the types say nothing. */
export function hidesValues(plan: string | undefined): boolean {
  return plan?.includes('"unknown"') === true;
}

/**
 * What to keep of a call that is about to run, which may change its arguments; undefined where the key holds them all, or
 * they cannot be kept.
 */
export function keepInputs(call: Call, hides: boolean): KeptInputs | "too long" | undefined {
  const { key } = call;
  const kind = key.charCodeAt(PREFIX_BYTES);
  if (kind === Tail.FittedDigest && !hides) return keepFitted(call);
  // The byte can stand there for something else: then more is kept than is needed.
  const isHiding = kind === Tail.FittedDigest || ((hides || kind === Tail.General) && key.includes(HIDING, TAIL));
  return isHiding ? keepValue(call) : undefined;
}

/** Mostly the encoding is still there of which the key was made. */
function keepFitted({ key, codec, args }: Call): KeptInputs | "too long" | undefined {
  if (lastFitted.turn === callKey.turn && isLastKey(key)) return keepBytes("fitted", lastFitted.encoding);
  let kept: KeptInputs | "too long" | undefined;
  encodeFitted(codec, args, (encoding) => (kept = keepBytes("fitted", encoding)));
  return kept;
}

function isLastKey(key: KeyText): boolean {
  return key === callKey.text();
}

function keepValue({ task, args }: Call): KeptInputs | "too long" | undefined {
  try {
    return keepBytes("value", encodeValue(keyedArguments(task, args)));
  } catch {
    return undefined;
  }
}

/** A copy, as the bytes are used again. */
function keepBytes(form: KeptInputs["form"], bytes: Buffer | undefined): KeptInputs | "too long" {
  return bytes !== undefined && bytes.length <= MOST_BYTES ? { form, bytes: Buffer.from(bytes) } : "too long";
}
