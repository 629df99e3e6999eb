import { VIEWS } from "#runtime/kinds";
import { readDouble } from "#runtime/plan/number";
import type { Atom } from "#runtime/plan/plan";
import { readShapes, type Field, type Shape, type Shapes } from "#runtime/plan/shape";
import { decodeBigInt, decodeGeneral, viewOf } from "./decodeGeneral.js";
import { Malformed, Reader } from "./reader.js";

/** The state of one decoding. */
interface Decoding {
  readonly reader: Reader;
  readonly shapes: Shapes;
}

/**
 * Reads the arguments that a task's generated encoder wrote (`runtime/plan/keySource.ts`); ignored ones are `undefined`, and
 * so are optional ones that were not given.
 *
 * @param plan the task's plan
 * @throws Malformed, or another error, when the bytes are no such encoding
 */
export function decodeFitted(plan: string, bytes: Buffer): readonly unknown[] {
  const decoding: Decoding = { reader: new Reader(bytes), shapes: readShapes(plan) };
  const { reader, shapes } = decoding;
  const args = shapes.parameters.map((parameter) => {
    if (parameter === undefined || (parameter.isOptional && reader.byte() === 0)) return undefined;
    return decodeShape(decoding, parameter.shape);
  });
  const { rest } = shapes;
  if (typeof rest === "number") args.push(...items(decoding, reader.count(), rest));
  if (reader.left > 0) throw new Malformed("they are too many");
  return args;
}

function decodeShape(decoding: Decoding, id: number): unknown {
  const shape = decoding.shapes.all[id];
  if (shape === undefined) throw new Malformed(`the plan has no shape ${id}`);
  const { reader } = decoding;
  switch (shape.kind) {
    case "atom":
      return decodeAtom(reader, shape.atom);
    case "literal":
      return at(shape.values, reader.byte());
    case "view":
      return decodeView(reader);
    case "union":
      return decodeShape(decoding, at(shape.members, reader.byte()));
    default:
      return decodeComposite(decoding, shape);
  }
}

type CompositeShape = Exclude<Shape, { readonly kind: "atom" | "literal" | "view" | "union" }>;

function decodeComposite(decoding: Decoding, shape: CompositeShape): object {
  const { reader } = decoding;
  switch (shape.kind) {
    case "object":
      return decodeObject(decoding, shape.fields);
    case "array":
      return items(decoding, reader.count(), shape.item);
    case "tuple":
      return decodeTuple(decoding, shape);
    case "record":
      return fromEntries(pairs(decoding, () => decodeText(reader), shape.item) as [string, unknown][]);
    case "map":
      return new Map(pairs(decoding, () => decodeShape(decoding, shape.key), shape.item));
    case "set":
      return new Set(items(decoding, reader.count(), shape.item));
    default:
      return shape satisfies never;
  }
}

function decodeAtom(reader: Reader, atom: Atom): unknown {
  switch (atom) {
    case "undefined":
      return undefined;
    case "null":
      return null;
    case "boolean":
      return reader.byte() === 1;
    case "number":
      return decodeNumber(reader);
    case "bigint":
      return decodeBigInt(decodeText(reader));
    case "string":
      return decodeText(reader);
    case "date":
      return new Date(decodeNumber(reader));
    case "unknown":
      return decodeUnknown(reader);
    default:
      return atom satisfies never;
  }
}

/** First bytes of numbers from here on say how they are written; `runtime/plan/number.ts` writes them so. */
const [WORD, INT, DOUBLE, NOT_A_NUMBER] = [0xf0, 0xf1, 0xf2, 0xf3];

function decodeNumber(reader: Reader): number {
  const first = reader.byte();
  if (first < WORD) return first;
  if (first === WORD) return reader.take(2).readUInt16LE();
  if (first === INT) return reader.take(4).readInt32LE();
  if (first === DOUBLE) return readDouble(reader.take(8), 0);
  if (first === NOT_A_NUMBER) return NaN;
  throw new Malformed(`no number begins with ${first}`);
}

