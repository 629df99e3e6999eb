import type TS from "typescript";
import type { Atom, Literal } from "../../runtime/plan/plan.js";
import type { Context } from "../context.js";
import type { TypeNode } from "../signature/graph.js";
import { isNever } from "../signature/sets.js";
import { planObject } from "./objects.js";
import { addLeaf, addNode, UNKNOWN, unionNode, type Item, type PlanWalk } from "./walk.js";

/** More literals than these are planned as their primitive. */
const MOST_LITERALS = 64;

/** A plan without parts. Most types of most signatures have one, and it needs no node. */
type Flat = Atom | readonly ["literal", ...Literal[]];

/** The plan of a type. Whatever no plan can express is `unknown`. */
export function planType(walk: PlanWalk, type: TS.Type): Item {
  const flat = planFlat(walk.context, type);
  return flat === undefined ? planNode(walk, type) : [JSON.stringify(flat)];
}

/** The plan of a value that is of one of several types. */
export function planTypes(walk: PlanWalk, all: readonly TS.Type[]): Item {
  const types = all.filter((type) => !isNever(walk.context, type));
  const [first] = types;
  if (first !== undefined && types.length === 1) return planType(walk, first);
  const flat = planFlatUnion(walk.context, types);
  return flat === undefined ? addNode(walk, describeUnion(walk, types)) : [JSON.stringify(flat)];
}

/** The plan of what may be absent, without the `undefined` that stands for its absence. */
export function planOptional(walk: PlanWalk, type: TS.Type): Item {
  const types = type.isUnion() ? type.types : [type];
  const kept = types.filter((each) => !(each.flags & walk.context.ts.TypeFlags.Undefined));
  return kept.length === 0 || kept.length === types.length ? planType(walk, type) : planTypes(walk, kept);
}

function planNode(walk: PlanWalk, type: TS.Type): number {
  const known = walk.ids.get(type);
  if (known !== undefined) return known;
  const id = addNode(walk);
  walk.ids.set(type, id);
  walk.nodes[id] = describe(walk, type);
  return id;
}

function describe(walk: PlanWalk, type: TS.Type): TypeNode {
  const { context } = walk;
  if (isNever(context, type)) return UNKNOWN;
  if (type.isUnion()) return describeUnion(walk, type.types.filter((each) => !isNever(context, each)));
  if (type.flags & context.ts.TypeFlags.Substitution) return describeUnion(walk, [(type as TS.SubstitutionType).baseType]);
  return planObject(walk, type as TS.ObjectType | TS.IntersectionType);
}

/** The members of a union, all literals in one. */
function describeUnion(walk: PlanWalk, types: readonly TS.Type[]): TypeNode {
  const flat = types.map((type) => planFlat(walk.context, type));
  const composites = types.flatMap((type, index) => (flat[index] === undefined ? [planNode(walk, type)] : []));
  return unionNode([...composites, ...mergeFlat(flat.filter((each) => each !== undefined)).map((each) => addLeaf(walk, each))]);
}

function planFlat(context: Context, type: TS.Type): Flat | undefined {
  const { TypeFlags } = context.ts;
  const simple = planAtom(context, type) ?? planLiteral(context, type);
  if (simple !== undefined) return simple;
  if (type.isUnion()) return planFlatUnion(context, type.types.filter((each) => !isNever(context, each)));
  // A brand exists for the compiler only: the value is the primitive.
  if (type.isIntersection() && !isNever(context, type)) return type.types.map((part) => planAtom(context, part) ?? planLiteral(context, part)).find((part) => part !== undefined);
  return type.flags & (TypeFlags.Object | TypeFlags.Intersection | TypeFlags.Substitution) ? undefined : "unknown";
}

function planFlatUnion(context: Context, types: readonly TS.Type[]): Flat | undefined {
  const flat = types.map((type) => planFlat(context, type));
  const known = flat.filter((each) => each !== undefined);
  if (known.length < flat.length) return undefined;
  const [first = "unknown", ...others] = mergeFlat(known);
  return others.length === 0 ? first : undefined;
}

/** Each once, with one list of all literals that no atom covers. */
function mergeFlat(flat: readonly Flat[]): readonly Flat[] {
  const atoms = new Set(flat.filter((each) => typeof each === "string"));
  const literals = flat.flatMap((each) => (typeof each === "string" ? [] : (each.slice(1) as Literal[])));
  if (literals.includes(true) && literals.includes(false)) atoms.add("boolean");
  if (literals.length > MOST_LITERALS) for (const literal of literals) atoms.add(typeof literal as Atom);
  const kept = new Set(literals.filter((literal) => !atoms.has(typeof literal as Atom)));
  const sorted = [...kept].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return sorted.length > 0 ? [...atoms, ["literal", ...sorted]] : [...atoms];
}

/** A boolean is a union for the compiler, and an enum of computed values is no union of literals. */
function planAtom({ ts: { TypeFlags } }: Context, { flags }: TS.Type): Atom | undefined {
  if (flags & TypeFlags.Boolean) return "boolean";
  if (flags & (TypeFlags.String | TypeFlags.TemplateLiteral | TypeFlags.StringMapping)) return "string";
  if (flags & (TypeFlags.Number | TypeFlags.Enum)) return "number";
  if (flags & (TypeFlags.BigInt | TypeFlags.BigIntLiteral)) return "bigint";
  if (flags & (TypeFlags.Undefined | TypeFlags.Void)) return "undefined";
  return flags & TypeFlags.Null ? "null" : undefined;
}

/** Only whole numbers: the others could be `-0` or have no form in JSON. */
function planLiteral({ ts: { TypeFlags }, checker }: Context, type: TS.Type): Flat | undefined {
  if (type.flags & TypeFlags.Union) return undefined;
  if (type.flags & TypeFlags.BooleanLiteral) return ["literal", checker.typeToString(type) === "true"];
  if (type.isStringLiteral()) return ["literal", type.value];
  if (!type.isNumberLiteral()) return undefined;
  return Number.isSafeInteger(type.value) && type.value !== 0 ? ["literal", type.value] : "number";
}
