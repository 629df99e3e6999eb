import type TS from "typescript";
import { isAssignment } from "./assignment.js";
import type { Compiler } from "./context.js";

/**
 * Visits the children of a node, as the compiler's `forEachChild` does, but for chains of one operator:
 * their operands are visited one after another, since generated sums of thousands would use up the stack.
 */
export function eachChild<T>(ts: Compiler, node: TS.Node, visit: (child: TS.Node) => T | undefined): T | undefined {
  const { SyntaxKind } = ts;
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind === SyntaxKind.CommaToken) return ts.forEachChild(node, visit);
  const { kind } = node.operatorToken;
  if (isAssignment(ts, kind)) return ts.forEachChild(node, visit);
  const operands: TS.Node[] = [];
  let left: TS.Node = node;
  for (; ts.isBinaryExpression(left) && left.operatorToken.kind === kind; left = left.left) operands.push(left.right);
  for (const operand of [left, ...operands.reverse()]) {
    const found = visit(operand);
    if (found) return found;
  }
  return undefined;
}
