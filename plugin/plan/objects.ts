import type TS from "typescript";
import type { Context } from "../context.js";
import { leaf, type Part, type TypeNode } from "../signature/graph.js";
import { isLibSymbol, isOwnMember, libName } from "../signature/lib.js";
import { canonicalPropertyName } from "../signature/names.js";
import { isPlainObject, targetOf } from "../signature/objects.js";
import { planOptional, planType } from "./types.js";
import { listParts, UNKNOWN, type PlanWalk } from "./walk.js";

/** An object of more properties than these is planned as `unknown`: the code made of it would be long. */
const MOST_PROPERTIES = 100;

const VIEWS: ReadonlySet<string> = new Set([
  "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
  "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array", "Buffer",
]);

/** Library types that hold others, by how a plan calls them. */
const CONTAINERS: ReadonlyMap<string, string> = new Map([
  ["Array", "array"], ["ReadonlyArray", "array"], ["Map", "map"], ["ReadonlyMap", "map"], ["Set", "set"], ["ReadonlySet", "set"],
]);

export function planObject(walk: PlanWalk, type: TS.ObjectType | TS.IntersectionType): TypeNode {
  const { context } = walk;
  if (type.isIntersection()) return type.types.every((part) => isPlainObject(context, part)) ? planMembersOf(walk, type) : UNKNOWN;
  const target = targetOf(context, type);
  if (target.objectFlags & context.ts.ObjectFlags.Tuple) return planTuple(walk, type as TS.TupleTypeReference);
  const isDeclared = (target.objectFlags & context.ts.ObjectFlags.ClassOrInterface) !== 0;
  if (isDeclared && isLibSymbol(context, target.symbol)) return planLibType(walk, type);
  if (isPlainObject(context, type)) return planMembersOf(walk, type);
  return isDeclared ? planHeir(walk, type, target as TS.InterfaceType) : UNKNOWN;
}

/** An interface that adds nothing to an array is an array, as in the signature. */
function planHeir(walk: PlanWalk, type: TS.ObjectType, target: TS.InterfaceType): TypeNode {
  const { context } = walk;
  const index = context.checker.getIndexInfosOfType(type).find(({ keyType }) => keyType.flags & context.ts.TypeFlags.Number);
  const adds = context.checker.getPropertiesOfType(type).some((property) => isOwnMember(context, property));
  const isArray = index !== undefined && !adds && CONTAINERS.get(baseName(context, target) ?? "") === "array";
  return isArray ? { parts: listParts([['"array"'], planType(walk, index.type)]), naming: "bulky" } : UNKNOWN;
}

/** The library type that an interface comes down to, if it has no other base on the way. */
function baseName(context: Context, target: TS.InterfaceType): string | undefined {
  const [base, ...others] = context.checker.getBaseTypes(target);
  if (base === undefined || others.length > 0 || !(base.flags & context.ts.TypeFlags.Object)) return undefined;
  const next = targetOf(context, base as TS.ObjectType);
  if (isLibSymbol(context, base.symbol)) return libName(context, base.symbol);
  return next.objectFlags & context.ts.ObjectFlags.Interface ? baseName(context, next as TS.InterfaceType) : undefined;
}

function planLibType(walk: PlanWalk, type: TS.ObjectType): TypeNode {
  const { context } = walk;
  const name = libName(context, type.symbol);
  if (name === "Date") return leaf('"date"');
  if (VIEWS.has(name)) return leaf('["view"]');
  const kind = CONTAINERS.get(name);
  if (kind === undefined || !(type.objectFlags & context.ts.ObjectFlags.Reference)) return UNKNOWN;
  const args = context.checker.getTypeArguments(type as TS.TypeReference).slice(0, kind === "map" ? 2 : 1);
  return { parts: listParts([[JSON.stringify(kind)], ...args.map((each) => planType(walk, each))]), naming: "bulky" };
}

/** An object by its members. One without any is whatever the compiler lets pass for it. */
function planMembersOf(walk: PlanWalk, type: TS.Type): TypeNode {
  const { context } = walk;
  const properties = context.checker.getPropertiesOfType(type);
  const [index, ...indexes] = context.checker.getIndexInfosOfType(type);
  if (properties.length > MOST_PROPERTIES || properties.some((property) => canonicalPropertyName(context, property).symbol)) return UNKNOWN;
  if (index === undefined) return properties.length === 0 ? UNKNOWN : planProperties(walk, properties);
  const isRecord = properties.length === 0 && indexes.length === 0 && (index.keyType.flags & context.ts.TypeFlags.String) !== 0;
  return isRecord ? { parts: listParts([['"record"'], planType(walk, index.type)]), naming: "bulky" } : UNKNOWN;
}

/** Required ones, then optional ones, each by name in code-unit order. */
function planProperties(walk: PlanWalk, properties: readonly TS.Symbol[]): TypeNode {
  const { ts, checker } = walk.context;
  const sorted = [...properties].sort((a, b) => (a.name < b.name ? -1 : 1));
  const isOptional = (property: TS.Symbol): boolean => (property.flags & ts.SymbolFlags.Optional) !== 0;
  const entries = (optional: boolean): readonly Part[] =>
    listParts(sorted.filter((each) => isOptional(each) === optional).map((each) => {
      const type = checker.getTypeOfSymbol(each);
      return listParts([[JSON.stringify(each.name)], optional ? planOptional(walk, type) : planType(walk, type)]);
    }));
  return { parts: listParts([['"object"'], entries(false), entries(true)]), naming: "always" };
}

/** A rest element must be the last; what stands behind one, or is spread of a type parameter, is not planned. */
function planTuple(walk: PlanWalk, type: TS.TupleTypeReference): TypeNode {
  const { checker, ts: { ElementFlags } } = walk.context;
  const flags = type.target.elementFlags;
  const hasRest = ((flags.at(-1) ?? 0) & ElementFlags.Rest) !== 0;
  const fixed = hasRest ? flags.slice(0, -1) : flags;
  if (fixed.some((flag) => flag & ElementFlags.Variable)) return UNKNOWN;
  const types = checker.getTypeArguments(type).slice(0, flags.length);
  const isOptional = (index: number): boolean => ((fixed[index] ?? 0) & ElementFlags.Optional) !== 0;
  const elements = types.slice(0, fixed.length);
  const required = elements.filter((_, index) => !isOptional(index)).map((each) => planType(walk, each));
  const optional = elements.filter((_, index) => isOptional(index)).map((each) => planOptional(walk, each));
  const rest = hasRest ? types.at(-1) : undefined;
  return { parts: listParts([['"tuple"'], listParts(required), listParts(optional), rest ? planType(walk, rest) : ["null"]]), naming: "bulky" };
}
