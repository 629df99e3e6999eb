import { isDeepStrictEqual, types } from "node:util";
import { pathText, type Step } from "./path.js";

/** Where two values that are not equal differ first, as a person would write it; whole values differ at "the result itself". */
export function differencePath(one: unknown, other: unknown): string {
  const steps: Step[] = [];
  let pair: readonly [unknown, unknown] = [one, other];
  const seen = new Set<unknown>();
  for (let next = differingPart(pair, seen); next !== undefined; next = differingPart(pair, seen)) {
    steps.push(next.step);
    pair = next.pair;
  }
  const path = pathText(steps).trimStart();
  return path === "" ? "the result itself" : path;
}

interface Part {
  readonly step: Step;
  readonly pair: readonly [unknown, unknown];
}

/** The first part of two values in which they differ, other than those seen: a cycle leads back. Undefined when they differ as a whole. */
function differingPart([one, other]: Part["pair"], seen: Set<unknown>): Part | undefined {
  seen.add(one);
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return undefined;
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other) || types.isDate(one) || types.isRegExp(one)) return undefined;
  return [...entryParts(one, other), ...propertyParts(one, other)].find(({ pair }) => !(isObject(pair[0]) && seen.has(pair[0])) && !isDeepStrictEqual(...pair));
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function propertyParts(one: object, other: object): Part[] {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  const isList = Array.isArray(one) || ArrayBuffer.isView(one);
  return [...keys].map((key) => ({ step: isList && /^\d+$/.test(key) ? Number(key) : key, pair: [partOf(one, key), partOf(other, key)] }));
}

/** A missing property is another value than any that could be there. */
function partOf(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (Reflect.get(value, key) as unknown) : MISSING;
}

const MISSING = Symbol("missing");

function entryParts(one: object, other: object): Part[] {
  if (types.isMap(one) && types.isMap(other)) return mapParts(one, other);
  if (types.isSet(one) && types.isSet(other)) {
    const lost = [...one].findIndex((member) => !hasEqual(other, member));
    return lost < 0 ? [] : [{ step: { entry: lost, part: "member" }, pair: [[...one][lost], MISSING] }];
  }
  return [];
}

/** By keys, as the order of a `Map` does not count. */
function mapParts(one: ReadonlyMap<unknown, unknown>, other: ReadonlyMap<unknown, unknown>): Part[] {
  return [...one].flatMap(([key, value], entry): Part[] => {
    const match = [...other].find(([each]) => isDeepStrictEqual(each, key));
    if (!match) return [{ step: { entry, part: "key" }, pair: [key, MISSING] }];
    return [{ step: { entry, part: "value" }, pair: [value, match[1]] }];
  });
}

function hasEqual(set: ReadonlySet<unknown>, member: unknown): boolean {
  return set.has(member) || [...set].some((each) => isDeepStrictEqual(each, member));
}
