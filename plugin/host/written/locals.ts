import type TS from "typescript";
import type { Compiler } from "../../context.js";
import { unwrap } from "../../unwrap.js";
import { boundNames, isFresh, isTypeOnly, namesIn, rootName } from "./names.js";
import { OWN } from "./pieces.js";
import { eachChild } from "../../eachChild.js";

/** A name that is declared inside of a piece, by what its value may be made from. */
interface Local {
  readonly from: Set<string>;
  isFresh: boolean;
  /** The functions that declare it, seen through functions that are passed to calls; undefined for the piece itself. */
  readonly homes: Set<TS.Node | undefined>;
}

/** The local names of a piece. A name may be another's in another block: it is then both. */
export type Locals = ReadonlyMap<string, Local>;

/** Reads all names that a piece declares inside. `top` are declared by the piece for the whole file. */
export function discoverLocals(ts: Compiler, piece: TS.Node): Locals {
  const locals = new Map<string, Local>();
  const assigned: TS.BinaryExpression[] = [];
  let home: TS.Node | undefined;
  const add = (name: string, from: Iterable<string>, fresh: boolean): void => {
    const local = locals.get(name) ?? { from: new Set(), isFresh: true, homes: new Set() };
    local.homes.add(home);
    for (const each of from) local.from.add(each);
    local.isFresh &&= fresh;
    locals.set(name, local);
  };
  /** `call` is the call that the functions right inside of it are passed to. */
  const visit = (node: TS.Node, call: TS.Node | undefined): void => {
    if (isTypeOnly(ts, node)) return;
    const around = home;
    if (ts.isVariableDeclaration(node) && node !== piece) addVariable(ts, node, add);
    if (ts.isFunctionLike(node)) {
      if (!isPassed(ts, node, call)) home = node;
      addParameters(ts, node, { call, add });
    }
    if (ts.isFunctionDeclaration(node) && node !== piece && node.name) add(node.name.text, namesIn(ts, node.body), true);
    if (ts.isClassLike(node) && node !== piece && node.name) add(node.name.text, namesIn(ts, node), false);
    if (ts.isForOfStatement(node)) addLoop(ts, node, add);
    if (ts.isBinaryExpression(node) && isStoring(ts, node)) assigned.push(node);
    const inner = ts.isCallExpression(node) || ts.isNewExpression(node) ? node : isTransparent(ts, node) ? call : undefined;
    eachChild(ts, node, (each) => visit(each, inner));
    home = around;
  };
  visit(piece, undefined);
  // A local may be declared below the place where it gets another value.
  for (const node of assigned) addAssigned(ts, node, { locals, add });
  return locals;
}

type Add = (name: string, from: Iterable<string>, fresh: boolean) => void;

function addVariable(ts: Compiler, node: TS.VariableDeclaration, add: Add): void {
  const fresh = ts.isIdentifier(node.name) && node.initializer !== undefined && isFresh(ts, node.initializer);
  // One without an initialiser is as what it is assigned.
  const isEmpty = node.initializer === undefined;
  for (const { name, property } of boundNames(ts, node.name)) {
    add(name, [...namesIn(ts, node.initializer), ...(property === undefined ? [] : [property])], fresh || isEmpty);
  }
}

/** Whether a function runs with the call that it is passed to. */
export function isPassed(ts: Compiler, node: TS.Node, call: TS.Node | undefined): boolean {
  return call !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));
}

interface Passed {
  readonly call: TS.Node | undefined;
  readonly add: Add;
}

/** Parameters are what the caller gives; those of a function that is passed to a call, what that is called on and with. */
function addParameters(ts: Compiler, node: TS.SignatureDeclaration, { call, add }: Passed): void {
  for (const parameter of node.parameters) {
    if (!ts.isParameter(parameter)) continue;
    for (const { name } of boundNames(ts, parameter.name)) add(name, [...(isPassed(ts, node, call) ? namesIn(ts, call) : [OWN]), ...namesIn(ts, parameter.initializer)], false);
  }
}

function addLoop(ts: Compiler, node: TS.ForOfStatement, add: Add): void {
  if (!ts.isVariableDeclarationList(node.initializer)) return;
  for (const { name: pattern } of node.initializer.declarations) {
    for (const { name } of boundNames(ts, pattern)) add(name, namesIn(ts, node.expression), false);
  }
}

interface Known {
  readonly locals: ReadonlyMap<string, Local>;
  readonly add: Add;
}

function isStoring(ts: Compiler, { left, operatorToken: { kind } }: TS.BinaryExpression): boolean {
  const isAssigning = kind === ts.SyntaxKind.EqualsToken || kind === ts.SyntaxKind.QuestionQuestionEqualsToken || kind === ts.SyntaxKind.BarBarEqualsToken;
  return isAssigning && rootName(ts, left) !== undefined;
}

/** A local that gets another value, or holds one in a property. */
function addAssigned(ts: Compiler, { left, right }: TS.BinaryExpression, { locals, add }: Known): void {
  const name = rootName(ts, left);
  if (name !== undefined && locals.has(name)) add(name, namesIn(ts, right), !ts.isIdentifier(left) || isFresh(ts, right));
}

/** Functions in an object or a list that is passed are passed, too. */
export function isTransparent(ts: Compiler, node: TS.Node): boolean {
  if (ts.isObjectLiteralExpression(node) || ts.isPropertyAssignment(node) || ts.isArrayLiteralExpression(node)) return true;
  return ts.isExpression(node) && unwrap(ts, node) !== node;
}

/** The names that are no locals, behind the locals among some names. */
export function behindLocals(locals: Locals, names: Iterable<string>, isTop: (name: string) => boolean): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set(names);
  for (const name of seen) {
    const local = locals.get(name);
    for (const each of local?.from ?? []) seen.add(each);
    if (!local || isTop(name)) found.add(name);
  }
  return found;
}
