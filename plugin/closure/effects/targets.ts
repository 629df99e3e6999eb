import type TS from "typescript";
import { isAssignment } from "../../assignment.js";
import type { Compiler } from "../../context.js";
import { unwrap, wrapping } from "../../unwrap.js";

/** What a node assigns to, patterns taken apart: names, properties and elements. */
export interface Assigned {
  readonly target: TS.Expression;
  /** What it gets; undefined where that is no object, as in `x++`. */
  readonly value: TS.Expression | undefined;
  /** Whether it gets a part of the value, as in `[x] = value`. */
  readonly isPart: boolean;
}

/** Reads the targets of an assignment, `++`, `--`, `delete`, or of a loop over existing variables. */
export function discoverAssigned(ts: Compiler, node: TS.Node): readonly Assigned[] {
  if (ts.isBinaryExpression(node) && isAssignment(ts, node.operatorToken.kind)) {
    return takeApart(ts, node.left, { value: holdsValue(ts, node.operatorToken.kind) ? node.right : undefined, isPart: false });
  }
  const isStep = ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node);
  if (isStep && (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)) {
    return [{ target: unwrap(ts, node.operand), value: undefined, isPart: false }];
  }
  if (ts.isDeleteExpression(node)) return [{ target: unwrap(ts, node.expression), value: undefined, isPart: false }];
  const isLoop = (ts.isForOfStatement(node) || ts.isForInStatement(node)) && !ts.isVariableDeclarationList(node.initializer);
  return isLoop ? takeApart(ts, node.initializer as TS.Expression, { value: node.expression, isPart: true }) : [];
}

/** What is assigned to a property, by the statement or the pattern around it; undefined where it is only read. */
export function assignedTo(ts: Compiler, target: TS.Expression): Assigned | undefined {
  let node: TS.Node = wrapping(ts, target).parent;
  let assigned = assignedBy(ts, node, target);
  while (isPattern(ts, node)) {
    node = ts.isExpression(node) ? wrapping(ts, node).parent : node.parent;
    assigned = assignedBy(ts, node, target) ?? assigned;
  }
  return assigned;
}

function assignedBy(ts: Compiler, node: TS.Node, target: TS.Expression): Assigned | undefined {
  return discoverAssigned(ts, node).find((each) => each.target === target);
}

/** Whether a node may be a part of a pattern that is assigned to. */
function isPattern(ts: Compiler, node: TS.Node): boolean {
  const isMember = ts.isPropertyAssignment(node) || ts.isSpreadAssignment(node) || ts.isSpreadElement(node);
  // A default inside of a pattern looks like an assignment, and stands in another one.
  const isDefault = ts.isBinaryExpression(node) && (ts.isArrayLiteralExpression(node.parent) || ts.isPropertyAssignment(node.parent));
  return isMember || isDefault || ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node);
}

/** Whether an assignment may store the object on its right: arithmetic makes numbers and strings. */
function holdsValue({ SyntaxKind }: Compiler, kind: TS.SyntaxKind): boolean {
  const storing = [SyntaxKind.EqualsToken, SyntaxKind.BarBarEqualsToken, SyntaxKind.AmpersandAmpersandEqualsToken, SyntaxKind.QuestionQuestionEqualsToken];
  return (storing as readonly TS.SyntaxKind[]).includes(kind);
}

function takeApart(ts: Compiler, written: TS.Expression, from: Omit<Assigned, "target">): readonly Assigned[] {
  const target = unwrap(ts, written);
  if (ts.isArrayLiteralExpression(target)) return target.elements.flatMap((element) => takeApart(ts, element, { ...from, isPart: true }));
  if (ts.isObjectLiteralExpression(target)) return target.properties.flatMap((property) => takePropertyApart(ts, property, from));
  if (ts.isSpreadElement(target)) return takeApart(ts, target.expression, from);
  if (ts.isOmittedExpression(target)) return [];
  // A default inside of a pattern.
  const isDefault = ts.isBinaryExpression(target) && target.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (isDefault) return [...takeApart(ts, target.left, from), ...takeApart(ts, target.left, { value: target.right, isPart: false })];
  return [{ target, ...from }];
}

function takePropertyApart(ts: Compiler, property: TS.ObjectLiteralElementLike, from: Omit<Assigned, "target">): readonly Assigned[] {
  const part = { ...from, isPart: true };
  if (ts.isPropertyAssignment(property)) return takeApart(ts, property.initializer, part);
  if (ts.isShorthandPropertyAssignment(property)) return [{ target: property.name, ...part }];
  return ts.isSpreadAssignment(property) ? takeApart(ts, property.expression, part) : [];
}
