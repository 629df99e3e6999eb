import type TS from "typescript";
import type { Atom, Literal } from "../../runtime/plan/plan.js";
import type { Context } from "../context.js";
import { leaf, type TypeNode } from "../signature/graph.js";
import { isNever } from "../signature/sets.js";
import { planObject } from "./objects.js";
import { addLeaf, addNode, UNKNOWN, unionNode, type PlanWalk } from "./walk.js";

/** More literals than these are planned as their primitive. */
const MOST_LITERALS = 64;

/** The node of a type. Whatever no plan can express is `unknown`. */
export function planType(walk: PlanWalk, type: TS.Type): number {
  const known = walk.ids.get(type);
  if (known !== undefined) return known;
  const id = addNode(walk);
  walk.ids.set(type, id);
  walk.nodes[id] = planNode(walk, type);
  return id;
}

function planNode(walk: PlanWalk, type: TS.Type): TypeNode {
  const { context } = walk;
  const { TypeFlags } = context.ts;
  const flat = planAtom(context, type) ?? planLiteral(context, type);
  if (flat !== undefined) return leaf(JSON.stringify(typeof flat === "object" ? ["literal", ...flat] : flat));
  if (type.isUnion()) return unionNode(planMembers(walk, type.types));
  if (type.isIntersection()) return planIntersection(walk, type);
  if (type.flags & TypeFlags.Object) return planObject(walk, type as TS.ObjectType);
  return type.flags & TypeFlags.Substitution ? unionNode([planType(walk, (type as TS.SubstitutionType).baseType)]) : UNKNOWN;
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
function planLiteral({ ts: { TypeFlags }, checker }: Context, type: TS.Type): "number" | readonly [Literal] | undefined {
  if (type.flags & TypeFlags.Union) return undefined;
  if (type.flags & TypeFlags.BooleanLiteral) return [checker.typeToString(type) === "true"];
  if (type.isStringLiteral()) return [type.value];
  if (!type.isNumberLiteral()) return undefined;
  return Number.isSafeInteger(type.value) && type.value !== 0 ? [type.value] : "number";
}

/** The members of a union, all literals in one. */
export function planMembers(walk: PlanWalk, all: readonly TS.Type[]): readonly number[] {
  const types = all.filter((type) => !isNever(walk.context, type));
  const flat = types.map((type) => planAtom(walk.context, type) ?? planLiteral(walk.context, type));
  const atoms = new Set(flat.filter((each) => typeof each === "string"));
  const literals = flat.flatMap((each) => (typeof each === "object" ? each : []));
  if (literals.includes(true) && literals.includes(false)) atoms.add("boolean");
  if (literals.length > MOST_LITERALS) for (const literal of literals) atoms.add(typeof literal as Atom);
  const kept = literals.filter((literal) => !atoms.has(typeof literal as Atom));
  return [
    ...types.flatMap((type, index) => (flat[index] === undefined ? [planType(walk, type)] : [])),
    ...[...atoms].map((atom) => addLeaf(walk, atom)),
    ...(kept.length > 0 ? [addLeaf(walk, ["literal", ...sortedLiterals(kept)])] : []),
  ];
}

function sortedLiterals(literals: readonly Literal[]): readonly Literal[] {
  return [...new Set(literals)].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** The node of what may be absent, without the `undefined` that stands for its absence. */
export function planOptional(walk: PlanWalk, type: TS.Type): number {
  const types = type.isUnion() ? type.types : [type];
  const kept = types.filter((each) => !(each.flags & walk.context.ts.TypeFlags.Undefined));
  if (kept.length === 0 || kept.length === types.length) return planType(walk, type);
  return addNode(walk, unionNode(planMembers(walk, kept)));
}

/** A brand exists for the compiler only: the value is the primitive. */
function planIntersection(walk: PlanWalk, type: TS.IntersectionType): TypeNode {
  if (isNever(walk.context, type)) return UNKNOWN;
  const primitive = type.types.find((part) => (planAtom(walk.context, part) ?? planLiteral(walk.context, part)) !== undefined);
  return primitive ? unionNode([planType(walk, primitive)]) : planObject(walk, type);
}
