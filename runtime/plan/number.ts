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
  for (let octet = 0; octet < 8; octet++) bytes[at + 1 + octet] = octets[octet] as number;
  return at + NUMBER_SIZE;
}

/** The eight bytes of a double. */
export function readDouble(bytes: Uint8Array, at: number): number {
  for (let octet = 0; octet < 8; octet++) octets[octet] = bytes[at + octet] as number;
  return double[0] as number;
}
