import type TS from "typescript";
import type { Context } from "../context.js";
import { resolveAlias } from "../discover/taskSymbol.js";
import { unwrap, wrapping } from "../unwrap.js";
import { valueSymbol } from "../valueSymbol.js";
import { useOf, useOfUntyped, type LibraryUse, type Owners } from "./libraryMembers.js";

const FUNCTION: LibraryUse = { label: "Function", kind: "text" };
const DATE: LibraryUse = { label: "new Date", kind: "clock" };
const WORKER: LibraryUse = { label: "Worker", kind: "program" };

/** Constructors of the libraries that do more than make an object, by the name of their type, and by who declares them. */
const CONSTRUCTORS: ReadonlyMap<string, Owners> = new Map([
  ["FunctionConstructor", new Map([["", FUNCTION]])],
  ["DateConstructor", new Map([["", DATE]])],
  ["Worker", new Map([["", WORKER], ["worker_threads", WORKER]])],
  ["SharedWorker", new Map([["", { label: "SharedWorker", kind: "program" } as const]])],
  ...["Script", "SourceTextModule"].map((name) => [name, new Map([["vm", { label: `vm.${name}`, kind: "text" } as const]])] as const),
]);

/** Names in capitals that are called without `new` everywhere, and are no other name of `Function` or `Date`. */
const CONVERSIONS = /^(?:String|Number|Boolean|BigInt|Symbol|Object|Array|Error|RegExp)$/;

/**
 * What runs by a constructor that hides code or reads the clock, whatever name it goes by: `new F(…)`,
 * `F(…)`, `Reflect.construct(F, …)`, `class extends F`. To name it alone, to compare it, or to list it runs nothing.
 */
export function constructorUse(context: Context, node: TS.Node): LibraryUse | undefined {
  const { ts } = context;
  if (ts.isNewExpression(node)) return useOfConstruction(context, node.expression, node.arguments ?? []);
  if (ts.isCallExpression(node)) return useOfCall(context, node);
  if (ts.isExpressionWithTypeArguments(node.parent) && ts.isHeritageClause(node.parent.parent)) return useByHeritage(context, node.parent.expression);
  return ts.isIdentifier(node) ? useByRenaming(context, node) : undefined;
}

/** A date that is made of something does not read the clock; for other constructors it is all one what they are given. */
function useOfConstruction(context: Context, callee: TS.Expression, given: readonly TS.Expression[] | undefined): LibraryUse | undefined {
  const use = useOfConstructor(context, callee);
  if (use !== undefined && use !== DATE) return use;
  const isOfNothing = given === undefined || given.every((each) => isMaybeNothing(context, each));
  return isOfNothing ? (use ?? useOfBase(context, callee)) : undefined;
}

/** `...list`, unless its type says that something is in it. */
function isMaybeNothing({ ts, checker }: Context, argument: TS.Expression): boolean {
  if (!ts.isSpreadElement(argument)) return false;
  const list = unwrap(ts, argument.expression);
  if (ts.isArrayLiteralExpression(list)) return list.elements.length === 0;
  const type = checker.getTypeAtLocation(list);
  const isCounted = checker.isTupleType(type) && (type as TS.TupleTypeReference).target.minLength > 0;
  return !isCounted;
}

/** `new Stamp()`, where `class Stamp extends Date` has no constructor of its own: that of its base runs. */
function useOfBase(context: Context, callee: TS.Expression): LibraryUse | undefined {
  const { ts, checker } = context;
  const declaration = checker.getTypeAtLocation(unwrap(ts, callee)).symbol?.valueDeclaration;
  if (!declaration || !ts.isClassLike(declaration) || declaration.members.some(ts.isConstructorDeclaration)) return undefined;
  const base = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
  return base && useOfConstruction(context, base, []);
}

function useOfCall(context: Context, call: TS.CallExpression): LibraryUse | undefined {
  const { ts } = context;
  const callee = functionCalled(ts, call);
  const name = nameOf(ts, callee);
  const isReflected = name === "construct" || name === "apply";
  const [first, second] = call.arguments;
  if (isReflected && first !== undefined && isReflect(ts, callee)) {
    const list = name === "construct" && second && unwrap(ts, second);
    return useOfConstruction(context, first, list && ts.isArrayLiteralExpression(list) ? list.elements : undefined);
  }
  // Any other base than `Date` is found where the class names it.
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return dateOnly(useOfConstruction(context, callee, call.arguments));
  if (name === undefined || !/^[A-Z]|^constructor$/.test(name) || CONVERSIONS.test(name)) return undefined;
  const use = useOfConstructor(context, callee);
  // Without `new` it gives the time as a text, whatever it is given.
  return use === DATE ? { label: "Date", kind: "clock" } : use;
}