/** A first byte below is the length of a short ASCII text; `runtime/plan/keyParts.ts` writes them so. */
const [UTF8, UTF16] = [0xfe, 0xff];

function decodeText(reader: Reader): string {
  const first = reader.byte();
  if (first < UTF8) return reader.take(first).toString("latin1");
  const units = reader.count();
  return first === UTF16 ? reader.take(units * 2).toString("utf16le") : decodeUtf8(reader, units);
}

/** The length is in UTF-16 units: first bytes say how many bytes, and how many units, a character has. */
function decodeUtf8(reader: Reader, units: number): string {
  const parts: Buffer[] = [];
  for (let left = units; left > 0; ) {
    const first = reader.peek();
    const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    parts.push(reader.take(size));
    left -= size === 4 ? 2 : 1;
  }
  return Buffer.concat(parts).toString("utf8");
}

const BUFFER = 0xff;

function decodeView(reader: Reader): object {
  const kind = reader.byte();
  const bytes = Buffer.from(reader.take(reader.count()));
  if (kind === BUFFER) return bytes;
  if (kind >= VIEWS.length) throw new Malformed(`no view has the number ${kind}`);
  return viewOf(kind, bytes);
}

/** A value of which the types say nothing; what is behind the last of these first bytes is in the general encoding. */
function decodeUnknown(reader: Reader): unknown {
  const tag = reader.byte();
  switch (tag) {
    case 0:
      return undefined;
    case 1:
      return null;
    case 2:
    case 3:
      return tag === 3;
    case 4:
      return decodeNumber(reader);
    case 5:
      return decodeText(reader);
    case 6:
      return decodeGeneral(new Reader(reader.take(reader.count())));
    default:
      throw new Malformed(`no value begins with ${tag}`);
  }
}

/** A mask says which of the optional properties are there; one that is there may be `undefined` all the same. */
function decodeObject(decoding: Decoding, fields: readonly Field[]): object {
  const { reader } = decoding;
  const optionals = fields.filter(({ bit }) => bit !== undefined).length;
  const mask = [...reader.take(Math.ceil(optionals / 8))].reduce((sum, byte, index) => sum | (byte << (index * 8)), 0);
  const present = fields.filter(({ bit }) => bit === undefined || (mask & bit) !== 0);
  return fromEntries(present.map(({ name, shape, bit }) => [name, bit === undefined ? decodeShape(decoding, shape) : decodeOptional(decoding, shape)]));
}

function decodeOptional(decoding: Decoding, shape: number): unknown {
  return decoding.reader.byte() === 0 ? undefined : decodeShape(decoding, shape);
}

function decodeTuple(decoding: Decoding, { items: shapes, required, rest }: Extract<Shape, { kind: "tuple" }>): unknown[] {
  const isFixed = rest === undefined && required === shapes.length;
  const length = isFixed ? required : decoding.reader.count();
  const declared = shapes.slice(0, length).map((shape, index) => (index < required ? decodeShape(decoding, shape) : decodeOptional(decoding, shape)));
  return rest === undefined ? declared : [...declared, ...items(decoding, Math.max(length - shapes.length, 0), rest)];
}

function items(decoding: Decoding, size: number, shape: number): unknown[] {
  return decoding.reader.list(size, () => decodeShape(decoding, shape));
}

function pairs(decoding: Decoding, readKey: () => unknown, item: number): [unknown, unknown][] {
  return decoding.reader.list(decoding.reader.count(), () => [readKey(), decodeShape(decoding, item)]);
}

/** `__proto__` is a property like any other. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): object {
  const value = {};
  for (const [name, item] of entries) Object.defineProperty(value, name, { value: item, writable: true, enumerable: true, configurable: true });
  return value;
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Malformed(`there is no choice ${index}`);
  return item;
}
