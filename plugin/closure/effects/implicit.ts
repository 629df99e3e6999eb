import type TS from "typescript";
import type { Compiler } from "../../context.js";
import { wrapping } from "../../unwrap.js";
import { isUsing } from "../../using.js";
import type { Flow } from "./flow.js";
import { mayRunGetter } from "./getters.js";

/** Methods that the language calls where a value is turned into another. Members with computed names are `[]`. */
const CONVERTING = ["toString", "valueOf", "[]"] as const;

/**
 * Whether a node may run code of the project without a call: conversions, iteration, disposal, awaiting, and copies
 * that read getters. Only where the project declares members that can be run so.
 */
export function mayRunImplicitly(flow: Flow, node: TS.Node): boolean {
  const { context: { ts }, members } = flow;
  if (ts.isTemplateExpression(node) || isArithmetic(ts, node)) return CONVERTING.some((name) => declares(flow, name));
  if (ts.isForOfStatement(node) || ts.isSpreadElement(node) || ts.isArrayBindingPattern(node)) return true;
  if (ts.isSpreadAssignment(node)) return members.getters.size > 0;
  if (ts.isAwaitExpression(node)) return declares(flow, "then");
  return isUsing(ts, node) && declares(flow, "[]");
}

function declares({ members }: Flow, name: string): boolean {
  return members.methods.has(name) || members.functions.has(name);
}

/** Operators that convert what they are given; `===`, `&&` and the like do not. */
function isArithmetic(ts: Compiler, node: TS.Node): boolean {
  const { SyntaxKind } = ts;
  if (ts.isPrefixUnaryExpression(node)) return node.operator !== SyntaxKind.ExclamationToken && !ts.isNumericLiteral(node.operand);
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  const isLogical = kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken;
  const isStrict = kind === SyntaxKind.EqualsEqualsEqualsToken || kind === SyntaxKind.ExclamationEqualsEqualsToken || kind === SyntaxKind.CommaToken;
  return !isLogical && !isStrict && kind !== SyntaxKind.EqualsToken;
}

/** Whether the value of a variable is not only held, but read, iterated or awaited where it is declared. */
export function isReadAtOnce(flow: Flow, value: TS.Node): boolean {
  const { ts } = flow.context;
  const { parent } = wrapping(ts, value as TS.Expression);
  if (ts.isAwaitExpression(parent)) return declares(flow, "then");
  if (!ts.isVariableDeclaration(parent)) return false;
  if (ts.isArrayBindingPattern(parent.name)) return declares(flow, "[]");
  if (ts.isObjectBindingPattern(parent.name)) return parent.name.elements.some((each) => mayRunGetter(flow, each));
  return isUsing(ts, parent.parent) && declares(flow, "[]");
}
