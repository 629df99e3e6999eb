import type TS from "typescript";
import type { Context } from "../context.js";
import { unwrap, wrapping } from "../unwrap.js";
import { holdingOf, holdingOfType, isTaker, type Holding } from "./environmentHolders.js";
import { named, namesOfKey, namesOfPattern, type EnvironmentRead } from "./environmentNames.js";
import { readByCall, readByTaker, readByTarget } from "./environmentTakers.js";

/**
 * What a node, if it is `process.env` or `process` under any name, is used for; undefined for any other node,
 * for mere writes, and where a name takes it by which it is seen again.
 */
export function environmentRead(context: Context, node: TS.Node): EnvironmentRead | undefined {
  if (context.ts.isObjectBindingPattern(node)) return patternRead(context, node);
  const holding = holdingOf(context, node);
  return holding && readOf(context, wrapping(context.ts, node as TS.Expression), holding);
}

function readOf(context: Context, use: TS.Expression, holding: Holding): EnvironmentRead | undefined {
  const { ts } = context;
  const { parent } = use;
  if (isOnlyLookedAt(ts, use) || isTarget(ts, use)) return undefined;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) return readByMember(context, parent, { use, holding });
  if (isTaker(ts, parent)) return readByTaker(context, parent, holding);
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return readByCall(context, parent, use, holding);
  if (ts.isBinaryExpression(parent)) return readByOperator(context, parent, { use, holding });
  if (ts.isConditionalExpression(parent)) return readOf(context, wrapping(ts, parent), holding);
  return "unknown";
}

interface Used {
  readonly use: TS.Expression;
  readonly holding: Holding;
}

function readByMember(context: Context, member: TS.PropertyAccessExpression | TS.ElementAccessExpression, { use, holding }: Used): EnvironmentRead | undefined {
  const { ts } = context;
  if (member.expression !== use) return "unknown";
  if (holding === "process") return readOfProcess(context, member);
  if (isWriteOnly(ts, member)) return undefined;
  return ts.isPropertyAccessExpression(member) ? named([member.name.text]) : namesOfKey(context, member.argumentExpression);
}

/** A member of the process is looked at where it stands, if its name shows that it is the environment. */
function readOfProcess(context: Context, member: TS.PropertyAccessExpression | TS.ElementAccessExpression): EnvironmentRead | undefined {
  if (context.ts.isPropertyAccessExpression(member) || holdingOf(context, member) !== undefined) return undefined;
  const read = namesOfKey(context, member.argumentExpression);
  return read === "unknown" || read.names.includes("env") ? "unknown" : undefined;
}

/** What is neither kept nor read: `typeof process`, a condition, a statement of its own. */
function isOnlyLookedAt(ts: Context["ts"], use: TS.Expression): boolean {
  const { parent } = use;
  if (ts.isConditionalExpression(parent)) return parent.condition === use;
  if (ts.isBinaryExpression(parent)) return isLookingOperator(ts, parent, use);
  return ts.isTypeOfExpression(parent) || ts.isPrefixUnaryExpression(parent) || ts.isVoidExpression(parent) || ts.isIfStatement(parent) || ts.isExpressionStatement(parent);
}

function isLookingOperator(ts: Context["ts"], { operatorToken, left }: TS.BinaryExpression, use: TS.Expression): boolean {
  switch (operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.InstanceOfKeyword:
      return true;
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return left === use;
    default:
      return false;
  }
}

function readByOperator(context: Context, operation: TS.BinaryExpression, { use, holding }: Used): EnvironmentRead | undefined {
  const { ts } = context;
  switch (operation.operatorToken.kind) {
    case ts.SyntaxKind.InKeyword:
      return holding === "environment" ? namesOfKey(context, operation.left) : undefined;
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return readOf(context, wrapping(ts, operation), holding);
    case ts.SyntaxKind.EqualsToken: {
      const isStatement = operation.right === use && ts.isExpressionStatement(wrapping(ts, operation).parent);
      return isStatement ? readByTarget(context, unwrap(ts, operation.left), holding) : "unknown";
    }
    default:
      return "unknown";
  }
}

/** What is assigned to: `this.env = …`, `({ env: e } = …)`. */
function isTarget(ts: Context["ts"], use: TS.Expression): boolean {
  const { parent } = use;
  if (ts.isBinaryExpression(parent)) return parent.left === use && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  const isTaken = (ts.isShorthandPropertyAssignment(parent) && parent.name === use) || (ts.isPropertyAssignment(parent) && parent.initializer === use);
  return isTaken && isTarget(ts, wrapping(ts, parent.parent));
}

/** `process.env.X = …` and `delete process.env.X` */
function isWriteOnly(ts: Context["ts"], member: TS.Expression): boolean {
  const target = wrapping(ts, member);
  return ts.isDeleteExpression(target.parent) || isTarget(ts, target);
}

/** `const { env: { NAME } } = process` */
function patternRead(context: Context, pattern: TS.ObjectBindingPattern): EnvironmentRead | undefined {
  const isOfEnvironment = context.ts.isBindingElement(pattern.parent) && holdingOfType(context, context.checker.getTypeAtLocation(pattern)) === "environment";
  return isOfEnvironment ? namesOfPattern(context.ts, pattern) : undefined;
}
