import type { Walk } from "./walk.js";

/** The first byte of every encoded value. Tags are part of the key's form: never renumber them. */
export const enum Tag {
  Undefined,
  Null,
  False,
  True,
  Int,
  Double,
  NaN,
  BigInt,
  Text,
  LoneText,
  Object,
  Bare,
  Array,
  Sparse,
  Map,
  Set,
  Date,
  RegExp,
  Url,
  Buffer,
  View,
  Bytes,
}

/** `-0` is no integer here, and every `NaN` is one `NaN`. */
export function encodeNumber({ writer }: Walk, value: number): void {
  if (Number.isNaN(value)) return writer.byte(Tag.NaN);
  if ((value | 0) === value && !Object.is(value, -0)) {
    writer.byte(Tag.Int);
    return writer.varint(value >= 0 ? value * 2 : -value * 2 - 1);
  }
  writer.byte(Tag.Double);
  writer.double(value);
}

/** UTF-8 would merge all lone surrogates; a text that has one is written as UTF-16 under its own tag. */
export function encodeText({ writer }: Walk, value: string): void {
  if (value.isWellFormed()) {
    writer.byte(Tag.Text);
    return writer.text(value, "utf8", Buffer.byteLength(value));
  }
  writer.byte(Tag.LoneText);
  writer.text(value, "utf16le", value.length * 2);
}

export function encodeBigInt({ writer }: Walk, value: bigint): void {
  const digits = value.toString(16);
  writer.byte(Tag.BigInt);
  writer.text(digits, "latin1", digits.length);
}
