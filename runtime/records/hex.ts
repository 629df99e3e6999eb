import type { KeyText } from "../key/callKey.js";

/** A part of a key in hexadecimal digits. */
export function hexOf(key: KeyText, start = 0, end = key.length): string {
  return Buffer.from(key.slice(start, end), "latin1").toString("hex");
}
