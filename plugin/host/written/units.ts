import type TS from "typescript";
import { isErased } from "../../code/erased.js";
import { discoverAssigned } from "../../closure/effects/targets.js";
import type { Compiler } from "../../context.js";
import { unwrap } from "../../unwrap.js";
import { isUsing } from "../../using.js";
import { boundNames, isTypeOnly } from "./names.js";
import { eachChild } from "../../eachChild.js";

/** What the reading of a file knows from its beginning. */
export interface Reading {
  readonly ts: Compiler;
  /** Names that the file declares or imports at its top level. */
  readonly isTop: (name: string) => boolean;
  readonly tasks: ReadonlySet<string>;
}

/** A declaration or statement, with the names that it declares, namespaces' included. */
export interface NamedUnit {
  readonly node: TS.Node;
  readonly names: readonly string[];
}

export function unitsOf(ts: Compiler, statement: TS.Node, around: readonly string[]): readonly NamedUnit[] {
  if (ts.isModuleDeclaration(statement)) {
    const names = [...around, statement.name.text];
    const { body } = statement;
    if (isErased(ts, statement) || !body) return [];
    return ts.isModuleBlock(body) ? body.statements.flatMap((each) => unitsOf(ts, each, names)) : unitsOf(ts, body, names);
  }
  if (isErased(ts, statement) || ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return [];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((node) => ({ node, names: [...around, ...boundNames(ts, node.name).map(({ name }) => name)] }));
  }
  return [{ node: statement, names: [...around, ...declaredNames(ts, statement)] }];
}

function declaredNames(ts: Compiler, statement: TS.Node): readonly string[] {
  if (ts.isExportAssignment(statement)) return ["default"];
  const isDeclaration = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement);
  if (!isDeclaration) return varsOf(ts, statement);
  const isDefault = ts.getModifiers(statement as TS.ClassDeclaration)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  return [...(statement.name ? [statement.name.text] : []), ...(isDefault ? ["default"] : [])];
}

/** `var` in a block is the file's, too. */
function varsOf(ts: Compiler, statement: TS.Node): readonly string[] {
  const names: string[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isVariableDeclaration(node)) names.push(...boundNames(ts, node.name).map(({ name }) => name));
    eachChild(ts, node, visit);
  };
  visit(statement);
  return names;
}

/** Whether a piece does anything when its file is loaded: a declaration by itself does not, nor does a task. */
export function isActive(reading: Reading, node: TS.Node): boolean {
  const { ts } = reading;
  if (ts.isFunctionLike(node) || isTypeOnly(ts, node) || isTask(reading, node)) return node.kind === ts.SyntaxKind.ClassStaticBlockDeclaration || hasDecorators(ts, node);
  const isDoing = ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node) || ts.isDecorator(node);
  if (isDoing || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isForOfStatement(node) || ts.isSpreadElement(node)) return true;
  return discoverAssigned(ts, node).length > 0 || mayConvert(ts, node) || (eachChild(ts, node, (each) => isActive(reading, each) || undefined) ?? false);
}

/** Conversions, copies, patterns and waiting may run methods and getters without a call. */
function mayConvert(ts: Compiler, node: TS.Node): boolean {
  if (ts.isTemplateExpression(node) || ts.isBinaryExpression(node) || ts.isPrefixUnaryExpression(node) || ts.isAwaitExpression(node)) return true;
  if (ts.isSpreadAssignment(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node)) return true;
  return isUsing(ts, node);
}

function hasDecorators(ts: Compiler, node: TS.Node): boolean {
  const isDecorated = (each: TS.Node): boolean => ts.canHaveDecorators(each) && (ts.getDecorators(each)?.length ?? 0) > 0;
  if (!ts.isFunctionLike(node) || isTypeOnly(ts, node)) return false;
  const { name } = node;
  return isDecorated(node) || node.parameters.some(isDecorated) || (name !== undefined && ts.isComputedPropertyName(name));
}

/** Whether a unit declares something that can be written to. */
export function isWritable(ts: Compiler, node: TS.Node): boolean {
  if (ts.isVariableDeclaration(node)) {
    const value = node.initializer && unwrap(ts, node.initializer);
    return !value || !(ts.isLiteralExpression(value) || ts.isArrowFunction(value) || ts.isFunctionExpression(value));
  }
  return !ts.isFunctionDeclaration(node) && !ts.isEnumDeclaration(node);
}

/** A call of `task`, by the names that the file imports it under. */
export function isTask({ ts, tasks }: Reading, node: TS.Node): boolean {
  if (tasks.size === 0 || !ts.isCallExpression(node)) return false;
  const callee = unwrap(ts, node.expression);
  if (ts.isIdentifier(callee)) return tasks.has(callee.text);
  return ts.isPropertyAccessExpression(callee) && callee.name.text === "task" && ts.isIdentifier(callee.expression) && tasks.has(callee.expression.text);
}
