import type TS from "typescript";
import type { Context } from "../../context.js";
import { resolveAlias } from "../../discover/taskSymbol.js";
import { unwrap, wrapping } from "../../unwrap.js";
import { mentionedPart, type Flow } from "./flow.js";
import { nameRead } from "./getters.js";
import { isProjectFile } from "./origin.js";
import { unitDeclaring, unitsOf, type Part } from "./parts.js";
import { symbolOf } from "./reassigned.js";

/** What a name leads to: code that may run by it, and the symbols that it stands for. */
export interface Mention {
  readonly parts: readonly Part[];
  readonly symbols: readonly TS.Symbol[];
}

const NOTHING: Mention = { parts: [], symbols: [] };

export function discoverMention(flow: Flow, node: TS.Identifier): Mention {
  if (isName(flow.context.ts, node)) return NOTHING;
  const named = symbolOf(flow.context, node);
  if (!named) return NOTHING;
  const { symbol, access } = goThrough(flow.context, resolveTarget(flow.context, named), node);
  return mentionOf(flow, symbol, access);
}

export function resolveTarget(context: Context, symbol: TS.Symbol): TS.Symbol {
  return context.checker.getExportSymbolOfSymbol(resolveAlias(context, symbol));
}

/** Goes on from modules and namespaces by the names behind them. */
export function goThrough(context: Context, named: TS.Symbol, node: TS.Expression): { symbol: TS.Symbol; access: TS.Expression } {
  let [symbol, access] = [named, wrapping(context.ts, node)];
  while (isModule(context.ts, symbol)) {
    const member = memberOf(context, access);
    if (!member) break;
    [symbol, access] = [resolveTarget(context, member.symbol), wrapping(context.ts, member.access)];
  }
  return { symbol, access };
}

/** Whether a symbol is a module or a namespace; the compiler takes a function that is given properties for one, too. */
export function isModule(ts: Context["ts"], { flags, declarations = [] }: TS.Symbol): boolean {
  if ((flags & ts.SymbolFlags.ValueModule) === 0) return false;
  // In JavaScript, modules and namespaces are made by assignments.
  const isOne = (each: TS.Node): boolean => ts.isSourceFile(each) || ts.isModuleDeclaration(each) || (each.flags & ts.NodeFlags.JavaScriptFile) !== 0;
  return (flags & ts.SymbolFlags.Assignment) === 0 || declarations.some(isOne);
}

interface MemberAccess {
  readonly symbol: TS.Symbol;
  readonly access: TS.Expression;
}

/** The member that is read of an expression by name. */
export function memberOf({ ts, checker }: Context, object: TS.Expression): MemberAccess | undefined {
  const { parent } = object;
  const isAccess = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
  if (!isAccess || parent.expression !== object) return undefined;
  const name = ts.isPropertyAccessExpression(parent) ? parent.name : parent.argumentExpression;
  if (ts.isElementAccessExpression(parent) && !ts.isStringLiteralLike(name)) return undefined;
  const symbol = checker.getSymbolAtLocation(name);
  return symbol && { symbol, access: parent };
}

function mentionOf(flow: Flow, symbol: TS.Symbol, access: TS.Expression): Mention {
  const { context } = flow;
  if (isModule(context.ts, symbol)) return { parts: partsOfModule(flow, symbol), symbols: symbolsOfModule(context, symbol) };
  const isData = (symbol.flags & context.ts.SymbolFlags.Variable) !== 0 && isReadAsData(flow, access);
  const declarations = (symbol.declarations ?? []).filter((each) => isProjectFile(context, each.getSourceFile()));
  const parts = isData ? [] : declarations.flatMap((declaration) => partsOfDeclaration(flow, declaration, access));
  return { parts, symbols: [symbol] };
}

