import { types } from "node:util";
import { kindOf, VIEWS, viewNumber, type Kind } from "../kinds.js";
import { unfitMemory } from "../memory.js";
import { extraKeys, isDense } from "../ownKeys.js";
import type { Draft } from "./draft.js";
import type { Orders } from "./orders.js";
import type { Shape } from "./shape.js";
import { takesBytes } from "./size.js";

/** What an encoding goes by, and where it is written. */
export interface Encoding {
  readonly orders: Orders;
  readonly draft: Draft;
}

/** How many members of unions may be tried in vain for one value: nested ones could multiply. */
const MOST_FAILURES = 20_000;

/**
 * Encodes a value by its shape; false when it is not what its type says, or is what the form cannot
 * restore: an object that is met twice, closed, or has a property that is not plain. Then it takes the
 * general encoding. This runs once for each result that is stored, so nothing is generated for it.
 */
export function encodeShape(encoding: Encoding, id: number, value: unknown): boolean {
  const shape = encoding.orders.shapes.all[id];
  switch (shape?.kind) {
    case "atom":
      return encodeAtom(encoding.draft, shape.atom, value);
    case "literal":
      return encodeIndex(encoding.draft, shape.values.indexOf(value as string), value);
    case "view":
      return encodeView(encoding.draft, value);
    case "object":
      return encodeObject(encoding, { id, optionals: shape.optionals }, value);
    case "array":
      return isOpen(encoding.draft, value, "array") && encodeItems(encoding, value as unknown[], { items: [], required: 0, rest: shape.item });
    case "tuple":
      return isOpen(encoding.draft, value, "array") && encodeItems(encoding, value as unknown[], shape);
    case "record":
      return isOpen(encoding.draft, value, "object") && encodeRecord(encoding, shape.item, value as object);
    case "map":
    case "set":
      return isOpen(encoding.draft, value, shape.kind) && encodeEntries(encoding, shape, value as ReadonlySet<unknown>);
    case "union":
      return encodeUnion(encoding, shape.members, value);
    case undefined:
      return false;
    default:
      return shape satisfies never;
  }
}

type AtomShape = Extract<Shape, { kind: "atom" }>;

function encodeAtom(draft: Draft, atom: AtomShape["atom"], value: unknown): boolean {
  switch (atom) {
    case "undefined":
      return value === undefined;
    case "null":
      return value === null;
    case "unknown":
      return encodeAny(draft, value);
    case "date":
      if (!isOpen(draft, value, "date")) return false;
      draft.number(Date.prototype.getTime.call(value));
      return true;
    case "boolean":
    case "number":
    case "bigint":
    case "string":
      return typeof value === atom && encodePrimitive(draft, value as Primitive);
    default:
      return atom satisfies never;
  }
}

type Primitive = boolean | number | bigint | string;

function encodePrimitive(draft: Draft, value: Primitive): true {
  if (typeof value === "string") draft.text(value);
  else if (typeof value === "number") draft.number(value);
  else if (typeof value === "bigint") draft.text(value.toString(16));
  else draft.byte(value ? 1 : 0);
  return true;
}

/** What a value of an unknown type is, where it is no object. */
export const enum Any {
  Undefined,
  Null,
  False,
  True,
  Number,
  Text,
}

function encodeAny(draft: Draft, value: unknown): boolean {
  const isSimple = typeof value === "number" || typeof value === "string";
  if (!isSimple && typeof value !== "boolean" && value !== undefined && value !== null) return false;
  if (!isSimple) draft.byte(value === undefined ? Any.Undefined : value === null ? Any.Null : value ? Any.True : Any.False);
  else draft.byte(typeof value === "number" ? Any.Number : Any.Text);
  return isSimple ? encodePrimitive(draft, value) : true;
}

/** `indexOf` takes `-0` for `0`. */
function encodeIndex(draft: Draft, index: number, value: unknown): boolean {
  if (index < 0 || Object.is(value, -0)) return false;
  draft.byte(index);
  return true;
}

/** Whether an object is of a kind, new, and neither closed nor a proxy. */
function isOpen(draft: Draft, value: unknown, kind: Kind): value is object {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return false;
  if (kindOf(value) !== kind || !Object.isExtensible(value) || !draft.isNew(value)) return false;
  return kind === "object" || extraKeys(value, kind)?.length === 0;
}

/** A property that is restored by setting it, with its value. */
function plainProperty(value: object, key: PropertyKey): PropertyDescriptor | undefined {
  const property = Object.getOwnPropertyDescriptor(value, key);
  return property && "value" in property && property.writable && property.enumerable && property.configurable ? property : undefined;
}

