import { types } from "node:util";
import { describe, hrefOf, kindOf, viewNumber, type Kind } from "../kinds.js";
import { unfitMemory } from "../memory.js";
import { extraKeys, hiddenKey, isDense, isIndex } from "../ownKeys.js";
import { integrityOf, levelOf, propertyValue, type Restrictions } from "./integrity.js";
import { Output } from "./output.js";
import { Tag } from "./tags.js";

/**
 * Encodes a value so that `decodeValue` restores it exactly: order, holes, shared references, cycles
 * and frozen objects included.
 *
 * @throws Unstorable naming the first part that cannot be restored exactly.
 */
export function encodeValue(value: unknown): Buffer {
  const output = new Output();
  encodeAny(output, value);
  return output.writer.since(0);
}

function encodeAny(output: Output, value: unknown): void {
  switch (typeof value) {
    case "undefined":
      return output.writer.byte(Tag.Undefined);
    case "boolean":
      return output.writer.byte(value ? Tag.True : Tag.False);
    case "number":
      return output.number(value);
    case "string":
      return output.text(value);
    case "bigint":
      return output.bigint(value);
    case "object":
      return value === null ? output.writer.byte(Tag.Null) : encodeObject(output, value);
    case "function":
    case "symbol":
      return output.refuse(describe(value));
  }
}

function encodeObject(output: Output, value: object): void {
  if (output.isReference(value)) return;
  if (types.isProxy(value)) return output.refuse("is a proxy");
  const kind = kindOf(value);
  if (kind === undefined) return output.refuse(describe(value));
  const restrictions = integrityOf(value, kind);
  if (typeof restrictions === "string") return output.refuse(restrictions);
  output.enter();
  if (kind === "view") encodeView(output, value as ArrayBufferView, restrictions);
  else encodeContent(output, value, restrictions);
  output.leave();
}

function encodeContent(output: Output, value: object, restrictions: Restrictions): void {
  const keys = extraKeys(value, restrictions.kind);
  if (keys === undefined) return output.refuse(hiddenKey(value));
  encodeBody(output, value, restrictions);
  encodeTail(output, { ...restrictions, keys });
}

function encodeBody(output: Output, value: object, restrictions: Restrictions): void {
  const { writer } = output;
  const kind = restrictions.kind as Exclude<Kind, "view">;
  switch (kind) {
    case "object":
      return writer.byte(Tag.Object);
    case "bare":
      return writer.byte(Tag.Bare);
    case "array":
      return encodeArray(output, value as readonly unknown[], restrictions);
    case "map":
      return encodeMap(output, value as ReadonlyMap<unknown, unknown>);
    case "set":
      return encodeSet(output, value as ReadonlySet<unknown>);
    case "date":
      writer.byte(Tag.Date);
      return output.number(Date.prototype.getTime.call(value));
    case "regexp":
      return encodeRegExp(output, value as RegExp);
    case "url":
      return encodeUrl(output, value);
    case "buffer":
      return encodeBytes(output, Tag.Buffer, value as Buffer);
    case "bytes":
      return encodeBytes(output, Tag.Bytes, value as ArrayBuffer);
    default:
      return kind satisfies never;
  }
}

/** The integrity level and the own properties beyond the content: of a plain object, all of them. */
function encodeTail(output: Output, restrictions: Restrictions & { readonly keys: readonly string[] }): void {
  output.writer.byte(restrictions.integrity);
  output.writer.varint(restrictions.keys.length);
  for (const key of restrictions.keys) {
    output.step(key);
    output.name(key);
    encodeAny(output, propertyValue(output, restrictions, key));
  }
}

function encodeArray(output: Output, value: readonly unknown[], restrictions: Restrictions): void {
  if (!isDense(value)) return encodeSparse(output, value, restrictions);
  output.writer.byte(Tag.Array);
  output.writer.varint(value.length);
  for (let index = 0; index < value.length; index++) {
    output.step(index);
    encodeAny(output, propertyValue(output, restrictions, index));
  }
}

