import type TS from "typescript";
import type { Context } from "../context.js";
import { resolveAlias } from "../discover/taskSymbol.js";
import { isLibSymbol } from "../signature/lib.js";
import { unwrap } from "../unwrap.js";
import { valueSymbol } from "../valueSymbol.js";

/** What an expression gives: the environment, or the process, whose member the environment is. */
export type Holding = "environment" | "process";

/** Only by these names a member is looked at: to ask for the type of every member would cost too much. */
const ENVIRONMENT_MEMBER = /env/i;

const TYPES: ReadonlyMap<string, Holding> = new Map([["ProcessEnv", "environment"], ["Process", "process"]]);

/** A declaration that takes a value: what is initialised with it, or a parameter that it is handed to. */
export type Taker = TS.VariableDeclaration | TS.ParameterDeclaration | TS.BindingElement | TS.PropertyDeclaration;

export function isTaker(ts: Context["ts"], node: TS.Node): node is Taker {
  return ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node) || ts.isPropertyDeclaration(node);
}

/** Whether a member of this name is seen again where it is read. */
export function isSeenAsMember(name: string, holding: Holding): boolean {
  return holding === "environment" ? ENVIRONMENT_MEMBER.test(name) : name === "process";
}

/** What an expression gives, under any name; undefined for anything else, and for names that are being declared. */
export function holdingOf(context: Context, node: TS.Node): Holding | undefined {
  const { ts } = context;
  if (ts.isIdentifier(node)) return isDeclaredName(ts, node) ? undefined : holdingOfSymbol(context, valueSymbol(context, node));
  if (isRequiredProcess(ts, node)) return "process";
  const isMember = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  return isMember ? holdingOfMember(context, node) : undefined;
}

function holdingOfMember(context: Context, node: TS.PropertyAccessExpression | TS.ElementAccessExpression): Holding | undefined {
  const { ts, checker } = context;
  const name = memberName(ts, node);
  if (name === undefined) return holdingOfType(context, checker.getTypeAtLocation(node));
  const object = unwrap(ts, node.expression);
  // What a module exports may have any name.
  if (!ENVIRONMENT_MEMBER.test(name) && name !== "process" && !isModule(context, object)) return undefined;
  if (name === "process" && ts.isIdentifier(object) && /^global(?:This)?$/.test(object.text)) return "process";
  if (name === "env" && isProcess(context, object)) return "environment";
  const key = ts.isPropertyAccessExpression(node) ? node.name : unwrap(ts, node.argumentExpression);
  return holdingOfSymbol(context, checker.getSymbolAtLocation(key));
}

/** `import * as module`, `namespace`, `await import("…")`, and what such a one exports of the kind. */
function isModule(context: Context, object: TS.Node): boolean {
  const { ts, checker } = context;
  if (ts.isPropertyAccessExpression(object)) return isModule(context, unwrap(ts, object.expression)) && isModuleName(context, checker.getSymbolAtLocation(object.name));
  if (ts.isIdentifier(object)) return isModuleName(context, checker.getSymbolAtLocation(object));
  return isLoading(ts, object);
}

function isModuleName(context: Context, symbol: TS.Symbol | undefined): boolean {
  const { ts } = context;
  if (symbol === undefined) return false;
  const { flags, valueDeclaration } = resolveAlias(context, symbol);
  if (flags & ts.SymbolFlags.Module) return true;
  if (valueDeclaration === undefined) return false;
  if (ts.isParameter(valueDeclaration)) return isLoaded(ts, valueDeclaration);
  const isVariable = ts.isVariableDeclaration(valueDeclaration) && valueDeclaration.initializer !== undefined;
  return isVariable && isLoading(ts, unwrap(ts, valueDeclaration.initializer));
}

/** `import("…").then((module) => …)` */
function isLoaded(ts: Context["ts"], { parent: callback }: TS.ParameterDeclaration): boolean {
  const call = callback.parent;
  const callee = ts.isCallExpression(call) ? call.expression : undefined;
  return callee !== undefined && ts.isPropertyAccessExpression(callee) && callee.name.text === "then" && isLoading(ts, unwrap(ts, callee.expression));
}

function isLoading(ts: Context["ts"], node: TS.Node): boolean {
  const call = ts.isAwaitExpression(node) ? unwrap(ts, node.expression) : node;
  if (!ts.isCallExpression(call)) return false;
  return call.expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(call.expression) && call.expression.text === "require");
}

/** By its name alone too: without Node's types nothing else shows it. */
function isProcess(context: Context, object: TS.Node): boolean {
  const { ts } = context;
  const isNamed = (ts.isIdentifier(object) && object.text === "process") || memberName(ts, object) === "process";
  return isNamed || holdingOf(context, object) === "process";
}

/** `require("node:process")`, which has no type in TypeScript. */
function isRequiredProcess(ts: Context["ts"], node: TS.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== "require") return false;
  const [path] = node.arguments;
  return path !== undefined && ts.isStringLiteralLike(path) && /^(?:node:)?process$/.test(path.text);
}

function isDeclaredName(ts: Context["ts"], node: TS.Identifier): boolean {
  const { parent } = node;
  const isDeclaration = ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent);
  return isDeclaration && parent.initializer !== node;
}

function memberName(ts: Context["ts"], node: TS.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (!ts.isElementAccessExpression(node)) return undefined;
  const key = unwrap(ts, node.argumentExpression);
  return ts.isStringLiteralLike(key) ? key.text : undefined;
}

/** Asked for every name that is read, so the answer is kept for each symbol. */
const knownBy = new WeakMap<TS.TypeChecker, Map<TS.Symbol, Holding | undefined>>();

/** What a variable, a parameter or a property holds: by its type, or, whatever its type is, by what it is initialised with. */
export function holdingOfSymbol(context: Context, symbol: TS.Symbol | undefined): Holding | undefined {
  if (symbol === undefined) return undefined;
  // A watching compiler keeps symbols, and gives them other types.
  const known = knownBy.get(context.checker) ?? new Map<TS.Symbol, Holding | undefined>();
  knownBy.set(context.checker, known);
  if (known.has(symbol)) return known.get(symbol);
  // Two variables may be initialised with one another.
  known.set(symbol, undefined);
  const found = holdingOfTarget(context, symbol);
  known.set(symbol, found);
  return found;
}

function holdingOfTarget(context: Context, symbol: TS.Symbol): Holding | undefined {
  const { ts, checker } = context;
  const target = resolveAlias(context, symbol);
  if ((target.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Property)) === 0) return undefined;
  return holdingOfType(context, checker.getTypeOfSymbol(target)) ?? holdingOfInitializer(context, target.valueDeclaration);
}

/** `const env = process.env as unknown as Settings` */
function holdingOfInitializer(context: Context, declaration: TS.Node | undefined): Holding | undefined {
  const { ts } = context;
  if (declaration === undefined || !isTaker(ts, declaration)) return undefined;
  const isNamed = !ts.isObjectBindingPattern(declaration.name) && !ts.isArrayBindingPattern(declaration.name);
  const value = isNamed && declaration.initializer ? unwrap(ts, declaration.initializer) : undefined;
  return value && holdingOf(context, value);
}

export function holdingOfType(context: Context, type: TS.Type): Holding | undefined {
  const parts = type.isUnionOrIntersection() ? type.types : [type];
  const found = parts.find(({ symbol }) => symbol !== undefined && TYPES.has(symbol.name) && isLibSymbol(context, symbol));
  return found && TYPES.get(found.symbol.name);
}
