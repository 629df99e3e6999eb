import { Malformed } from "../value/input.js";
import { compileDecoder, type DecodeBody } from "./decodeSource.js";
import { Draft } from "./draft.js";
import { First, readDouble } from "./number.js";
import { Orders, readTable, Reordered } from "./orders.js";
import type { Shapes } from "./shape.js";
import { encodeShape } from "./valueEncode.js";

/** Encodes a result that fits its plan; undefined for any other, which takes the general encoding. */
export type EncodeValue = (value: unknown) => Buffer | undefined;

/**
 * Restores what `EncodeValue` made with the same plan, from its place in the bytes, as a fresh value.
 *
 * @throws an error of any kind when the bytes are no such encoding.
 */
export type DecodeValue = (bytes: Buffer, start: number, end: number) => unknown;

/** How often a value is begun again because its objects' orders differ from those known. */
const MOST_RESTARTS = 3;

/** A value's table of orders is preceded by its length in two bytes. */
const LONGEST_TABLE = 0xffff;

export function valueEncoder(shapes: Shapes): EncodeValue {
  const orders = new Orders(shapes);
  return (value) => {
    for (let restarts = 0; restarts <= MOST_RESTARTS; restarts++) {
      try {
        return encodeOnce(orders, value);
      } catch (error) {
        if (!(error instanceof Reordered)) return undefined;
      }
    }
    return undefined;
  };
}

/** Kept for the next value. Taken away meanwhile, as reading a value can run code of the program, which can call a task. */
let spare: Draft | undefined;

function encodeOnce(orders: Orders, value: unknown): Buffer | undefined {
  const draft = spare ?? new Draft();
  spare = undefined;
  try {
    if (!encodeShape({ orders, draft }, orders.shapes.output, value)) return undefined;
    const table = orders.table();
    return table.length <= LONGEST_TABLE ? draft.finish(table) : undefined;
  } finally {
    draft.clear();
    spare = draft;
  }
}

/** How many decoders are kept, each for a table of orders: a task whose results have more has them made again. */
const MOST_DECODERS = 16;

interface Known {
  readonly table: Uint8Array;
  readonly decode: DecodeBody;
}

interface Slices {
  latin1Slice(start: number, end: number): string;
  ucs2Slice(start: number, end: number): string;
}

export function valueDecoder(shapes: Shapes): DecodeValue {
  let known: readonly Known[] = [];
  const decoderOf = (table: Uint8Array): DecodeBody => {
    const orders = readTable(shapes, table);
    if (orders === undefined) throw new Malformed();
    const made: Known = { table: Uint8Array.from(table), decode: compileDecoder(shapes, orders) };
    known = [made, ...known.slice(0, MOST_DECODERS - 1)];
    return made.decode;
  };
  return (bytes, start, end) => {
    const first = start + 2;
    const afterTable = first + ((bytes[start] ?? 0) | ((bytes[start + 1] ?? 0) << 8));
    if (afterTable + 2 > end) throw new Malformed();
    let decode: DecodeBody | undefined;
    for (let at = 0; at < known.length && decode === undefined; at++) {
      const each = known[at] as Known;
      if (isTable(bytes, first, afterTable, each.table)) decode = each.decode;
    }
    return readBody(decode ?? decoderOf(bytes.subarray(first, afterTable)), bytes, afterTable, end);
  };
}

function isTable(bytes: Buffer, start: number, end: number, table: Uint8Array): boolean {
  if (end - start !== table.length) return false;
  for (let at = 0; at < table.length; at++) {
    if (bytes[start + at] !== table[at]) return false;
  }
  return true;
}

/** Reads the pools' lengths and the pools: one string of each. */
function readBody(decode: DecodeBody, bytes: Buffer, at: number, end: number): unknown {
  const latin1 = readCount(bytes, at);
  const afterLatin1 = at + sizeOf(bytes, at);
  const wide = readCount(bytes, afterLatin1) * 2;
  const pools = afterLatin1 + sizeOf(bytes, afterLatin1);
  const start = pools + latin1 + wide;
  if (!(start <= end)) throw new Malformed();
  const slices = bytes as Buffer & Slices;
  return decode(bytes, {
    start,
    end,
    latin1: latin1 === 0 ? "" : slices.latin1Slice(pools, pools + latin1),
    wide: wide === 0 ? "" : slices.ucs2Slice(pools + latin1, start),
  });
}

function sizeOf(bytes: Buffer, at: number): number {
  const first = bytes[at] as number;
  return first < First.Word ? 1 : first === First.Word ? 3 : first === First.Int ? 5 : 9;
}

function readCount(bytes: Buffer, at: number): number {
  const first = bytes[at] as number;
  if (first < First.Word) return first;
  if (first === First.Word) return bytes.readUInt16LE(at + 1);
  const count = first === First.Int ? bytes.readInt32LE(at + 1) : readDouble(bytes, at + 1);
  if (!(count >= 0)) throw new Malformed();
  return count;
}
