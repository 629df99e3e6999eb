import { types } from "node:util";
import { isOrdinary } from "../kinds.js";
import { extraKeys } from "../ownKeys.js";
import type { Field } from "./shape.js";

/** Stands in the place of a mask or a position: the value is not what its type says. */
export const UNFIT = -1;

/** There was no room for the encoding. */
export const NO_ROOM = -2;

/** The properties of an object in their order. */
export interface Layout {
  readonly names: readonly string[];
  /** The number of each one's field in the plan. */
  readonly fields: readonly number[];
  /** Which optional ones are among them. */
  readonly mask: number;
}

/** The layouts of one type of object that were met. */
export interface Layouts {
  readonly declared: readonly Field[];
  readonly required: number;
  /** Those that generated code compares with; the one that was learned last comes first. */
  readonly known: Layout[];
}

/** Beyond these, the layouts of a type are too many to be worth comparing with. */
const MOST_LAYOUTS = 8;

export function newLayouts(declared: readonly Field[]): Layouts {
  return { declared, required: declared.filter(({ bit }) => bit === undefined).length, known: [] };
}

const { getPrototypeOf, getOwnPropertyNames, getOwnPropertySymbols, keys, values, isExtensible, hasOwn } = Object;
const { prototype: plain } = Object;
const { prototype: listed } = Array;

/** Adds the layout of an object to those that are known; false when it has not exactly the declared properties. */
export function learn(value: object, layouts: Layouts): boolean {
  const names = getOwnPropertyNames(value);
  const layout = keys(value).length === names.length ? readLayout(layouts, names) : undefined;
  if (layout === undefined) return false;
  layouts.known.unshift(layout);
  if (layouts.known.length > MOST_LAYOUTS) layouts.known.pop();
  return true;
}

function readLayout({ declared, required }: Layouts, names: readonly string[]): Layout | undefined {
  const fields = names.map((name) => declared.findIndex((field) => field.name === name));
  if (fields.includes(-1)) return undefined;
  const bits = fields.map((field) => declared[field]?.bit);
  return bits.filter((bit) => bit === undefined).length === required ? { names, fields, mask: bits.reduce<number>((mask, bit = 0) => mask | bit, 0) } : undefined;
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
  return isOrdinary(value) ? names : undefined;
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
