import type TS from "typescript";
import { isErased } from "../../code/erased.js";
import type { Context } from "../../context.js";
import { unwrap } from "../../unwrap.js";
import { isTopLevel, unitOf, type Unit } from "../unit.js";
import type { Fn } from "./place.js";

/**
 * A piece of a unit: what runs when its module is loaded; one of the functions in it that others call
 * later; or what a mention of the unit, or of a member of it, may lead to.
 */
export interface Part {
  readonly kind: "executed" | "later" | "mentioned";
  readonly unit: Unit;
  /** The unit, the function, or the member. */
  readonly node: TS.Node;
}

/** A unit taken apart. */
export interface UnitParts {
  readonly executed: Part;
  /** Functions and members of classes that run when they are called, by their nodes. */
  readonly later: ReadonlyMap<TS.Node, Part>;
  /** Names that the unit's value only holds, such as `f` in `const table = { f }`: what they stand for does not run yet. */
  readonly held: ReadonlySet<TS.Node>;
}

/** Units of a file or a namespace that run, those of namespaces in it included. */
export function unitsOf({ ts }: Context, scope: TS.SourceFile | TS.ModuleBlock): readonly Unit[] {
  return scope.statements.flatMap((statement) => unitsOfStatement(ts, statement));
}

function unitsOfStatement(ts: Context["ts"], statement: TS.Node): readonly Unit[] {
  if (isErased(ts, statement) || ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return [];
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations;
  if (ts.isModuleDeclaration(statement)) return statement.body ? unitsOfStatement(ts, statement.body) : [];
  return ts.isModuleBlock(statement) ? statement.statements.flatMap((each) => unitsOfStatement(ts, each)) : [statement];
}

/** Takes a unit apart. */
export function discoverParts(context: Context, unit: Unit): UnitParts {
  const found: Taken = { ts: context.ts, later: [], held: new Set() };
  takeApart(found, unit);
  const later = new Map(found.later.map((node): [TS.Node, Part] => [node, { kind: "later", unit, node }]));
  return { executed: { kind: "executed", unit, node: unit }, later, held: found.held };
}

interface Taken {
  readonly ts: Context["ts"];
  readonly later: TS.Node[];
  readonly held: Set<TS.Node>;
}

function takeApart(taken: Taken, unit: Unit): void {
  const { ts } = taken;
  if (ts.isFunctionDeclaration(unit)) taken.later.push(unit);
  else if (ts.isClassDeclaration(unit)) takeClassApart(taken, unit);
  else if (ts.isVariableDeclaration(unit) && unit.initializer) takeValueApart(taken, unit.initializer);
  else if (ts.isExportAssignment(unit)) takeValueApart(taken, unit.expression);
}

/** Functions that are the value itself, or are held by it, run later; those passed to a call may run at once. */
function takeValueApart(taken: Taken, written: TS.Expression): void {
  const { ts } = taken;
  const value = unwrap(ts, written);
  if (ts.isFunctionExpression(value) || ts.isArrowFunction(value)) taken.later.push(value);
  else if (ts.isClassExpression(value)) takeClassApart(taken, value);
  else if (ts.isArrayLiteralExpression(value)) value.elements.forEach((element) => takeValueApart(taken, element));
  else if (ts.isConditionalExpression(value)) [value.whenTrue, value.whenFalse].forEach((each) => takeValueApart(taken, each));
  else if (ts.isBinaryExpression(value)) operandsThatAreTheValue(ts, value).forEach((each) => takeValueApart(taken, each));
  else if (ts.isAwaitExpression(value)) takeValueApart(taken, value.expression);
  else if (ts.isNewExpression(value)) taken.held.add(unwrap(ts, value.expression));
  else if (ts.isObjectLiteralExpression(value)) value.properties.forEach((property) => takePropertyApart(taken, property));
  else if (ts.isIdentifier(value) || isImport(ts, value)) taken.held.add(value);
}

/** Of `a, b` and `a && b` the last; of `a || b` and `a ?? b` either. Any other operator computes something from its operands. */
function operandsThatAreTheValue({ SyntaxKind }: Context["ts"], { left, operatorToken, right }: TS.BinaryExpression): readonly TS.Expression[] {
  if (operatorToken.kind === SyntaxKind.BarBarToken || operatorToken.kind === SyntaxKind.QuestionQuestionToken) return [left, right];
  return operatorToken.kind === SyntaxKind.CommaToken || operatorToken.kind === SyntaxKind.AmpersandAmpersandToken ? [right] : [];
}

function isImport(ts: Context["ts"], node: TS.Node): boolean {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}

function takePropertyApart(taken: Taken, property: TS.ObjectLiteralElementLike): void {
  const { ts } = taken;
  if (ts.isPropertyAssignment(property)) takeValueApart(taken, property.initializer);
  else if (ts.isShorthandPropertyAssignment(property)) taken.held.add(property.name);
  else if (ts.isMethodDeclaration(property) || ts.isAccessor(property)) taken.later.push(property);
}

function takeClassApart(taken: Taken, node: TS.ClassLikeDeclaration): void {
  const { ts } = taken;
  for (const member of node.members) {
    if (ts.isClassStaticBlockDeclaration(member)) continue;
    if (!ts.isPropertyDeclaration(member)) taken.later.push(member);
    else if (member.initializer && isStatic(ts, member)) takeValueApart(taken, member.initializer);
    else if (member.initializer) taken.later.push(member.initializer);
  }
}

export function isStatic(ts: Context["ts"], member: TS.Node): boolean {
  return ts.canHaveModifiers(member) && (ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false);
}

/** The unit that declares a name for others to use; undefined for what is local to a function or a block. */
export function unitDeclaring({ ts }: Context, declaration: TS.Node): Unit | undefined {
  const unit = unitOf(ts, declaration);
  if (unit === undefined || unit === declaration) return unit;
  for (let node = declaration.parent; node !== unit && node !== undefined; node = node.parent) {
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isClassStaticBlockDeclaration(node)) return undefined;
  }
  return unit;
}

/** The function around a node whose code the node is part of; undefined at the top level. */
export function functionAround({ ts }: Context, node: TS.Node): Fn | undefined {
  for (let around = node.parent; around !== undefined && !isTopLevel(ts, around); around = around.parent) {
    if (ts.isFunctionLike(around) && "body" in around && around.body) return around as Fn;
  }
  return undefined;
}
