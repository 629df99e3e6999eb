import type TS from "typescript";
import type { Compiler } from "../context.js";
import { ABSENT, inline, type Code } from "./text.js";
import type { Coder, Writers } from "./coder.js";
import { unwrap, unwrapParentheses } from "../unwrap.js";

export const operators: Writers = {
  PrefixUnaryExpression: (coder, node: TS.PrefixUnaryExpression) =>
    inline(`${operatorText(coder, node, node.operator)}_`, coder.code(node.operand)),
  PostfixUnaryExpression: (coder, node: TS.PostfixUnaryExpression) =>
    inline(`_${operatorText(coder, node, node.operator)}`, coder.code(node.operand)),
  BinaryExpression: binary,
  ConditionalExpression: (coder, node: TS.ConditionalExpression) =>
    inline("?", coder.code(node.condition), coder.code(node.whenTrue), coder.code(node.whenFalse)),
  DeleteExpression: (coder, node: TS.DeleteExpression) => inline("delete", coder.code(node.expression)),
  TypeOfExpression: (coder, node: TS.TypeOfExpression) => inline("typeof", coder.code(node.expression)),
  VoidExpression: (coder, node: TS.VoidExpression) => inline("void", coder.code(node.expression)),
  AwaitExpression: (coder, node: TS.AwaitExpression) => inline("await", coder.code(node.expression)),
  YieldExpression: (coder, node: TS.YieldExpression) =>
    inline(node.asteriskToken === undefined ? "yield" : "yield*", ...(node.expression === undefined ? [] : [coder.code(node.expression)])),
};

/** Operators that give one value however a chain of them is bracketed, as each operand runs at most once, in order. */
const ASSOCIATIVE: ReadonlySet<string> = new Set(["&&", "||", "??"]);

/** Assignments: their left side is a target, and their chains lean to the right. */
const ASSIGNING: ReadonlySet<string> = new Set([
  "=", "+=", "-=", "*=", "**=", "/=", "%=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=", "??=",
]);

/** Operators that give an anonymous function on their right the name of the variable on their left. */
const NAMING: ReadonlySet<string> = new Set(["=", "&&=", "||=", "??="]);

function operatorText(coder: Coder, node: TS.Node, kind: TS.SyntaxKind): string {
  const text = coder.ts.tokenToString(kind);
  if (text === undefined) coder.refuse(node);
  return text ?? ABSENT;
}

function binary(coder: Coder, node: TS.BinaryExpression): Code {
  const operator = operatorText(coder, node, node.operatorToken.kind);
  if (ASSIGNING.has(operator)) return inline(operator, targetOf(coder, node, operator), coder.code(node.right));
  if (operator === "**") return inline(operator, coder.code(node.left), coder.code(node.right));
  return inline(operator, ...operandsOf(coder.ts, node, operator).map((operand) => coder.code(operand)));
}

/** The operands of a chain of one operator. It walks without recursion: generated sums have thousands. */
function operandsOf(ts: Compiler, node: TS.BinaryExpression, operator: string): readonly TS.Node[] {
  const operands: TS.Node[] = [];
  const waiting: TS.Node[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const inner = unwrap(ts, next);
    const opens = ts.isBinaryExpression(inner) && inner.operatorToken.kind === node.operatorToken.kind;
    // Only the leftmost operand may open a chain that leans to the left, and nothing has been listed before it.
    const mayOpen = ASSOCIATIVE.has(operator) || inner === node || (operands.length === 0 && waiting.length > 0);
    if (opens && mayOpen) waiting.push(inner.right, inner.left);
    else operands.push(inner);
  }
  return operands;
}

/** `a = () => 1` names the function "a"; `(a) = () => 1` does not. */
function targetOf(coder: Coder, node: TS.BinaryExpression, operator: string): Code {
  const { ts } = coder;
  const target = coder.code(node.left);
  const bracketed = ts.isParenthesizedExpression(node.left) && ts.isIdentifier(unwrapParentheses(ts, node.left));
  return bracketed && NAMING.has(operator) && isAnonymous(ts, unwrap(ts, node.right)) ? inline("unnamed", target) : target;
}

function isAnonymous(ts: Compiler, node: TS.Node): boolean {
  return ts.isArrowFunction(node) || ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name === undefined);
}
