import type TS from "typescript";
import type { Context } from "../context.js";

/** The state of one walk from types to a plan. */
export interface PlanWalk {
  readonly context: Context;
  /** The types of the levels that are open, outermost first; undefined for a level that stands for no type. */
  readonly open: (TS.Type | undefined)[];
  /** How many levels a plan may have; what is below is planned as `unknown`. */
  readonly deepest: number;
  /** How many more types may be planned. */
  left: number;
}

/** Thrown inside a walk over a type that is too large for a plan of that depth. */
export class TooLarge extends Error {}

/** Plans what is inside a level. */
export function level<T>(walk: PlanWalk, type: TS.Type | undefined, plan: () => T): T {
  walk.open.push(type);
  const planned = plan();
  walk.open.pop();
  return planned;
}

/** How many levels up a type is open already; undefined where it is not. */
export function levelsUp({ open }: PlanWalk, type: TS.Type): number | undefined {
  const at = open.lastIndexOf(type);
  return at < 0 ? undefined : open.length - at;
}
