import type TS from "typescript";
import { unwrap } from "../../unwrap.js";
import type { Flow } from "./flow.js";
import { baseOf, classDeclared } from "./members.js";
import { resolveTarget } from "./mentions.js";
import { originOf } from "./origin.js";
import { functionsOfMember } from "./memberCallees.js";
import type { Call, Fn, Read } from "./place.js";
import { symbolOf } from "./reassigned.js";
import { eachChild } from "../../eachChild.js";

/** What a call may run. */
export type Callee =
  | { readonly kind: "function"; readonly fn: Fn }
  /** A class of the project, whose constructor is another callee. */
  | { readonly kind: "class"; readonly node: TS.ClassLikeDeclaration }
  | { readonly kind: "parameter"; readonly node: TS.ParameterDeclaration }
  | { readonly kind: "library"; readonly owner: string; readonly name: string; readonly isMethod: boolean }
  /** A function of a package, or of a declaration without code. */
  | { readonly kind: "elsewhere"; readonly name: string }
  | { readonly kind: "task" }
  | { readonly kind: "unknown" };

export const UNKNOWN: readonly Callee[] = [{ kind: "unknown" }];
const MAX_DEPTH = 12;

/** The expression that a call calls. */
export function calleeOf({ context: { ts } }: Flow, call: Exclude<Call, Read>): TS.Expression {
  return unwrap(ts, ts.isTaggedTemplateExpression(call) ? call.tag : call.expression);
}

/** All that a call may run, by what its callee may be. */
export function discoverCallees(flow: Flow, call: Exclude<Call, Read>): readonly Callee[] {
  return functionsOf(flow, calleeOf(flow, call), 0);
}

/**
 * The functions that an expression may stand for, each once. Kept for every depth by itself, so that what
 * is found does not depend on what was asked before; where many functions make functions, asking anew
 * would take time that grows exponentially with the depth.
 */
export function functionsOf(flow: Flow, written: TS.Expression, depth: number): readonly Callee[] {
  if (depth > MAX_DEPTH) return UNKNOWN;
  const node = unwrap(flow.context.ts, written);
  const known = flow.functions.get(node) ?? [];
  flow.functions.set(node, known);
  return (known[depth] ??= distinct(functionsOfWorker(flow, node, depth)));
}

function distinct(callees: readonly Callee[]): readonly Callee[] {
  return callees.length < 2 ? callees : [...new Map(callees.map((each) => [keyOfCallee(each), each])).values()];
}

function keyOfCallee(callee: Callee): unknown {
  switch (callee.kind) {
    case "function":
      return callee.fn;
    case "class":
    case "parameter":
      return callee.node;
    case "library":
      return `library ${callee.owner} ${callee.name} ${callee.isMethod}`;
    case "elsewhere":
      return `elsewhere ${callee.name}`;
    case "task":
    case "unknown":
      return callee.kind;
    default:
      return callee satisfies never;
  }
}

function functionsOfWorker(flow: Flow, node: TS.Expression, depth: number): readonly Callee[] {
  const { ts, checker } = flow.context;
  if (flow.tasks.has(node)) return [{ kind: "task" }];
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) return [{ kind: "function", fn: node }];
  if (ts.isClassLike(node)) return calleesOfClass(flow, node);
  if (node.kind === ts.SyntaxKind.SuperKeyword) return calleesOfSuper(flow, node);
  if (ts.isIdentifier(node)) {
    const symbol = symbolOf(flow.context, node);
    return symbol ? functionsOfSymbol(flow, resolveTarget(flow.context, symbol), depth) : UNKNOWN;
  }
  if (ts.isPropertyAccessExpression(node)) return functionsOfMember(flow, node, depth);
  if (ts.isConditionalExpression(node)) return [...functionsOf(flow, node.whenTrue, depth + 1), ...functionsOf(flow, node.whenFalse, depth + 1)];
  if (ts.isCallExpression(node)) return functionsOfResult(flow, node, depth);
  return functionsOfType(flow, checker.getTypeAtLocation(node));
}

function functionsOfSymbol(flow: Flow, symbol: TS.Symbol, depth: number): readonly Callee[] {
  const found = (symbol.declarations ?? []).flatMap((declaration) => functionsDeclared(flow, { declaration, symbol }, depth) ?? []);
  return found.length > 0 ? found : UNKNOWN;
}

interface Declared {
  readonly declaration: TS.Declaration;
  readonly symbol: TS.Symbol;
}

