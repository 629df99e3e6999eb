import type TS from "typescript";
import { intern, leaf, type At, type TypeNode, type Walk } from "./graph.js";
import { describeLiteral } from "./literals.js";
import { describeObject } from "./objects.js";
import { describeOperator } from "./operators.js";
import { describeIntersection, describeUnion } from "./sets.js";

/** Turns one type of the compiler into a node of the graph; the types it mentions are queued. */
export function describeType(walk: Walk, at: At): TypeNode {
  const { type, scope } = at;
  const { TypeFlags } = walk.context.ts;
  const simple = describeLiteral(walk.context, type);
  if (simple !== undefined) return simple;
  if (type.isUnion()) return describeUnion(walk, type, scope);
  if (type.isIntersection()) return describeIntersection(walk, type, scope);
  if (type.flags & TypeFlags.Object) return describeObject(walk, at);
  // `NoInfer<T>` and the like steer inference only.
  if (type.flags & TypeFlags.Substitution) {
    const to = intern(walk, { type: (type as TS.SubstitutionType).baseType, scope });
    return { parts: [{ join: " & ", edges: [{ to }] }], naming: "never" };
  }
  return describeOperator(walk, type, scope) ?? describeUnsupported(walk, type);
}

function describeUnsupported({ context }: Walk, type: TS.Type): TypeNode {
  const name = context.checker.typeToString(type);
  return leaf(`unsupported ${name}`, { kind: "unsupported", name: `the type ${name}` });
}
