import type TS from "typescript";
import { isAssignment } from "../assignment.js";
import type { Context } from "../context.js";
import { wrapping } from "../unwrap.js";
import { valueSymbol } from "../valueSymbol.js";
import { eachChild } from "../eachChild.js";

/**
 * Whether a function declaration is written to anywhere in its file. The compiler forbids it in
 * TypeScript, but not behind an assertion, and not in JavaScript that is not checked.
 */
export function isReassigned(context: Context, declaration: TS.FunctionDeclaration): boolean {
  const { ts, checker } = context;
  const symbol = declaration.name && checker.getSymbolAtLocation(declaration.name);
  const name = declaration.name?.text;
  const visit = (node: TS.Node): boolean => {
    const isNamed = ts.isIdentifier(node) && node.text === name && isWritten(context, referenceOf(context, node));
    if (isNamed && valueSymbol(context, node) === symbol) return true;
    return eachChild(ts, node, visit) ?? false;
  };
  return name !== undefined && (eachChild(ts, declaration.getSourceFile(), visit) ?? false);
}

/** `f` itself, or the `N.f` that it ends. */
function referenceOf({ ts }: Context, node: TS.Identifier): TS.Expression {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
}

/** Whether an expression is the target of an assignment, of `++`, or of a loop, also inside a pattern. */
function isWritten(context: Context, node: TS.Expression): boolean {
  const { ts } = context;
  const target = wrapping(ts, node);
  const { parent } = target;
  if (ts.isBinaryExpression(parent) && parent.left === target) return isAssignment(ts, parent.operatorToken.kind);
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  }
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === target;
  return isInPattern(context, target);
}

/** `[f] = …` and `({ f } = …)`: the literal around the name is a target itself. */
function isInPattern(context: Context, target: TS.Expression): boolean {
  const { ts } = context;
  const { parent } = target;
  if (ts.isArrayLiteralExpression(parent)) return isWritten(context, parent);
  if (ts.isSpreadElement(parent)) return isInPattern(context, parent);
  const isPart = ts.isPropertyAssignment(parent) ? parent.initializer === target : ts.isShorthandPropertyAssignment(parent) || ts.isSpreadAssignment(parent);
  return isPart && ts.isObjectLiteralExpression(parent.parent) && isWritten(context, parent.parent);
}
