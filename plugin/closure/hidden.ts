import type TS from "typescript";
import { closureComputedCall, closureComputedImport, closureEvaluates } from "../messages.js";
import { isLibNode, isLibSymbol } from "../signature/lib.js";
import { unwrap } from "../unwrap.js";
import { valueSymbol } from "../valueSymbol.js";
import type { Context } from "../context.js";
import type { Closures } from "./closures.js";
import { functionCalled } from "./constructors.js";
import type { Finding } from "./node.js";

/** A construct whose code no name in the source says, or undefined: evaluated text, computed imports, calls by computed names. */
export function hiddenCode(closures: Closures, node: TS.Node): Finding | undefined {
  const { ts } = closures.context;
  if (isEval(closures, node)) return finding(node, "eval", (task, where) => closureEvaluates(task, where, "eval"));
  if (ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) {
    const callee = unwrap(ts, ts.isNewExpression(node) ? node.expression : node.tag);
    return ts.isElementAccessExpression(callee) ? computedCall(closures, callee) : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return computedImport(ts, node, "import()");
  if (isRequire(closures.context, node)) return computedImport(ts, node, "require()");
  const callee = functionCalled(ts, node);
  return ts.isElementAccessExpression(callee) ? computedCall(closures, callee) : undefined;
}

function finding(at: TS.Node, label: string, message: Finding["message"]): Finding {
  return { at, label, isNondeterminism: false, message };
}

function computedImport(ts: typeof TS, call: TS.CallExpression, label: string): Finding | undefined {
  const [path] = call.arguments;
  if (path !== undefined && ts.isStringLiteralLike(unwrap(ts, path))) return undefined;
  return finding(call, label, (task, where) => closureComputedImport(task, where, label));
}

/** A use of `eval` in any way, under the name that the language gives it. */
function isEval({ context }: Closures, node: TS.Node): boolean {
  const { ts } = context;
  return namesAt(ts, node).some((name) => (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) && name.text === "eval" && isLanguages(context, name));
}

/** The names by which a node takes something: its own, that of a member, or those of a pattern. */
function namesAt(ts: typeof TS, node: TS.Node): readonly TS.Node[] {
  if (ts.isIdentifier(node)) return [node];
  if (ts.isPropertyAccessExpression(node)) return [node.name];
  if (ts.isElementAccessExpression(node)) return [unwrap(ts, node.argumentExpression)];
  return ts.isObjectBindingPattern(node) ? node.elements.flatMap(({ propertyName }) => propertyName ?? []) : [];
}

function isLanguages(context: Context, name: TS.Node): boolean {
  const symbol = context.ts.isIdentifier(name) ? valueSymbol(context, name) : context.checker.getSymbolAtLocation(name);
  return symbol === undefined || (symbol.declarations ?? []).length === 0 || isLibSymbol(context, symbol);
}

/** Whether a call is one of Node's `require`, or of one that the program made by `createRequire`. */
export function isRequire(context: Context, call: TS.CallExpression): boolean {
  const { ts, checker } = context;
  const callee = unwrap(ts, call.expression);
  if (ts.isIdentifier(callee) && callee.text === "require") {
    const declarations = checker.getSymbolAtLocation(callee)?.declarations ?? [];
    if (declarations.every((each) => each.getSourceFile().isDeclarationFile)) return true;
  }
  // `module.require(…)`
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === "require" && isLibSymbol(context, checker.getSymbolAtLocation(callee.name))) return true;
  // `createRequire(…)` gives one, under whatever name; `resolve` and the like are its members.
  const { symbol } = checker.getTypeAtLocation(callee);
  return symbol?.name === "Require" && isLibSymbol(context, symbol);
}

/**
 * `object[key](…)`: what can run is what the object holds. It is seen where the object is a declaration
 * that the closure follows anyway, or an array or a value of the language; not where it is the global
 * object, `any`, or a parameter that may hold functions of any origin.
 */
function computedCall(closures: Closures, callee: TS.ElementAccessExpression): Finding | undefined {
  const { ts, checker } = closures.context;
  const key = unwrap(ts, callee.argumentExpression);
  if (ts.isStringLiteralLike(key) || ts.isNumericLiteral(key)) return undefined;
  const object = unwrap(ts, callee.expression);
  const label = `${object.getText()}[]`;
  const isHidden = !isFollowed(closures, object) && !isKnownType(closures, checker.getTypeAtLocation(object));
  return isHidden ? finding(callee, label, (task, where) => closureComputedCall(task, where, label)) : undefined;
}

/** Whether the object is, or is a part of, something that a name of the source leads to, or that is made in place. */
function isFollowed(closures: Closures, object: TS.Node): boolean {
  const { ts, checker } = closures.context;
  const root = rootOf(ts, object);
  if (ts.isObjectLiteralExpression(root) || root.kind === ts.SyntaxKind.ThisKeyword || root.kind === ts.SyntaxKind.SuperKeyword) return true;
  if (!ts.isIdentifier(root)) return false;
  const symbol = checker.getSymbolAtLocation(root);
  if (symbol === undefined) return false;
  if (symbol.flags & ts.SymbolFlags.Alias) return true;
  const declarations = symbol.declarations ?? [];
  return declarations.length > 0 && declarations.every((each) => isDeclaredValue(closures, each));
}

function rootOf(ts: typeof TS, object: TS.Node): TS.Node {
  let root = unwrap(ts, object);
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = unwrap(ts, root.expression);
  return root;
}

/** A variable with a value to look at, a class, a function, an enum or a namespace; not a parameter, nor what a library declares. */
function isDeclaredValue(closures: Closures, declaration: TS.Node): boolean {
  const { ts } = closures.context;
  if (isLibNode(closures.context, declaration)) return false;
  const value = valueOf(ts, declaration);
  if (value !== undefined) return isFollowedValue(closures, unwrap(ts, value));
  return ts.isClassLike(declaration) || ts.isFunctionDeclaration(declaration) || ts.isEnumDeclaration(declaration) || ts.isModuleDeclaration(declaration);
}

/** What a variable is taken from: its initialiser, also where a pattern takes it apart, or the list that a loop goes through. */
function valueOf(ts: typeof TS, declaration: TS.Node): TS.Expression | undefined {
  let holder = declaration;
  while (ts.isBindingElement(holder)) holder = holder.parent.parent;
  if (!ts.isVariableDeclaration(holder)) return undefined;
  const loop = holder.parent.parent;
  return holder.initializer ?? (ts.isForOfStatement(loop) ? loop.expression : undefined);
}

/** A value of type any is what some library made of what nobody sees; a name is as good as what it stands for. */
function isFollowedValue(closures: Closures, value: TS.Expression): boolean {
  const { ts, checker } = closures.context;
  const isName = ts.isIdentifier(value) || ts.isPropertyAccessExpression(value) || ts.isElementAccessExpression(value);
  return isName ? isFollowed(closures, value) : !(checker.getTypeAtLocation(value).flags & ts.TypeFlags.Any);
}

/** Arrays and values of the language have methods of the language, or elements that came from somewhere that is followed. */
function isKnownType(closures: Closures, type: TS.Type): boolean {
  const { ts, checker } = closures.context;
  const plain = checker.getNonNullableType(type);
  const parts = plain.isUnion() ? plain.types : [plain];
  return parts.every((part) => {
    if (part.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return false;
    if (checker.isArrayType(part) || checker.isTupleType(part)) return true;
    const own = checker.getApparentType(part).symbol;
    const isNamed = own !== undefined && (own.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) !== 0;
    return isNamed && isLibSymbol(closures.context, own);
  });
}
