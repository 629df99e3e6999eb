import type TS from "typescript";
import { functionsDeclared, functionsOf, UNKNOWN, type Callee } from "./callees.js";
import type { Flow } from "./flow.js";
import { isModule, resolveTarget } from "./mentions.js";

/** What a member may be: as it is declared, overridden, assigned to, or, behind an interface, called. */
export function functionsOfMember(flow: Flow, node: TS.PropertyAccessExpression, depth: number): readonly Callee[] {
  const { context, members } = flow;
  const { ts, checker } = context;
  const named = checker.getSymbolAtLocation(node.name);
  const symbol = named && resolveTarget(context, named);
  // What nothing is known of may be anything that the project calls so.
  if (!symbol || isModule(ts, symbol)) return [...functionsNamed(flow, node.name.text, depth), ...UNKNOWN];
  const found = (symbol.declarations ?? []).map((declaration) => ({ declaration, callees: functionsDeclared(flow, { declaration, symbol }, depth) }));
  const overriding = found.flatMap(({ declaration }) => overridesOf(flow, declaration, symbol.name));
  const isOpen = found.length === 0 || found.some(({ callees }) => callees === undefined);
  const behind = isOpen ? functionsNamed(flow, symbol.name, depth) : [];
  const assigned = (members.assigned.get(symbol.name) ?? []).flatMap((value) => functionsOf(flow, value, depth + 1)).filter(({ kind }) => kind === "function");
  const all = [...found.flatMap(({ callees }) => callees ?? []), ...overriding, ...behind, ...assigned];
  return all.length > 0 ? all : [{ kind: "elsewhere", name: members.methods.has(symbol.name) ? "" : symbol.name }];
}

function overridesOf({ context, members }: Flow, declaration: TS.Node, name: string): readonly Callee[] {
  const { ts } = context;
  const around = declaration.parent;
  if (around === undefined || !ts.isClassLike(around)) return [];
  const own = members.subclasses(around).flatMap(({ members: each }) => each.filter((member) => ts.isMethodDeclaration(member) && member.body && ts.isIdentifier(member.name) && member.name.text === name));
  return own.map((fn) => ({ kind: "function", fn: fn as TS.MethodDeclaration }));
}

/** Behind an interface there may be any member of that name. */
function functionsNamed(flow: Flow, name: string, depth: number): readonly Callee[] {
  const { ts } = flow.context;
  const methods = (flow.members.methods.get(name) ?? []).filter((fn) => ts.isMethodDeclaration(fn)).map((fn): Callee => ({ kind: "function", fn }));
  const values = (flow.members.functions.get(name) ?? []).flatMap((value) => functionsOf(flow, value, depth + 1)).filter(({ kind }) => kind === "function");
  return [...methods, ...values];
}
