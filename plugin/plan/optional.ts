import type TS from "typescript";
import type { Plan } from "../../runtime/plan/plan.js";
import { planType } from "./types.js";
import { planUnion } from "./unions.js";
import type { PlanWalk } from "./walk.js";

/** The plan of what may be absent, without the `undefined` that stands for its absence. */
export function planOptional(walk: PlanWalk, type: TS.Type): Plan {
  if (!type.isUnion()) return planType(walk, type);
  const kept = type.types.filter((each) => !(each.flags & walk.context.ts.TypeFlags.Undefined));
  return kept.length === type.types.length ? planType(walk, type) : planUnion(walk, kept);
}
