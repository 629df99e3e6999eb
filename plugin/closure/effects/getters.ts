import type TS from "typescript";
import type { Compiler } from "../../context.js";
import { wrapping } from "../../unwrap.js";
import type { Callee } from "./callees.js";
import type { Flow } from "./flow.js";
import type { Fn, Read } from "./place.js";
import { assignedTo } from "./targets.js";

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

/** The getters that a read may run, and the setters that an assignment to it may. */
export function accessorsOf(flow: Flow, read: Read): readonly Callee[] {
  const { context, members } = flow;
  const { ts } = context;
  const parent = ts.isBindingElement(read) ? undefined : wrapping(ts, read).parent;
  if (parent && ts.isCallExpression(parent) && parent.expression === read) return [];
  const name = nameRead(ts, read) ?? "";
  const found = [...(members.getting.get(name) ?? []), ...(isTarget(ts, read) ? (members.setting.get(name) ?? []) : [])];
  return found.filter((fn) => isMaybe(flow, read, fn)).map((fn): Callee => ({ kind: "function", fn }));
}

function isTarget(ts: Compiler, read: Read): boolean {
  return !ts.isBindingElement(read) && assignedTo(ts, read) !== undefined;
}

/** An accessor that the checker knows to be another's is not called; a class may override that of its base. */
function isMaybe({ context, members }: Flow, read: Read, fn: Fn): boolean {
  const { ts } = context;
  const declarations = propertyRead(context, read)?.declarations ?? [];
  if (declarations.length === 0 || declarations.includes(fn as TS.Declaration)) return true;
  const isOther = (each: TS.Node): boolean => !ts.isAccessor(each) && !each.getSourceFile().isDeclarationFile;
  const isBase = (each: TS.Node): boolean => ts.isClassLike(each.parent) && members.subclasses(each.parent).some((node) => node === fn.parent);
  return declarations.some((each) => isOther(each) || isBase(each));
}

function propertyRead({ ts, checker }: Flow["context"], read: Read): TS.Symbol | undefined {
  if (ts.isBindingElement(read)) return checker.getTypeAtLocation(read.parent).getProperty(nameRead(ts, read) ?? "");
  return checker.getSymbolAtLocation(ts.isPropertyAccessExpression(read) ? read.name : read.argumentExpression);
}
