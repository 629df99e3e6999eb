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
  const { ts } = context;
  const later = new Map<TS.Node, Part>();
  for (const node of discoverLater(ts, unit)) later.set(node, { kind: "later", unit, node });
  return { executed: { kind: "executed", unit, node: unit }, later };
}

function discoverLater(ts: Context["ts"], unit: Unit): readonly TS.Node[] {
  if (ts.isFunctionDeclaration(unit)) return [unit];
  if (ts.isClassDeclaration(unit)) return laterOfClass(ts, unit);
  if (ts.isVariableDeclaration(unit) && unit.initializer) return laterOfValue(ts, unit.initializer);
  return ts.isExportAssignment(unit) ? laterOfValue(ts, unit.expression) : [];
}

/** Functions that are the value itself, or are held by it; those passed to a call may run at once. */
function laterOfValue(ts: Context["ts"], written: TS.Expression): readonly TS.Node[] {
  const value = unwrap(ts, written);
  if (ts.isFunctionExpression(value) || ts.isArrowFunction(value)) return [value];
  if (ts.isClassExpression(value)) return laterOfClass(ts, value);
  if (ts.isArrayLiteralExpression(value)) return value.elements.flatMap((element) => laterOfValue(ts, element));
  if (ts.isConditionalExpression(value)) return [...laterOfValue(ts, value.whenTrue), ...laterOfValue(ts, value.whenFalse)];
  if (!ts.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap((property): readonly TS.Node[] => {
    if (ts.isPropertyAssignment(property)) return laterOfValue(ts, property.initializer);
    return ts.isMethodDeclaration(property) || ts.isAccessor(property) ? [property] : [];
  });
}

function laterOfClass(ts: Context["ts"], node: TS.ClassLikeDeclaration): readonly TS.Node[] {
  return node.members.flatMap((member): readonly TS.Node[] => {
    if (!ts.isPropertyDeclaration(member)) return ts.isClassStaticBlockDeclaration(member) ? [] : [member];
    if (!member.initializer) return [];
    return isStatic(ts, member) ? laterOfValue(ts, member.initializer) : [member.initializer];
  });
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
