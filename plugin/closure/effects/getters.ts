import type TS from "typescript";
import type { Compiler } from "../../context.js";
import { wrapping } from "../../unwrap.js";
import type { Callee } from "./callees.js";
import type { Flow } from "./flow.js";
import type { Read } from "./place.js";

/** The name of a property that a node reads; undefined for what reads none, or by a computed name. */
export function nameRead(ts: Compiler, node: TS.Node): string | undefined {
  const name = nodeNaming(ts, node);
  return name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name)) ? name.text : undefined;
}

function nodeNaming(ts: Compiler, node: TS.Node): TS.Node | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name;
  if (ts.isElementAccessExpression(node)) return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression : undefined;
  return ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent) ? (node.propertyName ?? node.name) : undefined;
}

/** Whether a node may run a getter, by the name that it reads. */
export function mayRunGetter({ context: { ts }, members }: Flow, node: TS.Node): node is Read {
  const name = nameRead(ts, node);
  return name !== undefined && members.getters.has(name);
}

export function isRead(ts: Compiler, node: TS.Node): node is Read {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isBindingElement(node);
}

/** The getters that a read may run. */
export function gettersOf({ context, members }: Flow, read: Read): readonly Callee[] {
  const { ts } = context;
  const parent = ts.isBindingElement(read) ? undefined : wrapping(ts, read).parent;
  if (parent && ts.isCallExpression(parent) && parent.expression === read) return [];
  const found = members.getting.get(nameRead(ts, read) ?? "") ?? [];
  return found.filter((fn) => isMaybe(context, read, fn)).map((fn): Callee => ({ kind: "function", fn }));
}

/** A getter that the checker knows to be another's is not called. */
function isMaybe(context: Flow["context"], read: Read, fn: TS.Node): boolean {
  const declarations = propertyRead(context, read)?.declarations ?? [];
  return declarations.length === 0 || declarations.includes(fn as TS.Declaration) || declarations.some((each) => each.kind !== fn.kind && each.getSourceFile().isDeclarationFile === false);
}

function propertyRead({ ts, checker }: Flow["context"], read: Read): TS.Symbol | undefined {
  if (ts.isBindingElement(read)) return checker.getTypeAtLocation(read.parent).getProperty(nameRead(ts, read) ?? "");
  return checker.getSymbolAtLocation(ts.isPropertyAccessExpression(read) ? read.name : read.argumentExpression);
}
