import type TS from "typescript";
import type { Fields, Plan } from "../../runtime/plan/plan.js";
import { isLibSymbol, libName } from "../signature/lib.js";
import { canonicalPropertyName } from "../signature/names.js";
import { isPlainObject, targetOf } from "../signature/objects.js";
import { planOptional } from "./optional.js";
import { planTuple } from "./tuples.js";
import { planType } from "./types.js";
import { level, type PlanWalk } from "./walk.js";

/** An object of more properties than these is planned as `unknown`: the code made of it would be long. */
const MOST_PROPERTIES = 100;

const VIEWS: ReadonlySet<string> = new Set([
  "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
  "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array", "Buffer",
]);

export function planObject(walk: PlanWalk, type: TS.ObjectType | TS.IntersectionType): Plan {
  const { context } = walk;
  if (type.isIntersection()) return planMembers(walk, type);
  const target = targetOf(context, type);
  if (target.objectFlags & context.ts.ObjectFlags.Tuple) return planTuple(walk, type as TS.TupleTypeReference);
  const isDeclared = (target.objectFlags & context.ts.ObjectFlags.ClassOrInterface) !== 0;
  return isDeclared && isLibSymbol(context, target.symbol) ? planLibType(walk, type) : planMembers(walk, type);
}

function planLibType(walk: PlanWalk, type: TS.ObjectType): Plan {
  const { context } = walk;
  const name = libName(context, type.symbol);
  if (name === "Date") return "date";
  if (VIEWS.has(name)) return ["view", name];
  const isReference = (type.objectFlags & context.ts.ObjectFlags.Reference) !== 0;
  const [first, second] = isReference ? context.checker.getTypeArguments(type as TS.TypeReference) : [];
  if (first === undefined) return "unknown";
  if (name === "Array" || name === "ReadonlyArray") return level(walk, type, () => ["array", planType(walk, first)]);
  if (name === "Set" || name === "ReadonlySet") return level(walk, type, () => ["set", planType(walk, first)]);
  if (second === undefined || (name !== "Map" && name !== "ReadonlyMap")) return "unknown";
  return level(walk, type, () => ["map", planType(walk, first), planType(walk, second)]);
}

/** An object by its members. One without any is whatever the compiler lets pass for it. */
function planMembers(walk: PlanWalk, type: TS.Type): Plan {
  const { context } = walk;
  if (!type.isIntersection() ? !isPlainObject(context, type) : !type.types.every((part) => isPlainObject(context, part))) return "unknown";
  const properties = context.checker.getPropertiesOfType(type);
  const indexes = context.checker.getIndexInfosOfType(type);
  if (properties.length > MOST_PROPERTIES || properties.some((property) => canonicalPropertyName(context, property).symbol)) return "unknown";
  const [index] = indexes;
  if (index === undefined) return properties.length === 0 ? "unknown" : planProperties(walk, type, properties);
  const isRecord = properties.length === 0 && indexes.length === 1 && (index.keyType.flags & context.ts.TypeFlags.String) !== 0;
  return isRecord ? level(walk, type, () => ["record", planType(walk, index.type)]) : "unknown";
}

function planProperties(walk: PlanWalk, type: TS.Type, properties: readonly TS.Symbol[]): Plan {
  const { ts, checker } = walk.context;
  const isOptional = (property: TS.Symbol): boolean => (property.flags & ts.SymbolFlags.Optional) !== 0;
  const sorted = [...properties].sort((a, b) => (a.name < b.name ? -1 : 1));
  return level(walk, type, () => {
    const required = sorted.filter((each) => !isOptional(each)).map((each) => [each.name, planType(walk, checker.getTypeOfSymbol(each))] as const);
    const optional = sorted.filter(isOptional).map((each) => [each.name, planOptional(walk, checker.getTypeOfSymbol(each))] as const);
    return ["object", required satisfies Fields, optional satisfies Fields];
  });
}