/** `table.size`: a number, a string and the like lead to no code, unless a getter computes them. */
function isReadAsData({ context, members }: Flow, written: TS.Expression): boolean {
  const { ts } = context;
  let access = wrapping(ts, written);
  while ((ts.isPropertyAccessExpression(access.parent) || ts.isElementAccessExpression(access.parent)) && access.parent.expression === access) {
    if (members.getters.has(nameRead(ts, access.parent) ?? "")) return false;
    access = wrapping(ts, access.parent);
  }
  return !isCalled(ts, access) && ts.isExpression(access) && isPrimitive(context, context.checker.getTypeAtLocation(access)) && !isAssertedObject(context, access);
}

/** `tracker as never as number` is converted when it is used. */
function isAssertedObject({ ts, checker }: Context, access: TS.Expression): boolean {
  const inner = unwrap(ts, access);
  return inner !== access && (checker.getTypeAtLocation(inner).flags & ts.TypeFlags.Object) !== 0;
}

function isCalled(ts: Context["ts"], access: TS.Expression): boolean {
  const { parent } = access;
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) ? parent.expression === access : ts.isTaggedTemplateExpression(parent);
}

export function isPrimitive({ ts }: Context, type: TS.Type): boolean {
  if (type.isUnion()) return type.types.every((each) => isPrimitive({ ts } as Context, each));
  const { TypeFlags } = ts;
  const primitive = TypeFlags.StringLike | TypeFlags.NumberLike | TypeFlags.BigIntLike | TypeFlags.BooleanLike | TypeFlags.ESSymbolLike;
  return (type.flags & (primitive | TypeFlags.Void | TypeFlags.Undefined | TypeFlags.Null | TypeFlags.Never)) !== 0;
}

function partsOfDeclaration(flow: Flow, declaration: TS.Node, access: TS.Expression): readonly Part[] {
  const unit = unitDeclaring(flow.context, declaration);
  if (!unit) return [];
  const member = memberOf(flow.context, access);
  // A getter and a setter are two declarations of one member.
  const own = (member?.symbol.declarations ?? []).filter((each) => isInside(each, unit));
  return (own.length > 0 ? own : [unit]).map((each) => mentionedPart(flow, unit, each));
}

export function isInside(node: TS.Node, outer: TS.Node): boolean {
  return node.pos >= outer.pos && node.end <= outer.end && node.getSourceFile() === outer.getSourceFile();
}

function symbolsOfModule(context: Context, module: TS.Symbol): readonly TS.Symbol[] {
  return context.checker.getExportsOfModule(module).map((each) => resolveTarget(context, each));
}

/** All that a module or a namespace exports, which may be reached by any name. */
export function partsOfModule(flow: Flow, module: TS.Symbol): readonly Part[] {
  return symbolsOfModule(flow.context, module).flatMap((symbol) =>
    (symbol.declarations ?? []).filter((each) => isProjectFile(flow.context, each.getSourceFile())).flatMap((each) => partsOfExport(flow, each)),
  );
}

function partsOfExport(flow: Flow, declaration: TS.Node): readonly Part[] {
  const { ts } = flow.context;
  if (ts.isModuleDeclaration(declaration)) {
    return unitsWithin(flow.context, declaration).map((unit) => mentionedPart(flow, unit, unit));
  }
  const unit = ts.isSourceFile(declaration) ? undefined : unitDeclaring(flow.context, declaration);
  return unit ? [mentionedPart(flow, unit, unit)] : [];
}

function unitsWithin(context: Context, node: TS.ModuleDeclaration): readonly TS.Node[] {
  const { body } = node;
  if (body && context.ts.isModuleBlock(body)) return unitsOf(context, body);
  return body && context.ts.isModuleDeclaration(body) ? unitsWithin(context, body) : [];
}

/** Whether an identifier only names a property, a label or a declaration. */
function isName(ts: Context["ts"], node: TS.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node || parent.name === node;
  if (ts.isShorthandPropertyAssignment(parent) || ts.isExportAssignment(parent)) return false;
  const isDeclared = (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isPropertyAssignment(parent) || ts.isClassElement(parent)) && parent.name === node;
  const isNamed = (ts.isFunctionLike(parent) || ts.isClassLike(parent) || ts.isEnumMember(parent) || ts.isEnumDeclaration(parent)) && parent.name === node;
  return isDeclared || isNamed || ts.isJsxAttribute(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent);
}
