import type TS from "typescript";
import type { Context } from "../context.js";
import { isLibNode, isLibSymbol } from "../signature/lib.js";
import { unwrap } from "../unwrap.js";
import { valueSymbol } from "../valueSymbol.js";

/**
 * Members that read the clock or randomness, by their name, with where the libraries declare them
 * (interfaces, namespaces and modules) and what people call that.
 */
const MEMBERS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ["now", new Map([["DateConstructor", "Date"], ["Performance", "performance"]])],
  ["timeOrigin", new Map([["Performance", "performance"]])],
  ["random", new Map([["Math", "Math"]])],
  ["hrtime", new Map([["Process", "process"], ["process", "process"]])],
  ["uptime", new Map([["Process", "process"], ["process", "process"]])],
  ...["randomUUID", "getRandomValues", "randomBytes", "randomInt", "randomFill", "randomFillSync", "pseudoRandomBytes",
    "generateKey", "generateKeySync", "generateKeyPair", "generateKeyPairSync"].map(
    (name) => [name, new Map(["Crypto", "SubtleCrypto", "crypto", "node:crypto", "webcrypto"].map((owner) => [owner, "crypto"]))] as const,
  ),
  ...["instant", "plainDateISO", "plainDateTimeISO", "plainTimeISO", "zonedDateTimeISO"].map(
    (name) => [name, new Map([["Now", "Temporal.Now"]])] as const,
  ),
]);

/** A read of the clock or of randomness, under the name that `untracked` accepts it by; undefined for anything else. */
export function nondeterminismOf(context: Context, node: TS.Node): string | undefined {
  const { ts } = context;
  if (ts.isPropertyAccessExpression(node)) return memberLabel(context, node.name);
  if (ts.isElementAccessExpression(node)) return elementLabel(context, node);
  if (ts.isObjectBindingPattern(node)) return patternLabel(context, node);
  if (ts.isNewExpression(node)) return (node.arguments?.length ?? 0) === 0 && isDate(context, node.expression) ? "new Date" : undefined;
  if (ts.isCallExpression(node)) return isDate(context, node.expression) ? "Date" : undefined;
  return ts.isIdentifier(node) ? importedLabel(context, node) : undefined;
}

function memberLabel(context: Context, name: TS.MemberName): string | undefined {
  return MEMBERS.has(name.text) ? labelOf(context, context.checker.getSymbolAtLocation(name)) : undefined;
}

function elementLabel(context: Context, node: TS.ElementAccessExpression): string | undefined {
  const key = unwrap(context.ts, node.argumentExpression);
  if (!context.ts.isStringLiteralLike(key) || !MEMBERS.has(key.text)) return undefined;
  return labelOf(context, context.checker.getTypeAtLocation(node.expression).getProperty(key.text));
}

/** `const { random } = Math` */
function patternLabel(context: Context, pattern: TS.ObjectBindingPattern): string | undefined {
  const { ts, checker } = context;
  for (const { propertyName, name } of pattern.elements) {
    const key = propertyName ?? name;
    const text = ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : "";
    const label = MEMBERS.has(text) ? labelOf(context, checker.getTypeAtLocation(pattern).getProperty(text)) : undefined;
    if (label !== undefined) return label;
  }
  return undefined;
}

/** A name imported from a module of Node, under whatever name. */
function importedLabel(context: Context, node: TS.Identifier): string | undefined {
  const { ts, checker } = context;
  const symbol = valueSymbol(context, node);
  if (symbol === undefined || !(symbol.flags & ts.SymbolFlags.Alias)) return undefined;
  const target = checker.getAliasedSymbol(symbol);
  return MEMBERS.has(target.name) ? labelOf(context, target) : undefined;
}

function labelOf(context: Context, symbol: TS.Symbol | undefined): string | undefined {
  for (const declaration of symbol?.declarations ?? []) {
    const owner = isLibNode(context, declaration) ? ownerOf(context, declaration) : undefined;
    const label = owner === undefined ? undefined : MEMBERS.get(symbol?.name ?? "")?.get(owner);
    if (label !== undefined) return `${label}.${symbol?.name}`;
  }
  return undefined;
}

/** The name of the interface, class, namespace or module around a declaration. */
function ownerOf({ ts }: Context, declaration: TS.Node): string | undefined {
  for (let node = declaration.parent; node !== undefined; node = node.parent) {
    if (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isModuleDeclaration(node)) return node.name?.text;
  }
  return undefined;
}

function isDate(context: Context, written: TS.Expression): boolean {
  const { ts, checker } = context;
  const callee = unwrap(ts, written);
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  if (!ts.isIdentifier(name) || name.text !== "Date") return false;
  return isLibSymbol(context, checker.getSymbolAtLocation(name));
}
