import type TS from "typescript";
import { intern, type Edge, type Part, type Scope, type TypeNode, type Walk } from "./graph.js";
import { impliedByMark, internOptional } from "./sets.js";

/** A tuple by its elements' marks and types; labels are for the reader only. */
export function describeTuple(walk: Walk, type: TS.TupleTypeReference, scope: Scope): TypeNode {
  const { target } = type;
  const args = walk.context.checker.getTypeArguments(type).slice(0, target.elementFlags.length);
  const parts = args.flatMap((element, index): Part[] => {
    const flag = target.elementFlags[index] ?? walk.context.ts.ElementFlags.Required;
    return [index > 0 ? ", " : "", ...describeElement(walk, { type: element, scope, flag, index })];
  });
  return { parts: [target.readonly ? "readonly [" : "[", ...parts, "]"], loose: target.readonly, naming: "bulky" };
}

interface Element {
  readonly type: TS.Type;
  readonly scope: Scope;
  readonly flag: TS.ElementFlags;
  readonly index: number;
}

function describeElement(walk: Walk, element: Element): Part[] {
  const { ElementFlags } = walk.context.ts;
  const { flag, index } = element;
  if (flag & ElementFlags.Optional) {
    const to = internOptional(walk, element, impliedByMark(walk.context));
    return [{ to, tight: true, step: `[${index}]` }, "?"];
  }
  const edge: Edge = { to: intern(walk, element), tight: (flag & ElementFlags.Variable) !== 0 };
  if (flag & ElementFlags.Rest) return ["...", { ...edge, step: "[number]" }, "[]"];
  if (flag & ElementFlags.Variadic) return ["...", edge];
  return [{ ...edge, step: `[${index}]` }];
}