function encodeObject(encoding: Encoding, { id, optionals }: { readonly id: number; readonly optionals: number }, value: unknown): boolean {
  const { draft, orders } = encoding;
  if (!isOpen(draft, value, "object")) return false;
  const layout = Object.getOwnPropertySymbols(value).length > 0 ? undefined : orders.layoutOf(id, Object.getOwnPropertyNames(value));
  if (layout === undefined) return false;
  for (let shift = 0; shift < optionals; shift += 8) draft.byte((layout.mask >> shift) & 0xff);
  for (const { name, shape, bit } of layout.fields) {
    const property = plainProperty(value, name);
    if (property === undefined) return false;
    const isFitting = bit === undefined ? encodeShape(encoding, shape, property.value) : encodeOptional(encoding, shape, property.value);
    if (!isFitting) return false;
  }
  return true;
}

/** What is there may be `undefined` all the same. */
function encodeOptional(encoding: Encoding, id: number, value: unknown): boolean {
  encoding.draft.byte(value === undefined ? 0 : 1);
  return value === undefined || encodeShape(encoding, id, value);
}

/** An item that takes no bytes gets one: then a count can be checked against the bytes that are left. */
function encodeItem(encoding: Encoding, id: number, value: unknown): boolean {
  if (!takesBytes(encoding.orders.shapes, id)) encoding.draft.byte(0);
  return encodeShape(encoding, id, value);
}

function encodeItems(encoding: Encoding, value: readonly unknown[], { items, required, rest }: Omit<Extract<Shape, { kind: "tuple" }>, "kind">): boolean {
  if (Object.getOwnPropertyDescriptor(value, "length")?.writable !== true || !isDense(value)) return false;
  if (value.length < required || (rest === undefined && value.length > items.length)) return false;
  if (rest !== undefined || required < items.length) encoding.draft.number(value.length);
  for (let index = 0; index < value.length; index++) {
    const property = plainProperty(value, index);
    const item = items[index];
    if (property === undefined) return false;
    const isFitting =
      item === undefined ? encodeItem(encoding, rest as number, property.value)
      : index < required ? encodeShape(encoding, item, property.value)
      : encodeOptional(encoding, item, property.value);
    if (!isFitting) return false;
  }
  return true;
}

function encodeRecord(encoding: Encoding, item: number, value: object): boolean {
  const keys = Reflect.ownKeys(value);
  encoding.draft.number(keys.length);
  return keys.every((key) => {
    const property = typeof key === "string" ? plainProperty(value, key) : undefined;
    if (property === undefined) return false;
    encoding.draft.text(key as string);
    return encodeShape(encoding, item, property.value);
  });
}

function encodeEntries(encoding: Encoding, shape: Extract<Shape, { kind: "map" | "set" }>, value: ReadonlySet<unknown> | ReadonlyMap<unknown, unknown>): boolean {
  let isFitting = true;
  encoding.draft.number(value.size);
  const each = (item: unknown, key: unknown): void => {
    isFitting &&= shape.kind === "map" ? encodeItem(encoding, shape.key, key) && encodeShape(encoding, shape.item, item) : encodeItem(encoding, shape.item, item);
  };
  if (shape.kind === "map") Map.prototype.forEach.call(value, each);
  else Set.prototype.forEach.call(value, each);
  return isFitting;
}

/** The bytes of a view that covers its memory, which nothing else of the value may view. A `Buffer` has memory of its own. */
function encodeView(draft: Draft, value: unknown): boolean {
  if (!ArrayBuffer.isView(value) || types.isDataView(value)) return false;
  const { buffer } = value;
  const isBuffer = Buffer.isBuffer(value);
  if (!isOpen(draft, value, isBuffer ? "buffer" : "view") || unfitMemory(buffer) !== undefined) return false;
  if (!isBuffer && (value.byteLength !== buffer.byteLength || !isOpen(draft, buffer, "bytes"))) return false;
  draft.byte(isBuffer ? VIEWS.length : (viewNumber(value) ?? 0));
  draft.raw(new Uint8Array(buffer, value.byteOffset, value.byteLength));
  return true;
}

/** The first member that fits. */
function encodeUnion(encoding: Encoding, members: readonly number[], value: unknown): boolean {
  const { draft } = encoding;
  for (const [index, member] of members.entries()) {
    const mark = draft.mark();
    draft.byte(index);
    if (encodeShape(encoding, member, value)) return true;
    draft.backTo(mark);
    if (typeof value === "object" && value !== null && ++draft.failures > MOST_FAILURES) return false;
  }
  return false;
}
