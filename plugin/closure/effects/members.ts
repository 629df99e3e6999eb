import type TS from "typescript";
import type { Context } from "../../context.js";
import { addTo } from "../../listMap.js";
import { unwrap } from "../../unwrap.js";
import { resolveAlias } from "../../discover/taskSymbol.js";
import { projectFiles } from "./origin.js";
import { isAssignment } from "../../assignment.js";
import type { Fn } from "./place.js";
import { eachChild } from "../../eachChild.js";

/** What the project's classes and objects have, by name: a call through an interface may run any of them. */
export interface Members {
  /** Values of members that are functions, or may be. */
  readonly functions: ReadonlyMap<string, readonly TS.Expression[]>;
  /** What is assigned to properties. */
  readonly assigned: ReadonlyMap<string, readonly TS.Expression[]>;
  readonly methods: ReadonlyMap<string, readonly Fn[]>;
  /** Names that read, or are written, like data, and run code. */
  readonly getters: ReadonlySet<string>;
  /** What runs when a member is read. */
  readonly getting: ReadonlyMap<string, readonly Fn[]>;
  /** What runs when a member is assigned to. */
  readonly setting: ReadonlyMap<string, readonly Fn[]>;
  /** The classes that extend a class, by the class. */
  readonly subclasses: (node: TS.Node) => readonly TS.ClassLikeDeclaration[];
  /** The class of a hierarchy that all its classes are known by. */
  readonly root: (node: TS.ClassLikeDeclaration) => TS.ClassLikeDeclaration;
}

interface Collecting {
  readonly functions: Map<string, TS.Expression[]>;
  readonly assigned: Map<string, TS.Expression[]>;
  readonly methods: Map<string, Fn[]>;
  readonly getters: Set<string>;
  readonly getting: Map<string, Fn[]>;
  readonly setting: Map<string, Fn[]>;
  readonly extending: TS.ClassLikeDeclaration[];
}

/** Reads all files of the project, without asking the checker. */
export function discoverMembers(context: Context): Members {
  const { ts } = context;
  const found: Collecting = { functions: new Map(), assigned: new Map(), methods: new Map(), getters: new Set(), getting: new Map(), setting: new Map(), extending: [] };
  const visit = (node: TS.Node): void => {
    addMember(ts, node, found);
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    eachChild(ts, node, visit);
  };
  for (const file of projectFiles(context)) visit(file);
  return { ...found, subclasses: lazySubclasses(context, found.extending), root: lazyRoots(context) };
}

function addMember(ts: Context["ts"], node: TS.Node, found: Collecting): void {
  const isMethod = ts.isMethodDeclaration(node) || ts.isAccessor(node);
  if (isMethod && node.body) addTo(found.methods, nameOfMember(ts, node.name), node);
  if (ts.isAccessor(node)) addAccessor(found, { name: nameOfMember(ts, node.name), isGetter: ts.isGetAccessor(node) }, node);
  if (ts.isCallExpression(node)) addDefined(ts, node, found);
  const isHolder = ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node);
  if (isHolder && node.initializer) addTo(found.functions, nameOfMember(ts, node.name), node.initializer);
  if (ts.isShorthandPropertyAssignment(node)) addTo(found.functions, node.name.text, node.name);
  const isAssigned = ts.isBinaryExpression(node) && isAssignment(ts, node.operatorToken.kind);
  const target = isAssigned ? unwrap(ts, node.left) : undefined;
  if (isAssigned && target && ts.isPropertyAccessExpression(target)) {
    addTo(found.functions, target.name.text, node.right);
    addTo(found.assigned, target.name.text, node.right);
  }
  if (ts.isClassLike(node) && heritageOf(ts, node)) found.extending.push(node);
}

interface Accessor {
  readonly name: string;
  readonly isGetter: boolean;
}

function addAccessor({ getters, getting, setting }: Collecting, { name, isGetter }: Accessor, fn: Fn | undefined): void {
  getters.add(name);
  if (fn) addTo(isGetter ? getting : setting, name, fn);
}