function encodeSparse(output: Output, value: readonly unknown[], restrictions: Restrictions): void {
  const indices = Object.keys(value).filter((key) => isIndex(key, value.length));
  output.writer.byte(Tag.Sparse);
  output.writer.varint(value.length);
  output.writer.varint(indices.length);
  for (const key of indices) {
    const index = Number(key);
    output.writer.varint(index);
    output.step(index);
    encodeAny(output, propertyValue(output, restrictions, index));
  }
}

function encodeMap(output: Output, value: ReadonlyMap<unknown, unknown>): void {
  let entry = 0;
  output.writer.byte(Tag.Map);
  output.writer.varint(value.size);
  Map.prototype.forEach.call(value, (item: unknown, key: unknown) => {
    output.step({ entry, part: "key" });
    encodeAny(output, key);
    output.step({ entry: entry++, part: "value" });
    encodeAny(output, item);
  });
}

function encodeSet(output: Output, value: ReadonlySet<unknown>): void {
  let entry = 0;
  output.writer.byte(Tag.Set);
  output.writer.varint(value.size);
  Set.prototype.forEach.call(value, (member: unknown) => {
    output.step({ entry: entry++, part: "member" });
    encodeAny(output, member);
  });
}

function encodeRegExp(output: Output, value: RegExp): void {
  const lastIndex: unknown = value.lastIndex;
  if (typeof lastIndex !== "number") return output.refuse("has a lastIndex that is not a number");
  output.writer.byte(Tag.RegExp);
  output.text(value.source);
  output.text(value.flags);
  output.number(lastIndex);
}

/** A few addresses are not read back as they were written; then the text is not enough to restore them. */
function encodeUrl(output: Output, value: object): void {
  const href = hrefOf(value) ?? "";
  if (!URL.canParse(href) || new URL(href).href !== href) return output.refuse("is a URL that its own text does not restore");
  output.writer.byte(Tag.Url);
  output.text(href);
}

function encodeBytes(output: Output, tag: Tag.Buffer | Tag.Bytes, value: Buffer | ArrayBuffer): void {
  const memory = value instanceof ArrayBuffer ? value : value.buffer;
  const unfit = unfitMemory(memory);
  if (unfit !== undefined) return output.refuse(value instanceof ArrayBuffer ? unfit : `views memory that ${unfit}`);
  output.writer.byte(tag);
  output.writer.varint(value.byteLength);
  output.writer.raw(value instanceof ArrayBuffer ? new Uint8Array(value) : value);
}

/**
 * A view and its memory, which other views of the value may share. The memory's own properties
 * follow those of the view, as they may refer to it.
 */
function encodeView(output: Output, value: ArrayBufferView, restrictions: Restrictions): void {
  const memory = value.buffer;
  const keys = extraKeys(value, "view");
  const memoryKeys = extraKeys(memory, "bytes");
  const unfit = unfitMemory(memory) ?? (kindOf(memory) === "bytes" ? undefined : describe(memory));
  if (unfit !== undefined) return output.refuse(`views memory that ${unfit}`);
  if (keys === undefined) return output.refuse(hiddenKey(value));
  if (memoryKeys === undefined) return output.refuse(`views memory that ${hiddenKey(memory)}`);
  const isNew = encodeMemory(output, value, memory as ArrayBuffer);
  encodeTail(output, { ...restrictions, keys });
  if (isNew) encodeTail(output, { value: memory, kind: "bytes", integrity: levelOf(memory), keys: memoryKeys });
}

/** Returns whether the memory was met for the first time here. */
function encodeMemory(output: Output, value: ArrayBufferView, memory: ArrayBuffer): boolean {
  output.writer.byte(Tag.View);
  output.writer.byte(viewNumber(value) ?? 0);
  const isNew = !output.isReference(memory);
  if (isNew) encodeBytes(output, Tag.Bytes, memory);
  output.writer.varint(value.byteOffset);
  output.writer.varint(types.isDataView(value) ? value.byteLength : (value as Uint8Array).length);
  return isNew;
}
