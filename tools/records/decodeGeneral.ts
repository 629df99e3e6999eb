import { BACK, DIGESTED } from "#runtime/key/walk";
import { VIEWS, type ViewConstructor } from "#runtime/kinds";
import { HiddenPart } from "./inputs.js";
import { Malformed, type Reader } from "./reader.js";

/** As `runtime/key/atoms.ts` numbers them, whose own constants cannot be imported; tests hold both together. */
const enum Tag {
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

/** The state of one decoding. */
interface Decoding {
  readonly reader: Reader;
  /** The composites that are being read, by which cycles are told. */
  readonly open: object[];
}

/**
 * Reads one value in the general encoding of keys (`runtime/key/encode.ts`), as a fresh value that `isDeepStrictEqual` finds
 * equal; a `HiddenPart` stands for what was long.
 *
 * @throws Malformed, or another error, when the bytes are no such encoding
 */
export function decodeGeneral(reader: Reader): unknown {
  return decodeAny({ reader, open: [] });
}

function decodeAny(decoding: Decoding): unknown {
  const { reader } = decoding;
  const tag = reader.byte();
  switch (tag) {
    case Tag.Undefined:
      return undefined;
    case Tag.Null:
      return null;
    case Tag.False:
      return false;
    case Tag.True:
      return true;
    case Tag.Int:
    case Tag.Double:
    case Tag.NaN:
      return decodeNumber(reader, tag);
    case Tag.BigInt:
      return decodeBigInt(text(reader, "latin1"));
    case Tag.Text:
    case Tag.LoneText:
      return text(reader, tag === Tag.Text ? "utf8" : "utf16le");
    case DIGESTED:
      return new HiddenPart(reader.take(32).toString("hex"));
    case BACK:
      return decodeBack(decoding);
    default:
      return decodeComposite(decoding, tag);
  }
}

function decodeNumber(reader: Reader, tag: number): number {
  if (tag === Tag.NaN) return NaN;
  if (tag === Tag.Double) return reader.double();
  const value = reader.varint();
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/** A bigint by its hexadecimal digits. */
export function decodeBigInt(digits: string): bigint {
  return digits.startsWith("-") ? -BigInt(`0x${digits.slice(1)}`) : BigInt(`0x${digits}`);
}

function text(reader: Reader, encoding: "latin1" | "utf8" | "utf16le"): string {
  return reader.take(reader.varint()).toString(encoding);
}

function decodeText(reader: Reader): string {
  return text(reader, reader.byte() === Tag.Text ? "utf8" : "utf16le");
}

function decodeBack({ reader, open }: Decoding): object {
  const target = open.at(-reader.varint());
  if (target === undefined) throw new Malformed("they lead out of the value");
  return target;
}

function decodeComposite(decoding: Decoding, tag: number): object {
  const value = begin(decoding.reader, tag);
  decoding.open.push(value);
  fill(decoding, value, tag);
  for (let left = decoding.reader.varint(); left > 0; left--) {
    const name = decodeText(decoding.reader);
    Object.defineProperty(value, name, { value: decodeAny(decoding), writable: true, enumerable: true, configurable: true });
  }
  decoding.open.pop();
  return value;
}

/** The object, as far as it can be made before what it holds: that may lead back to it. */
function begin(reader: Reader, tag: number): object {
  switch (tag) {
    case Tag.Object:
      return {};
    case Tag.Bare:
      return Object.create(null) as object;
    case Tag.Array:
    case Tag.Sparse:
      return [];
    case Tag.Map:
      return new Map();
    case Tag.Set:
      return new Set();
    case Tag.Date:
      return new Date(decodeNumber(reader, reader.byte()));
    case Tag.RegExp:
      return new RegExp(decodeText(reader), decodeText(reader));
    case Tag.Url:
      return new URL(decodeText(reader));
    case Tag.Buffer:
    case Tag.View:
    case Tag.Bytes:
      return decodeBytes(reader, tag);
    default:
      throw new Malformed(`nothing begins with ${tag}`);
  }
}

function decodeBytes(reader: Reader, tag: number): object {
  const number = tag === Tag.View ? reader.byte() : undefined;
  const bytes = Buffer.from(reader.take(reader.varint()));
  if (tag === Tag.Buffer) return bytes;
  return tag === Tag.Bytes ? memoryOf(bytes) : viewOf(number ?? 0, bytes);
}

/** A typed array or `DataView` of its own memory. */
export function viewOf(number: number, bytes: Buffer): object {
  const View = VIEWS[number] as (ViewConstructor & { readonly BYTES_PER_ELEMENT?: number }) | undefined;
  if (View === undefined) throw new Malformed(`no view has the number ${number}`);
  return new View(memoryOf(bytes), 0, bytes.length / (View.BYTES_PER_ELEMENT ?? 1));
}

function memoryOf(bytes: Buffer): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

/** What an object holds beside its properties. */
function fill(decoding: Decoding, value: object, tag: number): void {
  const { reader } = decoding;
  const next = (): unknown => decodeAny(decoding);
  if (tag === Tag.RegExp) (value as RegExp).lastIndex = next() as number;
  if (tag === Tag.Sparse) return fillSparse(decoding, value as unknown[]);
  if (tag !== Tag.Array && tag !== Tag.Map && tag !== Tag.Set) return;
  for (let left = reader.varint(); left > 0; left--) {
    if (tag === Tag.Array) (value as unknown[]).push(next());
    else if (tag === Tag.Set) (value as Set<unknown>).add(next());
    else (value as Map<unknown, unknown>).set(next(), next());
  }
}

function fillSparse(decoding: Decoding, value: unknown[]): void {
  const { reader } = decoding;
  value.length = reader.varint();
  for (let left = reader.varint(); left > 0; left--) {
    const index = reader.varint();
    value[index] = decodeAny(decoding);
  }
}
