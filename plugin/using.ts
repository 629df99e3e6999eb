import type TS from "typescript";
import type { Compiler } from "./context.js";

/** Whether a node is a list of declarations by `using` or `await using`. */
export function isUsing(ts: Compiler, node: TS.Node): boolean {
  return ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using;
}
