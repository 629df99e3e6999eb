import type TS from "typescript";
import type { Atom, Plan } from "../../runtime/plan/plan.js";
import type { Context } from "../context.js";
import { planObject } from "./objects.js";
import { planUnion } from "./unions.js";
import { levelsUp, TooLarge, type PlanWalk } from "./walk.js";

/** The plan of one type. Whatever no plan can express is `unknown`. */
export function planType(walk: PlanWalk, type: TS.Type): Plan {
  const { ts } = walk.context;
  if ((walk.left -= 1) < 0) throw new TooLarge();
  const simple = planAtom(walk.context, type) ?? planLiteral(walk.context, type);
  if (simple !== undefined) return simple;
  const up = levelsUp(walk, type);
  if (up !== undefined) return ["up", up];
  if (walk.open.length >= walk.deepest) return "unknown";
  if (type.isUnion()) return planUnion(walk, type.types, type);
  if (type.isIntersection()) return planIntersection(walk, type);
  if (type.flags & ts.TypeFlags.Object) return planObject(walk, type as TS.ObjectType);
  if (type.flags & ts.TypeFlags.Substitution) return planType(walk, (type as TS.SubstitutionType).baseType);
  return "unknown";
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
function planLiteral({ ts: { TypeFlags }, checker }: Context, type: TS.Type): Plan | undefined {
  if (type.flags & TypeFlags.Union) return undefined;
  if (type.flags & TypeFlags.BooleanLiteral) return ["literal", checker.typeToString(type) === "true"];
  if (type.isStringLiteral()) return ["literal", type.value];
  if (!type.isNumberLiteral()) return undefined;
  return Number.isSafeInteger(type.value) && type.value !== 0 ? ["literal", type.value] : "number";
}

/** A brand exists for the compiler only: the value is the primitive. */
function planIntersection(walk: PlanWalk, type: TS.IntersectionType): Plan {
  for (const part of type.types) {
    const plan = planAtom(walk.context, part) ?? planLiteral(walk.context, part);
    if (plan !== undefined) return plan;
  }
  return planObject(walk, type);
}
