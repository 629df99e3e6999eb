import type TS from "typescript";
import type { Context } from "./context.js";

/** What a name stands for where it is read: in `{ a }` the variable, not the property that it makes. */
export function valueSymbol({ ts, checker }: Context, node: TS.Identifier): TS.Symbol | undefined {
  const { parent } = node;
  // The default in `({ a = b } = c)` has the same parent as the name.
  const isShorthand = ts.isShorthandPropertyAssignment(parent) && parent.name === node;
  return isShorthand ? checker.getShorthandAssignmentValueSymbol(parent) : checker.getSymbolAtLocation(node);
}
