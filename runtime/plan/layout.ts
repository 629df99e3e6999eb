import { types } from "node:util";
import { kindOf } from "../kinds.js";
import { extraKeys } from "../ownKeys.js";
import type { Field } from "./shape.js";

/** Stands in the place of a mask or a position: the value is not what its type says. */
export const UNFIT = -1;

/** There was no room for the encoding. */
export const NO_ROOM = -2;

/** The names of an object's properties in their order, and which optional ones are among them. */
interface Layout {
  readonly names: readonly string[];
  readonly mask: number;
}

/** The layouts of one type of object that were met. */
export interface Layouts {
  /** Each declared property's bit; 0 for those that must be there. */
  readonly bits: ReadonlyMap<string, number>;
  readonly required: number;
  /** The one that generated code compares with. */
  last: Layout;
  readonly known: Layout[];
}

/** Beyond these, the layouts of a type are too many to be worth comparing with. */
const MOST_LAYOUTS = 8;

/** No object has this layout: names are texts. */
const NONE: Layout = { names: [Symbol("none") as unknown as string], mask: 0 };

export function newLayouts(fields: readonly Field[]): Layouts {
  const bits = new Map(fields.map(({ name, bit = 0 }) => [name, bit]));
  return { bits, required: fields.filter(({ bit }) => bit === undefined).length, last: NONE, known: [] };
}

const { getPrototypeOf, getOwnPropertyNames, getOwnPropertySymbols, keys, values, isExtensible, hasOwn } = Object;
const { prototype: plain } = Object;
const { prototype: listed } = Array;
const toText = plain.toString;

/**
 * Which of the optional properties an object has, if it is a plain object with exactly the declared
 * properties; else `UNFIT`. The generated code asks for this where the object is not laid out as the last.
 */
export function maskOf(value: unknown, layouts: Layouts): number {
  const names = plainNames(value);
  if (names === undefined) return UNFIT;
  for (const layout of layouts.known) {
    if (isSame(names, layout.names)) return use(layouts, layout);
  }
  const mask = readMask(layouts, names);
  if (mask < 0) return UNFIT;
  const layout = { names, mask };
  layouts.known[layouts.known.length % MOST_LAYOUTS] = layout;
  return use(layouts, layout);
}

/** Generated code reads the prototype by `__proto__`, which such a property would answer for. */
function use(layouts: Layouts, layout: Layout): number {
  if (!layouts.bits.has("__proto__")) layouts.last = layout;
  return layout.mask;
}

function isSame(names: readonly string[], others: readonly string[]): boolean {
  if (names.length !== others.length) return false;
  for (let at = 0; at < names.length; at++) {
    if (names[at] !== others[at]) return false;
  }
  return true;
}

function readMask({ bits, required }: Layouts, names: readonly string[]): number {
  let mask = 0;
  let found = 0;
  for (const name of names) {
    const bit = bits.get(name);
    if (bit === undefined) return UNFIT;
    if (bit === 0) found++;
    mask |= bit;
  }
  return found === required ? mask : UNFIT;
}

/** Whether a program added to the prototype of all objects what shows in each of them. */
export function isPolluted(): boolean {
  return keys(plain).length > 0;
}

/** The names of a plain object's properties, if all of them can be seen. */
export function plainNames(value: unknown): readonly string[] | undefined {
  if (typeof value !== "object" || value === null || getPrototypeOf(value) !== plain) return undefined;
  const names = getOwnPropertyNames(value);
  if (keys(value).length !== names.length || getOwnPropertySymbols(value).length !== 0) return undefined;
  return isOrdinary(value, names.length) ? names : undefined;
}

/** One without properties is looked at more closely: a `Map` with the prototype of plain objects could pass for it. */
export function isOrdinary(value: object, properties: number): boolean {
  return toText.call(value) === "[object Object]" && (properties > 0 || kindOf(value) === "object");
}

const SHORT = 8;
const INDICES = Array.from({ length: SHORT }, (_, index) => String(index));

/**
 * Whether a value is an array with all its elements and no other property that `isDeepStrictEqual` sees.
 * Listing names costs 30 ns for each element, so a property that cannot be enumerated is looked for in an
 * array only that is closed, as those of template strings are.
 */
export function isList(value: unknown): value is readonly unknown[] {
  if (!Array.isArray(value) || getPrototypeOf(value) !== listed) return false;
  const { length } = value;
  if (length > SHORT) {
    if (values(value).length !== length || keys(listed).length !== 0) return false;
  } else {
    const names = keys(value);
    if (names.length !== length || (length > 0 && names[length - 1] !== INDICES[length - 1])) return false;
  }
  if (getOwnPropertySymbols(value).length !== 0) return false;
  return isExtensible(value) || isBare(value, "array");
}

/** Whether an element of a list is missing: then its value was not its own. */
export function isHole(value: readonly unknown[], index: number): boolean {
  return !hasOwn(value, index);
}

/** Whether an object of a built-in kind has nothing but what makes it one. */
export function isBare(value: object, kind: "array" | "map" | "set" | "date" | "view" | "buffer"): boolean {
  return extraKeys(value, kind)?.length === 0;
}

export function isBareMap(value: unknown): value is ReadonlyMap<unknown, unknown> {
  return types.isMap(value) && getPrototypeOf(value) === Map.prototype && isBare(value, "map");
}

export function isBareSet(value: unknown): value is ReadonlySet<unknown> {
  return types.isSet(value) && getPrototypeOf(value) === Set.prototype && isBare(value, "set");
}

export function isBareDate(value: unknown): value is Date {
  return types.isDate(value) && getPrototypeOf(value) === Date.prototype && isBare(value, "date");
}
