import type TS from "typescript";
import type { Plan } from "../../runtime/plan/plan.js";
import { planOptional } from "./optional.js";
import { planType } from "./types.js";
import { level, type PlanWalk } from "./walk.js";

/** A rest element must be the last; what stands behind one, or is spread of a type parameter, is not planned. */
export function planTuple(walk: PlanWalk, type: TS.TupleTypeReference): Plan {
  const { checker, ts: { ElementFlags } } = walk.context;
  const flags = type.target.elementFlags;
  const last = flags.at(-1) ?? ElementFlags.Required;
  const hasRest = (last & ElementFlags.Rest) !== 0;
  const fixed = hasRest ? flags.slice(0, -1) : flags;
  if (fixed.some((flag) => flag & ElementFlags.Variable)) return "unknown";
  const types = checker.getTypeArguments(type).slice(0, flags.length);
  const isOptional = (index: number): boolean => ((fixed[index] ?? 0) & ElementFlags.Optional) !== 0;
  return level(walk, type, () => {
    const elements = types.slice(0, fixed.length);
    const required = elements.filter((_, index) => !isOptional(index)).map((each) => planType(walk, each));
    const optional = elements.filter((_, index) => isOptional(index)).map((each) => planOptional(walk, each));
    const rest = types.at(-1);
    return ["tuple", required, optional, hasRest && rest ? planType(walk, rest) : null];
  });
}
