import type TS from "typescript";
import type { Context } from "../context.js";
import { isLibSymbol } from "../signature/lib.js";
import { unwrap, wrapping } from "../unwrap.js";
import { valueSymbol } from "../valueSymbol.js";

/** What a piece of code reads of `process.env`: variables by name, or something that no names can be given for. */
export type EnvironmentRead = { readonly names: readonly string[] } | "unknown";

/** What a node, if it is `process.env` under any name, is used for; undefined for any other node, and for mere writes. */
export function environmentRead(context: Context, node: TS.Node): EnvironmentRead | undefined {
  if (isProcessHandedOn(context, node)) return "unknown";
  if (context.ts.isObjectBindingPattern(node)) return patternRead(context, node);
  return isEnvironment(context, node) ? readOf(context, wrapping(context.ts, node as TS.Expression)) : undefined;
}

function isEnvironment(context: Context, node: TS.Node): boolean {
  const { ts } = context;
  if (ts.isObjectBindingPattern(node)) return false;
  if (ts.isIdentifier(node)) return !isDeclaredName(ts, node) && isEnvironmentSymbol(context, valueSymbol(context, node));
  const name = memberName(ts, node);
  const isComputed = ts.isElementAccessExpression(node) && name === undefined;
  if (isComputed) return isEnvironmentType(context, context.checker.getTypeAtLocation(node));
  if (name !== "env") return false;
  const object = unwrap(ts, (node as TS.PropertyAccessExpression).expression);
  const isProcess = (ts.isIdentifier(object) && object.text === "process") || memberName(ts, object) === "process" || isRequiredProcess(ts, object);
  return isProcess || isEnvironmentType(context, context.checker.getTypeAtLocation(node));
}

/** `require("node:process")`, which has no type in TypeScript. */
function isRequiredProcess(ts: Context["ts"], object: TS.Node): boolean {
  const [path] = ts.isCallExpression(object) ? object.arguments : [];
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
const knownBy = new WeakMap<TS.TypeChecker, WeakMap<TS.Symbol, boolean>>();

function isEnvironmentSymbol(context: Context, symbol: TS.Symbol | undefined): boolean {
  if (symbol === undefined) return false;
  // A watching compiler keeps symbols, and gives them other types.
  const known = knownBy.get(context.checker) ?? new WeakMap<TS.Symbol, boolean>();
  knownBy.set(context.checker, known);
  const before = known.get(symbol);
  if (before !== undefined) return before;
  const { ts, checker } = context;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const isVariable = (target.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Property)) !== 0;
  const found = isVariable && isEnvironmentType(context, checker.getTypeOfSymbol(target));
  known.set(symbol, found);
  return found;
}

function isEnvironmentType(context: Context, type: TS.Type): boolean {
  return type.symbol?.name === "ProcessEnv" && isLibSymbol(context, type.symbol);
}

function readOf(context: Context, use: TS.Expression): EnvironmentRead | undefined {
  const { ts } = context;
  const { parent } = use;
  if (ts.isPropertyAccessExpression(parent)) return isWriteOnly(ts, parent) ? undefined : named([parent.name.text]);
  if (ts.isElementAccessExpression(parent) && parent.expression === use) {
    return isWriteOnly(ts, parent) ? undefined : namesOfKey(context, parent.argumentExpression);
  }
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InKeyword && parent.right === use) {
    return namesOfKey(context, parent.left);
  }
  const isHolder = ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent);
  if (isHolder && parent.initializer === use) return readOfHolder(context, parent);
  // Alone in a statement it is not used at all.
  if (ts.isExpressionStatement(parent)) return undefined;
  return isPassedOn(context, use) ? undefined : "unknown";
}

/** `f(process)`, where f does not take it for what it is: nothing shows what it reads of it. */
function isProcessHandedOn(context: Context, node: TS.Node): boolean {
  const { ts, checker } = context;
  if (!ts.isIdentifier(node) || node.text !== "process" || !isLibSymbol(context, valueSymbol(context, node))) return false;
  const use = wrapping(ts, node);
  const { parent } = use;
  if (!ts.isCallExpression(parent) || !parent.arguments.includes(use)) return false;
  const declaration = checker.getResolvedSignature(parent)?.getDeclaration();
  const isProject = declaration !== undefined && !declaration.getSourceFile().isDeclarationFile;
  return !(isProject && checker.getContextualType(use)?.symbol?.name === "Process");
}

/** `process.env.X = …` and `delete process.env.X` */
function isWriteOnly(ts: Context["ts"], member: TS.Expression): boolean {
  const target = wrapping(ts, member);
  const { parent } = target;
  if (ts.isDeleteExpression(parent)) return true;
  return ts.isBinaryExpression(parent) && parent.left === target && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

/** A key by its type: a literal, a constant that holds one, or one of several. */
function namesOfKey({ ts, checker }: Context, key: TS.Expression): EnvironmentRead {
  const literal = unwrap(ts, key);
  if (ts.isStringLiteralLike(literal)) return named([literal.text]);
  const type = checker.getTypeAtLocation(key);
  const parts = type.isUnion() ? type.types : [type];
  const names = parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
  return names.length === parts.length && names.length > 0 ? named(names) : "unknown";
}

/** What every object inherits is no variable: `process.env.hasOwnProperty(name)` looks at the whole. */
function named(names: readonly string[]): EnvironmentRead {
  return names.some((name) => name in Object.prototype) ? "unknown" : { names };
}

/** `const { env: { NAME } } = process` */
function patternRead(context: Context, pattern: TS.ObjectBindingPattern): EnvironmentRead | undefined {
  const isNested = context.ts.isBindingElement(pattern.parent);
  return isNested && isEnvironmentType(context, context.checker.getTypeAtLocation(pattern)) ? namesOfPattern(context.ts, pattern) : undefined;
}

function namesOfPattern(ts: Context["ts"], { elements }: TS.ObjectBindingPattern): EnvironmentRead {
  const keys = elements.map((element) => (element.dotDotDotToken ? undefined : (element.propertyName ?? element.name)));
  const names = keys.flatMap((key) => (key && (ts.isIdentifier(key) || ts.isStringLiteralLike(key)) ? [key.text] : []));
  return names.length === keys.length ? named(names) : "unknown";
}

function readOfHolder(context: Context, holder: TS.VariableDeclaration | TS.ParameterDeclaration | TS.BindingElement): EnvironmentRead | undefined {
  const { ts, checker } = context;
  const { name } = holder;
  if (ts.isIdentifier(name)) return isEnvironmentSymbol(context, checker.getSymbolAtLocation(name)) ? undefined : "unknown";
  return ts.isObjectBindingPattern(name) ? namesOfPattern(ts, name) : "unknown";
}

/** Handed to a function of the project that takes it as what it is, and so reads it by names that are seen there. */
function isPassedOn(context: Context, use: TS.Expression): boolean {
  const { ts, checker } = context;
  const { parent } = use;
  if (!ts.isCallExpression(parent) || !parent.arguments.includes(use)) return false;
  const declaration = checker.getResolvedSignature(parent)?.getDeclaration();
  const type = checker.getContextualType(use);
  const isProject = declaration !== undefined && !declaration.getSourceFile().isDeclarationFile;
  return isProject && type !== undefined && isEnvironmentType(context, checker.getNonNullableType(type));
}
