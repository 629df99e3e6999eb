import type TS from "typescript";
import type { Literal, Plan } from "../../runtime/plan/plan.js";
import { planType } from "./types.js";
import { level, type PlanWalk } from "./walk.js";

/** More literals than these are planned as their primitive. */
const MOST_LITERALS = 64;

/**
 * The plan of a value that is of one of several types. The order in which the compiler lists them does
 * not count. `type` is the union itself, where the types are all of it, so that a recursion into it is found.
 */
export function planUnion(walk: PlanWalk, types: readonly TS.Type[], type?: TS.Type): Plan {
  const [only] = types;
  if (only !== undefined && types.length === 1) return planType(walk, only);
  const plans = level(walk, type, () => types.map((each) => planType(walk, each)));
  const merged = sortedPlans(mergeLiterals(plans));
  const [first = "unknown"] = merged;
  // Alone, it must be no level: the levels inside were counted with one around them.
  if (merged.length === 1) return isFlat(first) ? first : ["union", first];
  return ["union", ...merged];
}

function isFlat(plan: Plan): boolean {
  return typeof plan === "string" || plan[0] === "literal" || plan[0] === "view";
}

/** Each once, in the order of their texts. */
function sortedPlans(plans: readonly Plan[]): Plan[] {
  const texts = new Set(plans.map((plan) => JSON.stringify(plan)));
  return [...texts].sort().map((text) => JSON.parse(text) as Plan);
}

function mergeLiterals(plans: readonly Plan[]): readonly Plan[] {
  const literals = plans.flatMap((plan): readonly Literal[] => (isLiteral(plan) ? (plan.slice(1) as Literal[]) : []));
  const others = plans.filter((plan) => !isLiteral(plan));
  const kept = literals.filter((literal) => !others.includes(typeof literal as Plan));
  const booleans = new Set(kept.filter((literal) => typeof literal === "boolean"));
  if (booleans.size === 2) return mergeLiterals([...plans, "boolean"]);
  if (kept.length > MOST_LITERALS) return [...others, ...kept.map((literal) => typeof literal as Plan)];
  const sorted = [...new Set(kept)].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return sorted.length > 0 ? [...others, ["literal", ...sorted]] : others;
}

function isLiteral(plan: Plan): boolean {
  return plan[0] === "literal";
}
