import { isDeepStrictEqual, types } from "node:util";
import { HiddenPart } from "../../records/index.js";
import { showValue } from "./show.js";

/** A place in which two lists of arguments differ. */
export interface InputMove {
  /** With the parameter's name: `user.plan`, `rows[3].id`. */
  readonly path: string;
  /** As a person would write them; undefined where there is nothing. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

interface Side {
  readonly has: boolean;
  readonly value: unknown;
}

/** Two sides of one place. */
interface At {
  readonly path: string;
  readonly before: Side;
  readonly after: Side;
}

/** Beyond these, two calls have so little in common that a list of differences explains nothing. */
const MOST = 1000;

/**
 * Where two lists of arguments differ, in the smallest places that do.
 *
 * @param names the parameters' names, in order; a rest parameter is the last, and begins with dots
 */
export function compareInputs(names: readonly string[], before: readonly unknown[], after: readonly unknown[]): readonly InputMove[] {
  const found: InputMove[] = [];
  const waiting: At[] = [];
  for (let index = Math.max(before.length, after.length) - 1; index >= 0; index--) {
    waiting.push({ path: nameAt(names, index), before: sideOf(before, index), after: sideOf(after, index) });
  }
  const met = new Set<unknown>();
  for (let at = waiting.pop(); at !== undefined && found.length < MOST; at = waiting.pop()) {
    const parts = partsOf(at, met);
    if (parts === undefined) found.push({ path: at.path, before: shown(at.before), after: shown(at.after) });
    else waiting.push(...parts.reverse());
  }
  return found;
}

function nameAt(names: readonly string[], index: number): string {
  const rest = names.findIndex((name) => name.startsWith("..."));
  if (rest >= 0 && index >= rest) return `${names[rest]?.slice(3) ?? ""}[${index - rest}]`;
  return names[index] ?? `argument ${index + 1}`;
}

/** A trailing argument that is undefined is none. */
function sideOf(list: readonly unknown[], index: number): Side {
  return { has: list[index] !== undefined, value: list[index] };
}

/** The parts in which two sides differ, none where they are equal; undefined where they differ as a whole. */
function partsOf({ path, before, after }: At, met: Set<unknown>): At[] | undefined {
  if (before.has === after.has && isEqual(before.value, after.value)) return [];
  const [old, now] = [before.value, after.value];
  if (!before.has || !after.has || !isObject(old) || !isObject(now) || met.has(old)) return undefined;
  if (Object.getPrototypeOf(old) !== Object.getPrototypeOf(now) || !isWalked(old) || !isWalked(now)) return undefined;
  met.add(old);
  if (types.isMap(old) && types.isMap(now)) return mapParts(path, old, now);
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return keys.map((key) => ({ path: path + stepTo(old, key), before: partAt(old, key), after: partAt(now, key) })).filter((part) => !isSame(part));
}

/** A part of which a digest only was kept may differ within, which nobody can say. */
function isEqual(before: unknown, after: unknown): boolean {
  if (before instanceof HiddenPart && after instanceof HiddenPart) return before.digest === after.digest;
  return isDeepStrictEqual(before, after);
}

function isSame({ before, after }: At): boolean {
  return before.has === after.has && isEqual(before.value, after.value);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof HiddenPart);
}

/** What is looked into part by part; a date or a set differs as a whole. */
function isWalked(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || types.isMap(value) || prototype === Object.prototype || prototype === null;
}

function partAt(value: object, key: string): Side {
  return Object.hasOwn(value, key) ? { has: true, value: Reflect.get(value, key) } : { has: false, value: undefined };
}

function stepTo(parent: object, key: string): string {
  if (Array.isArray(parent) && /^\d+$/.test(key)) return `[${key}]`;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** By keys, as the order of a `Map` does not count. */
function mapParts(path: string, before: ReadonlyMap<unknown, unknown>, after: ReadonlyMap<unknown, unknown>): At[] {
  const others = [...after].filter(([key]) => !findEntry(before, key));
  const kept = [...before].map(([key, value]): At => {
    const other = findEntry(after, key);
    return { path: `${path}.get(${showValue(key)})`, before: { has: true, value }, after: { has: other !== undefined, value: other?.[1] } };
  });
  const added = others.map(([key, value]): At => ({ path: `${path}.get(${showValue(key)})`, before: { has: false, value: undefined }, after: { has: true, value } }));
  return [...kept, ...added].filter((part) => !isSame(part));
}

function findEntry(map: ReadonlyMap<unknown, unknown>, key: unknown): readonly [unknown, unknown] | undefined {
  if (map.has(key)) return [key, map.get(key)];
  return isObject(key) ? [...map].find(([each]) => isDeepStrictEqual(each, key)) : undefined;
}

function shown({ has, value }: Side): string | undefined {
  return has ? showValue(value) : undefined;
}
