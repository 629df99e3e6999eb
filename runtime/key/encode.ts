import { describe, hrefOf, kindOf, viewNumber, type Kind } from "../kinds.js";
import { unfitMemory } from "../memory.js";
import { extraKeys, hiddenKey, isDense, isIndex } from "../ownKeys.js";
import { encodeBigInt, encodeNumber, encodeText, Tag } from "./atoms.js";
import type { Walk } from "./walk.js";

/**
 * The canonical encoding of an argument. Two values have the same encoding exactly when
 * `util.isDeepStrictEqual` holds of them (contract 1). Every value begins with a tag and says its own
 * length, so no value can imitate another or a sequence of others.
 */
export function encodeKey(walk: Walk, value: unknown): void {
  switch (typeof value) {
    case "undefined":
      return walk.writer.byte(Tag.Undefined);
    case "boolean":
      return walk.writer.byte(value ? Tag.True : Tag.False);
    case "number":
      return encodeNumber(walk, value);
    case "string":
      return encodeText(walk, value);
    case "bigint":
      return encodeBigInt(walk, value);
    case "object":
      return value === null ? walk.writer.byte(Tag.Null) : walk.composite(value, encodeObject);
    case "function":
    case "symbol":
      return walk.refuse(describe(value));
  }
}

function encodeObject(walk: Walk, value: object): void {
  const kind = kindOf(value);
  if (kind === undefined) return walk.refuse(describe(value));
  const keys = extraKeys(value, kind);
  if (keys === undefined) return walk.refuse(hiddenKey(value));
  encodeContent(walk, value, kind);
  encodeProperties(walk, value, keys);
}

function encodeContent(walk: Walk, value: object, kind: Kind): void {
  switch (kind) {
    case "object":
      return walk.writer.byte(Tag.Object);
    case "bare":
      return walk.writer.byte(Tag.Bare);
    case "array":
      return encodeArray(walk, value as readonly unknown[]);
    case "map":
      return encodeMap(walk, value as ReadonlyMap<unknown, unknown>);
    case "set":
      return encodeSet(walk, value as ReadonlySet<unknown>);
    case "date":
      return encodeDate(walk, value as Date);
    case "regexp":
      return encodeRegExp(walk, value as RegExp);
    case "url":
      walk.writer.byte(Tag.Url);
      return encodeText(walk, hrefOf(value) ?? "");
    case "buffer":
    case "view":
      return encodeView(walk, value as ArrayBufferView);
    case "bytes":
      return encodeBytes(walk, value as ArrayBuffer);
    default:
      return kind satisfies never;
  }
}

/** Own enumerable properties in code-unit order: their order in the object does not count. */
function encodeProperties(walk: Walk, value: object, keys: readonly string[]): void {
  const sorted = keys.length > 1 ? [...keys].sort() : keys;
  walk.writer.varint(sorted.length);
  for (const key of sorted) {
    encodeText(walk, key);
    walk.step(key);
    encodeKey(walk, (value as Record<string, unknown>)[key]);
  }
}

function encodeArray(walk: Walk, value: readonly unknown[]): void {
  if (!isDense(value)) return encodeSparse(walk, value);
  walk.writer.byte(Tag.Array);
  walk.writer.varint(value.length);
  for (let index = 0; index < value.length; index++) {
    walk.step(index);
    encodeKey(walk, value[index]);
  }
}

/** An array with holes: only the elements that exist, as it may be billions long. */
function encodeSparse(walk: Walk, value: readonly unknown[]): void {
  const indices = Object.keys(value).filter((key) => isIndex(key, value.length));
  walk.writer.byte(Tag.Sparse);
  walk.writer.varint(value.length);
  walk.writer.varint(indices.length);
  for (const key of indices) {
    const index = Number(key);
    walk.writer.varint(index);
    walk.step(index);
    encodeKey(walk, value[index]);
  }
}

/** Insertion order does not count: the entries' encodings are sorted as bytes. */
function encodeMap(walk: Walk, value: ReadonlyMap<unknown, unknown>): void {
  const entries: Buffer[] = [];
  walk.writer.byte(Tag.Map);
  walk.writer.varint(value.size);
  const start = walk.writer.length;
  Map.prototype.forEach.call(value, (item: unknown, key: unknown) => {
    walk.step({ entry: entries.length, part: "key" });
    encodeKey(walk, key);
    walk.step({ entry: entries.length, part: "value" });
    encodeKey(walk, item);
    entries.push(cut(walk, start));
  });
  writeSorted(walk, entries);
}

function encodeSet(walk: Walk, value: ReadonlySet<unknown>): void {
  const members: Buffer[] = [];
  walk.writer.byte(Tag.Set);
  walk.writer.varint(value.size);
  const start = walk.writer.length;
  Set.prototype.forEach.call(value, (member: unknown) => {
    walk.step({ entry: members.length, part: "member" });
    encodeKey(walk, member);
    members.push(cut(walk, start));
  });
  writeSorted(walk, members);
}

/** Takes what was written since `start` back out of the writer. */
function cut({ writer }: Walk, start: number): Buffer {
  const bytes = Buffer.from(writer.since(start));
  writer.length = start;
  return bytes;
}

/** Equal members are kept: two equal objects in one set count as two. */
function writeSorted({ writer }: Walk, parts: Buffer[]): void {
  parts.sort(Buffer.compare);
  for (const part of parts) writer.raw(part);
}

function encodeDate(walk: Walk, value: Date): void {
  walk.writer.byte(Tag.Date);
  encodeNumber(walk, Date.prototype.getTime.call(value));
}

function encodeRegExp(walk: Walk, value: RegExp): void {
  walk.writer.byte(Tag.RegExp);
  encodeText(walk, value.source);
  encodeText(walk, value.flags);
  walk.step("lastIndex");
  encodeKey(walk, value.lastIndex);
}

/** A view counts by its kind and its bytes; how it lies in its memory does not. */
function encodeView(walk: Walk, value: ArrayBufferView): void {
  const unfit = unfitMemory(value.buffer);
  if (unfit !== undefined) return walk.refuse(`views memory that ${unfit}`);
  const number = viewNumber(value);
  walk.writer.byte(number === undefined ? Tag.Buffer : Tag.View);
  if (number !== undefined) walk.writer.byte(number);
  walk.writer.varint(value.byteLength);
  walk.writer.raw(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
}

function encodeBytes(walk: Walk, value: ArrayBuffer): void {
  const unfit = unfitMemory(value);
  if (unfit !== undefined) return walk.refuse(unfit);
  walk.writer.byte(Tag.Bytes);
  walk.writer.varint(value.byteLength);
  walk.writer.raw(new Uint8Array(value));
}