export function functionsDeclared(flow: Flow, { declaration, symbol }: Declared, depth: number): readonly Callee[] | undefined {
  const { context } = flow;
  const { ts } = context;
  const origin = originOf(context, declaration);
  if (origin === "taskprint") return [{ kind: "task" }];
  if (origin === "library") return [{ kind: "library", owner: ownerOf(ts, declaration), name: symbol.name, isMethod: isMethodOfInstance(ts, declaration) }];
  if (origin === "elsewhere") return [{ kind: "elsewhere", name: symbol.name }];
  if (ts.isFunctionLike(declaration)) return "body" in declaration && declaration.body ? [{ kind: "function", fn: declaration as Fn }] : undefined;
  if (ts.isClassLike(declaration)) return calleesOfClass(flow, declaration);
  if (ts.isParameter(declaration)) return [{ kind: "parameter", node: declaration }];
  if (ts.isExportAssignment(declaration)) return functionsOf(flow, declaration.expression, depth + 1);
  const isHolder = ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration);
  if (isHolder && declaration.initializer) return [...functionsOf(flow, declaration.initializer, depth + 1), ...(mayChange(ts, declaration) ? UNKNOWN : [])];
  if (ts.isShorthandPropertyAssignment(declaration)) {
    const value = context.checker.getShorthandAssignmentValueSymbol(declaration);
    return value && functionsOfSymbol(flow, resolveTarget(context, value), depth + 1);
  }
  return ts.isBindingElement(declaration) ? functionsOfType(flow, context.checker.getTypeAtLocation(declaration)) : undefined;
}

/** A variable that is no constant may hold another function by the time of the call. */
function mayChange(ts: Flow["context"]["ts"], declaration: TS.Declaration): boolean {
  return ts.isVariableDeclaration(declaration) && !(ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const);
}

/** The name of what a library declaration belongs to, such as ObjectConstructor or Reflect; empty for a function of a module. */
function ownerOf(ts: Flow["context"]["ts"], declaration: TS.Node): string {
  const { parent } = declaration;
  if (ts.isInterfaceDeclaration(parent) || ts.isClassDeclaration(parent)) return parent.name?.text ?? "";
  const block = ts.isModuleBlock(parent) ? parent.parent : undefined;
  return block?.name.text.replace(/^node:/, "") ?? "";
}

function isMethodOfInstance(ts: Flow["context"]["ts"], declaration: TS.Node): boolean {
  const isMember = ts.isMethodSignature(declaration) || ts.isMethodDeclaration(declaration) || ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration);
  return isMember && !/Constructor$/.test(ownerOf(ts, declaration));
}

/** What a call of a function of the project returns, where that is a function. */
function functionsOfResult(flow: Flow, call: TS.CallExpression, depth: number): readonly Callee[] {
  const { ts, checker } = flow.context;
  const callee = unwrap(ts, call.expression);
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === "bind") return functionsOf(flow, callee.expression, depth + 1);
  const makers = functionsOf(flow, callee, depth + 1).flatMap((each) => (each.kind === "function" ? [each.fn] : []));
  const made = makers.flatMap((fn) => returnedBy(flow, fn)).flatMap((value) => functionsOf(flow, value, depth + 1));
  const known = made.filter(({ kind }) => kind !== "unknown");
  return known.length > 0 ? known : functionsOfType(flow, checker.getTypeAtLocation(call));
}

/** The expressions that a function returns. */
export function returnedBy({ context: { ts } }: Flow, { body }: Fn): readonly TS.Expression[] {
  if (!body) return [];
  if (!ts.isBlock(body)) return [body];
  const returned: TS.Expression[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    const isReturning = ts.isReturnStatement(node) || ts.isYieldExpression(node);
    if (isReturning && node.expression) returned.push(node.expression);
    eachChild(ts, node, visit);
  };
  eachChild(ts, body, visit);
  return returned;
}

/** By the type alone: the declarations of its signatures, where those are functions with a body. */
function functionsOfType(flow: Flow, type: TS.Type): readonly Callee[] {
  const { ts } = flow.context;
  const signatures = [...type.getCallSignatures(), ...type.getConstructSignatures()];
  const found = signatures.flatMap(({ declaration }): readonly Callee[] => {
    if (!declaration || ts.isJSDocSignature(declaration)) return UNKNOWN;
    const named = ts.isConstructorDeclaration(declaration) ? classDeclared(ts, declaration.parent) : undefined;
    if (named) return calleesOfClass(flow, named);
    const symbol = flow.context.checker.getSymbolAtLocation(declaration.name ?? declaration) ?? type.symbol;
    return symbol ? (functionsDeclared(flow, { declaration, symbol }, MAX_DEPTH) ?? UNKNOWN) : UNKNOWN;
  });
  return found.length > 0 ? found : UNKNOWN;
}

/** A class, and the constructor that makes its objects: its own, or that of the nearest base that has one. */
function calleesOfClass(flow: Flow, node: TS.ClassLikeDeclaration): readonly Callee[] {
  const { ts } = flow.context;
  const seen = new Set<TS.ClassLikeDeclaration>();
  for (let each: TS.ClassLikeDeclaration | undefined = node; each && !seen.has(each); each = baseOf(flow.context, each)) {
    seen.add(each);
    const fn = each.members.find((member): member is TS.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined);
    if (fn) return [{ kind: "class", node }, { kind: "function", fn }];
  }
  return [{ kind: "class", node }];
}

function calleesOfSuper(flow: Flow, node: TS.Node): readonly Callee[] {
  let around: TS.Node | undefined = node.parent;
  while (around !== undefined && !flow.context.ts.isClassLike(around)) around = around.parent;
  const base = around && baseOf(flow.context, around as TS.ClassLikeDeclaration);
  return base ? calleesOfClass(flow, base) : [{ kind: "elsewhere", name: "" }];
}
