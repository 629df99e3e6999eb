import { encodeKey } from "../key/encode.js";
import { Walk } from "../key/walk.js";
import { kindOf, viewNumber } from "../kinds.js";
import { unfitMemory } from "../memory.js";
import { isBare, isBareDate, NO_ROOM, UNFIT } from "./layout.js";
import { number } from "./number.js";

export { number } from "./number.js";

/**
 * What generated key encoders call. Each writes one value at a position and returns the next position, or
 * `UNFIT` or `NO_ROOM`. Every encoding says where it ends, and equal values have one encoding. What is
 * written beyond the end of the bytes is lost, and the position then says so; only native code is asked
 * before whether there is room.
 */

interface Writes {
  utf8Write(text: string, start: number, size: number): number;
  ucs2Write(text: string, start: number, size: number): number;
}

/** A length. */
export function count(value: number, bytes: Buffer, at: number): number {
  bytes[at] = value;
  bytes[at + 1] = value >> 8;
  bytes[at + 2] = value >> 16;
  bytes[at + 3] = value >> 24;
  return at + 4;
}

/** Up to this length an ASCII text is written here; beyond it, a call of native code costs less. */
const SHORT = 40;
const UTF8 = 0xfe;
const UTF16 = 0xff;

export function text(value: unknown, bytes: Buffer, at: number): number {
  if (typeof value !== "string") return UNFIT;
  const { length } = value;
  if (length > SHORT) return longText(value, bytes, at);
  for (let index = 0; index < length; index++) {
    const unit = value.charCodeAt(index);
    if (unit > 0x7f) return longText(value, bytes, at);
    bytes[at + 1 + index] = unit;
  }
  bytes[at] = length;
  return at + 1 + length;
}

/** UTF-8 would merge lone surrogates. With the number of UTF-16 units before them, both forms say where they end. */
function longText(value: string, bytes: Buffer, at: number): number {
  const { length } = value;
  if (at + 5 + length * 3 > bytes.length) return NO_ROOM;
  const start = count(length, bytes, at + 1);
  const isWellFormed = value.isWellFormed();
  bytes[at] = isWellFormed ? UTF8 : UTF16;
  const writes = bytes as Buffer & Writes;
  return start + (isWellFormed ? writes.utf8Write(value, start, length * 3) : writes.ucs2Write(value, start, length * 2));
}

export function bigint(value: unknown, bytes: Buffer, at: number): number {
  return typeof value === "bigint" ? text(value.toString(16), bytes, at) : UNFIT;
}

export function date(value: unknown, bytes: Buffer, at: number): number {
  return isBareDate(value) ? number(Date.prototype.getTime.call(value), bytes, at) : UNFIT;
}

/** A buffer or typed array of whatever kind: `Uint8Array` in a type is often a `Buffer`. */
export function view(value: unknown, bytes: Buffer, at: number): number {
  if (!ArrayBuffer.isView(value)) return UNFIT;
  const kind = kindOf(value);
  if ((kind !== "view" && kind !== "buffer") || unfitMemory(value.buffer) !== undefined || !isBare(value, kind)) return UNFIT;
  if (at + 5 + value.byteLength > bytes.length) return NO_ROOM;
  bytes[at] = viewNumber(value) ?? 0xff;
  return rawBytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), bytes, at + 1);
}

function rawBytes(raw: Uint8Array, bytes: Buffer, at: number): number {
  const start = count(raw.length, bytes, at);
  bytes.set(raw, start);
  return start + raw.length;
}

const enum Any {
  Undefined,
  Null,
  False,
  True,
  Number,
  Text,
  Other,
}

/** Any value: by the general encoding, where it is no small primitive. What that refuses does not fit. */
export function any(value: unknown, bytes: Buffer, at: number): number {
  if (typeof value === "number") return number(value, bytes, tagged(Any.Number, bytes, at));
  if (typeof value === "string") return text(value, bytes, tagged(Any.Text, bytes, at));
  if (value === undefined || value === null) return tagged(value === null ? Any.Null : Any.Undefined, bytes, at);
  if (typeof value === "boolean") return tagged(value ? Any.True : Any.False, bytes, at);
  const raw = general(value);
  if (raw === undefined) return UNFIT;
  return at + 5 + raw.length > bytes.length ? NO_ROOM : rawBytes(raw, bytes, tagged(Any.Other, bytes, at));
}

function tagged(tag: Any, bytes: Buffer, at: number): number {
  bytes[at] = tag;
  return at + 1;
}

/** The general encoder is asked again for the whole, and then says what it refuses. */
function general(value: unknown): Buffer | undefined {
  const walk = new Walk("");
  try {
    encodeKey(walk, value);
    return walk.writer.since(0);
  } catch {
    return undefined;
  }
}

/** Takes what was encoded out again: it is written anew when all parts are there. */
export function part(bytes: Buffer, start: number, end: number): Buffer {
  return Buffer.from(bytes.subarray(start, end));
}

/** Writes parts whose order does not count: those are sorted as bytes. */
export function sorted(parts: Buffer[], bytes: Buffer, at: number): number {
  if (at + 4 + parts.reduce((size, each) => size + each.length, 0) > bytes.length) return NO_ROOM;
  parts.sort(Buffer.compare);
  return parts.reduce((end, each) => {
    bytes.set(each, end);
    return end + each.length;
  }, count(parts.length, bytes, at));
}