/** What a call runs; of `f.call(…)` and the like it is `f`. */
export function functionCalled(ts: typeof TS, call: TS.CallExpression): TS.Expression {
  const callee = unwrap(ts, call.expression);
  const isIndirect = ts.isPropertyAccessExpression(callee) && /^(?:call|apply|bind)$/.test(callee.name.text) && !isReflect(ts, callee);
  return isIndirect ? unwrap(ts, callee.expression) : callee;
}

function isReflect(ts: typeof TS, callee: TS.Expression): boolean {
  return ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) && callee.expression.text === "Reflect";
}

function nameOf(ts: typeof TS, callee: TS.Expression): string | undefined {
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : undefined;
}

/** `class Text extends Function` */
function useByHeritage(context: Context, base: TS.Expression): LibraryUse | undefined {
  const use = useOfConstructor(context, base);
  return use === DATE ? undefined : use;
}

function dateOnly(use: LibraryUse | undefined): LibraryUse | undefined {
  return use === DATE ? use : undefined;
}

/** `const make = Function`, which is called by a name that no one looks up. */
function useByRenaming(context: Context, node: TS.Identifier): LibraryUse | undefined {
  const { ts } = context;
  if (node.text !== "Function") return undefined;
  const { parent } = wrapping(ts, node);
  const isRenamed = ts.isVariableDeclaration(parent) && parent.name !== node && ts.isIdentifier(parent.name) && !/^[A-Z]/.test(parent.name.text);
  return isRenamed ? useOfConstructor(context, node) : undefined;
}

function useOfConstructor(context: Context, written: TS.Expression): LibraryUse | undefined {
  const { ts, checker } = context;
  const callee = unwrap(ts, written);
  const type = checker.getTypeAtLocation(callee);
  const untyped = type.flags & ts.TypeFlags.Any ? useOfUntyped(CONSTRUCTORS, nameOf(ts, callee) ?? "") : undefined;
  if (untyped !== undefined) return untyped;
  const parts = type.isUnionOrIntersection() ? type.types : [type];
  for (const part of parts) {
    const use = useOf(context, namedSymbol(context, part), CONSTRUCTORS);
    if (use !== undefined) return use;
  }
  return isConstructorOfFunctions(context, callee) ? FUNCTION : undefined;
}

/** `declare var Worker: { new (…): Worker }` gives its type no name but the variable's. */
function namedSymbol({ ts, checker }: Context, { symbol }: TS.Type): TS.Symbol | undefined {
  const [literal] = symbol?.declarations ?? [];
  const isUnnamed = literal !== undefined && ts.isTypeLiteralNode(literal) && ts.isVariableDeclaration(literal.parent);
  return isUnnamed ? checker.getSymbolAtLocation(literal.parent.name) : symbol;
}

/** `f.constructor` of a function: it takes a text as `Function` does. */
function isConstructorOfFunctions(context: Context, callee: TS.Expression): boolean {
  const { ts } = context;
  const value = unwrap(ts, valueBehind(context, callee));
  if (!ts.isPropertyAccessExpression(value) || value.name.text !== "constructor") return false;
  const object = unwrap(ts, value.expression);
  const isPrototype = ts.isCallExpression(object) && nameOf(ts, unwrap(ts, object.expression)) === "getPrototypeOf";
  const of = isPrototype ? object.arguments[0] : object;
  return of !== undefined && context.checker.getTypeAtLocation(of).getCallSignatures().length > 0;
}

/** What a variable was initialised with. */
function valueBehind(context: Context, callee: TS.Expression): TS.Expression {
  const { ts } = context;
  const named = ts.isIdentifier(callee) ? valueSymbol(context, callee) : undefined;
  const symbol = named && resolveAlias(context, named);
  const declaration = symbol?.valueDeclaration;
  return (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer) || callee;
}
