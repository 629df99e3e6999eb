import type TS from "typescript";
import type { Context } from "../context.js";
import { leaf, type Edge, type Part, type TypeNode } from "../signature/graph.js";

/** Types as a graph whose nodes print as parts of a plan; equal types become one when it is minimised. */
export interface PlanWalk {
  readonly context: Context;
  readonly nodes: (TypeNode | undefined)[];
  readonly ids: Map<TS.Type, number>;
}

/** Beyond these, a plan costs more than it saves. */
const MOST_NODES = 1_000;

/** Thrown inside a walk over types that are too many for a plan. */
export class TooLarge extends Error {}

export function addNode(walk: PlanWalk, node?: TypeNode): number {
  if (walk.nodes.length >= MOST_NODES) throw new TooLarge();
  return walk.nodes.push(node) - 1;
}

export function addLeaf(walk: PlanWalk, plan: unknown): number {
  return addNode(walk, leaf(JSON.stringify(plan)));
}

/** Any value. */
export const UNKNOWN: TypeNode = leaf('"unknown"');

/** A union. One whose members turn out to be one type is that type. */
export function unionNode(members: readonly number[]): TypeNode {
  if (members.length === 0) return UNKNOWN;
  const edges = members.map((to): Edge => ({ to }));
  return { parts: [{ open: '["union",', join: ",", close: "]", edges }], naming: "bulky" };
}

/** A node, or what stands in its place. */
export type Item = number | readonly Part[];

/** Parts that print as a JSON array, with as few texts as can be: what is refined and printed is each part. */
export function listParts(items: readonly Item[]): readonly Part[] {
  const parts: Part[] = [];
  let text = "[";
  const add = (part: Part): void => {
    if (typeof part === "string") text += part;
    else {
      parts.push(text, part);
      text = "";
    }
  };
  items.forEach((item, index) => {
    if (index > 0) text += ",";
    if (typeof item === "number") add({ to: item });
    else item.forEach(add);
  });
  return [...parts, `${text}]`];
}
