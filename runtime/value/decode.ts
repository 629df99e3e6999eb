import { VIEWS, type ViewConstructor } from "../kinds.js";
import { Input, Malformed } from "./input.js";
import { restoreIntegrity } from "./integrity.js";
import { Tag } from "./tags.js";

/**
 * Restores a value that `encodeValue` wrote, as a fresh object that shares no memory with the bytes.
 *
 * @throws an error of any kind when the bytes are not such an encoding: the entry is then a miss.
 */
export function decodeValue(bytes: Buffer, start = 0, end = bytes.length): unknown {
  const input = new Input(bytes, start, end);
  const value = decodeAny(input);
  if (input.left > 0) throw new Malformed();
  return value;
}

function decodeAny(input: Input): unknown {
  const tag = input.byte() as Tag;
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
      return input.int();
    case Tag.Double:
      return input.double();
    case Tag.NaN:
      return NaN;
    case Tag.BigInt:
      return BigInt(`0x${input.raw().toString("latin1")}`);
    case Tag.NegativeBigInt:
      return -BigInt(`0x${input.raw().toString("latin1")}`);
    case Tag.Ascii:
    case Tag.Utf8:
    case Tag.Utf16:
      return input.text(tag);
    case Tag.Reference:
      return input.reference();
    default:
      return decodeObject(input, tag);
  }
}

type ObjectTag = Exclude<Tag, Tag.Reference | Tag.Undefined | Tag.Null | Tag.False | Tag.True | Tag.Int | Tag.Double | Tag.NaN | Tag.BigInt | Tag.NegativeBigInt | Tag.Ascii | Tag.Utf8 | Tag.Utf16>;

function decodeObject(input: Input, tag: ObjectTag): object {
  switch (tag) {
    case Tag.Object:
      return decodeTail(input, numbered(input, {}));
    case Tag.Bare:
      return decodeTail(input, numbered(input, Object.create(null) as object));
    case Tag.Array:
      return decodeTail(input, decodeArray(input, numbered(input, [])));
    case Tag.Sparse:
      return decodeTail(input, decodeSparse(input, numbered(input, [])));
    case Tag.Map:
      return decodeTail(input, decodeMap(input, numbered(input, new Map())));
    case Tag.Set:
      return decodeTail(input, decodeSet(input, numbered(input, new Set())));
    case Tag.Date:
      return decodeTail(input, numbered(input, new Date(decodeNumber(input))));
    case Tag.RegExp:
      return decodeTail(input, numbered(input, decodeRegExp(input)));
    case Tag.Url:
      return decodeTail(input, numbered(input, new URL(input.text(input.byte()))));
    case Tag.Buffer:
      return decodeTail(input, numbered(input, ownBuffer(input.raw())));
    case Tag.Bytes:
      return decodeTail(input, numbered(input, ownBuffer(input.raw()).buffer));
    case Tag.View:
      return decodeView(input);
    default:
      tag satisfies never;
      throw new Malformed();
  }
}

/** Objects are numbered in the order in which the encoder met them, before what they hold. */
function numbered<T extends object>(input: Input, value: T): T {
  input.objects.push(value);
  return value;
}

/** Properties beyond the content, then the integrity level, which would forbid adding them. */
function decodeTail<T extends object>(input: Input, value: T): T {
  const integrity = input.byte();
  const count = input.count();
  for (let index = 0; index < count; index++) {
    const name = input.name();
    const item = decodeAny(input);
    // Whatever a prototype already has, "__proto__" above all, would be set there or refused.
    if (name in value) Object.defineProperty(value, name, { value: item, writable: true, enumerable: true, configurable: true });
    else (value as Record<string, unknown>)[name] = item;
  }
  if (!restoreIntegrity(value, integrity)) throw new Malformed();
  return value;
}

function decodeArray(input: Input, value: unknown[]): unknown[] {
  const count = input.count();
  for (let index = 0; index < count; index++) value.push(decodeAny(input));
  return value;
}

/** A longest-possible array is kept as a table by V8, so that a stored length alone takes no memory. */
function decodeSparse(input: Input, value: unknown[]): unknown[] {
  const length = input.varint();
  const count = input.count();
  if (length > 0xffff_ffff || count >= length) throw new Malformed();
  value.length = 0xffff_ffff;
  value.length = length;
  for (let left = count; left > 0; left--) {
    const index = input.varint();
    if (index >= length) throw new Malformed();
    value[index] = decodeAny(input);
  }
  return value;
}

function decodeMap(input: Input, value: Map<unknown, unknown>): Map<unknown, unknown> {
  const count = input.count();
  for (let entry = 0; entry < count; entry++) {
    const key = decodeAny(input);
    value.set(key, decodeAny(input));
  }
  return value;
}

function decodeSet(input: Input, value: Set<unknown>): Set<unknown> {
  const count = input.count();
  for (let entry = 0; entry < count; entry++) value.add(decodeAny(input));
  return value;
}

function decodeNumber(input: Input): number {
  const value = decodeAny(input);
  if (typeof value !== "number") throw new Malformed();
  return value;
}

function decodeRegExp(input: Input): RegExp {
  const source = input.text(input.byte());
  const value = new RegExp(source, input.text(input.byte()));
  value.lastIndex = decodeNumber(input);
  return value;
}

/** A buffer of its own memory: a slice of Node's pool would share it with strangers. */
function ownBuffer(bytes: Buffer): Buffer<ArrayBuffer> {
  const own = Buffer.allocUnsafeSlow(bytes.length);
  own.set(bytes);
  return own;
}

/** A view is numbered before its memory, and the memory's own properties follow the view's. */
function decodeView(input: Input): object {
  const View = VIEWS[input.byte()] as ViewConstructor | undefined;
  const number = input.objects.push({}) - 1;
  const tag = input.byte() as Tag;
  const isNew = tag === Tag.Bytes;
  const memory = isNew ? numbered(input, ownBuffer(input.raw()).buffer) : tag === Tag.Reference ? input.reference() : undefined;
  const offset = input.varint();
  const length = input.varint();
  if (View === undefined || !(memory instanceof ArrayBuffer) || offset + length > memory.byteLength) throw new Malformed();
  const view = new View(memory, offset, length);
  input.objects[number] = view;
  decodeTail(input, view);
  if (isNew) decodeTail(input, memory);
  return view;
}
