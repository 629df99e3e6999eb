import { PREFIX_BYTES } from "#runtime/key/prefix";
import { Unreadable } from "./byteReader.js";

/** LMDB takes keys of at most so many bytes. */
const MOST_BYTES = 1978;

/**
 * The beginning of a key, scope and identity, in hexadecimal digits.
 *
 * @throws Unreadable when it is no key of the runtime
 */
export function assertKey(key: Buffer): string {
  if (key.length <= PREFIX_BYTES || key.length > MOST_BYTES) throw new Unreadable("a key in it is too short or too long");
  return key.toString("hex", 0, PREFIX_BYTES);
}
