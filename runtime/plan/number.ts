import { UNFIT } from "./layout.js";

const double = new Float64Array(1);
const octets = new Uint8Array(double.buffer);

/** The first byte of a number: below `Word` the number itself, else how it is written. */
export const enum First {
  Word = 0xf0,
  Int,
  Double,
  NaN,
}

/** The most bytes that a number takes. */
export const NUMBER_SIZE = 9;

/** Writes a number at a position; each has one form. Every `NaN` is one, and `-0` is no integer. */
export function number(value: unknown, bytes: Uint8Array, at: number): number {
  if (typeof value !== "number") return UNFIT;
  if ((value | 0) !== value || (value === 0 && 1 / value < 0)) return float(value, bytes, at);
  if (value >= 0 && value < First.Word) {
    bytes[at] = value;
    return at + 1;
  }
  const isWord = value > 0 && value < 0x1_0000;
  bytes[at] = isWord ? First.Word : First.Int;
  bytes[at + 1] = value;
  bytes[at + 2] = value >> 8;
  if (isWord) return at + 3;
  bytes[at + 3] = value >> 16;
  bytes[at + 4] = value >> 24;
  return at + 5;
}

function float(value: number, bytes: Uint8Array, at: number): number {
  if (value !== value) {
    bytes[at] = First.NaN;
    return at + 1;
  }
  double[0] = value;
  bytes[at] = First.Double;
  // A loop over eight bytes costs twice as much.
  bytes[at + 1] = octets[0] as number;
  bytes[at + 2] = octets[1] as number;
  bytes[at + 3] = octets[2] as number;
  bytes[at + 4] = octets[3] as number;
  bytes[at + 5] = octets[4] as number;
  bytes[at + 6] = octets[5] as number;
  bytes[at + 7] = octets[6] as number;
  bytes[at + 8] = octets[7] as number;
  return at + NUMBER_SIZE;
}

/** The eight bytes of a double. */
export function readDouble(bytes: Uint8Array, at: number): number {
  octets[0] = bytes[at] as number;
  octets[1] = bytes[at + 1] as number;
  octets[2] = bytes[at + 2] as number;
  octets[3] = bytes[at + 3] as number;
  octets[4] = bytes[at + 4] as number;
  octets[5] = bytes[at + 5] as number;
  octets[6] = bytes[at + 6] as number;
  octets[7] = bytes[at + 7] as number;
  return double[0] as number;
}
