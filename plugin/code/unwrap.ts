import type TS from "typescript";
import type { Compiler } from "../context.js";

/** An expression without the parentheses and type syntax around it, none of which runs. */
export function unwrap(ts: Compiler, node: TS.Node): TS.Node {
  let inner = node;
  while (isWrapper(ts, inner)) inner = inner.expression;
  return inner;
}

/** An expression without the parentheses around it. */
export function unwrapParentheses(ts: Compiler, node: TS.Node): TS.Node {
  let inner = node;
  while (ts.isParenthesizedExpression(inner)) inner = inner.expression;
  return inner;
}

type Wrapper =
  | TS.ParenthesizedExpression
  | TS.AsExpression
  | TS.SatisfiesExpression
  | TS.TypeAssertion
  | TS.NonNullExpression
  | TS.ExpressionWithTypeArguments;

function isWrapper(ts: Compiler, node: TS.Node): node is Wrapper {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isExpressionWithTypeArguments(node)
  );
}