/** `Object.defineProperty(object, "name", { get: () => … })` */
function addDefined(ts: Context["ts"], { expression, arguments: [, name, descriptor] }: TS.CallExpression, found: Collecting): void {
  const callee = unwrap(ts, expression);
  const isDefining = ts.isPropertyAccessExpression(callee) && /^(?:defineProperty|__define[GS]etter__)$/.test(callee.name.text);
  if (!isDefining || !name || !descriptor || !ts.isStringLiteralLike(name)) return;
  const value = unwrap(ts, descriptor);
  for (const each of ts.isObjectLiteralExpression(value) ? value.properties : []) {
    if (!each.name || !ts.isIdentifier(each.name) || !/^[gs]et$/.test(each.name.text)) continue;
    const fn = ts.isPropertyAssignment(each) ? unwrap(ts, each.initializer) : each;
    addAccessor(found, { name: name.text, isGetter: each.name.text === "get" }, isFunction(ts, fn) ? fn : undefined);
  }
}

function isFunction(ts: Context["ts"], node: TS.Node): node is TS.ArrowFunction | TS.FunctionExpression | TS.MethodDeclaration {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node);
}

export function nameOfMember(ts: Context["ts"], name: TS.PropertyName): string {
  return ts.isComputedPropertyName(name) ? "[]" : name.text;
}

/** What a class extends. */
export function heritageOf(ts: Context["ts"], node: TS.ClassLikeDeclaration): TS.Expression | undefined {
  return node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
}

/** The class that a class extends, where the project declares it. */
export function baseOf(context: Context, node: TS.ClassLikeDeclaration): TS.ClassLikeDeclaration | undefined {
  const { ts, checker } = context;
  const heritage = heritageOf(ts, node);
  const written = heritage && unwrap(ts, heritage);
  if (!written) return undefined;
  const symbol = checker.getSymbolAtLocation(ts.isPropertyAccessExpression(written) ? written.name : written);
  const target = symbol && resolveAlias(context, symbol);
  return (target?.declarations ?? []).flatMap((each) => classDeclared(ts, each) ?? []).find((each) => each !== node);
}

/** The class that a declaration gives a name to. */
export function classDeclared(ts: Context["ts"], declaration: TS.Node): TS.ClassLikeDeclaration | undefined {
  if (ts.isClassLike(declaration)) return declaration;
  const value = ts.isVariableDeclaration(declaration) && declaration.initializer ? unwrap(ts, declaration.initializer) : undefined;
  return value && ts.isClassLike(value) ? value : undefined;
}

function lazySubclasses(context: Context, extending: readonly TS.ClassLikeDeclaration[]): Members["subclasses"] {
  let direct: Map<TS.Node, TS.ClassLikeDeclaration[]> | undefined;
  return (node) => {
    direct ??= discoverSubclasses(context, extending);
    const all = new Set(direct.get(node));
    for (const each of all) {
      for (const next of direct.get(each) ?? []) all.add(next);
    }
    return [...all];
  };
}

function discoverSubclasses(context: Context, extending: readonly TS.ClassLikeDeclaration[]): Map<TS.Node, TS.ClassLikeDeclaration[]> {
  const direct = new Map<TS.Node, TS.ClassLikeDeclaration[]>();
  for (const node of extending) {
    const base = baseOf(context, node);
    if (base) addTo(direct, base, node);
  }
  return direct;
}

function lazyRoots(context: Context): Members["root"] {
  const roots = new Map<TS.Node, TS.ClassLikeDeclaration>();
  return (node) => {
    const root = roots.get(node) ?? discoverRoot(context, node);
    roots.set(node, root);
    return root;
  };
}

function discoverRoot(context: Context, node: TS.ClassLikeDeclaration): TS.ClassLikeDeclaration {
  const seen = new Set<TS.Node>();
  let root = node;
  for (let base = baseOf(context, root); base && !seen.has(base); base = baseOf(context, root)) {
    seen.add(base);
    root = base;
  }
  return root;
}
