import type TS from "typescript";
import type { Compiler } from "./context.js";

/** The expression inside parentheses and type syntax, none of which runs. */
export function unwrap(ts: Compiler, node: TS.Expression): TS.Expression;
export function unwrap(ts: Compiler, node: TS.Node): TS.Node;
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

/** The outermost expression around a node that adds nothing but parentheses and types. Needs bound nodes. */
export function wrapping(ts: Compiler, node: TS.Expression): TS.Expression {
  let outer = node;
  while (isWrapper(ts, outer.parent)) outer = outer.parent;
  return outer;
}

type Wrapper =
  | TS.ParenthesizedExpression
  | TS.AsExpression
  | TS.SatisfiesExpression
  | TS.NonNullExpression
  | TS.TypeAssertion
  | TS.ExpressionWithTypeArguments;

function isWrapper(ts: Compiler, node: TS.Node): node is Wrapper {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isExpressionWithTypeArguments(node)
  );
}
