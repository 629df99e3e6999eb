import type TS from "typescript";
import { addNode, intern, type At, type Edge, type Part, type Scope, type Walk } from "./graph.js";
import { isLibNode } from "./lib.js";
import { canonicalPropertyName } from "./names.js";
import { impliedByMark, internOptional } from "./sets.js";

/** Members as text, and the edges along which their values are searched for faults. */
export interface MemberParts {
  readonly parts: readonly Part[];
  readonly data: readonly Edge[];
}

/** Properties sorted by name, in code units; where they are declared and whether they are readonly does not count. */
export function describeProperties(walk: Walk, at: At, filter: (property: TS.Symbol) => boolean = () => true): MemberParts {
  const { context } = walk;
  const members = context.checker
    .getPropertiesOfType(at.type)
    .filter(filter)
    .map((property) => describeProperty(walk, property, at.scope))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const parts = members.flatMap(({ key, edge }, index): Part[] => [`${index > 0 ? ", " : ""}${key}: `, edge]);
  return { parts, data: members.map((member) => member.data) };
}

interface Property {
  readonly key: string;
  readonly edge: Edge;
  readonly data: Edge;
}

function describeProperty(walk: Walk, property: TS.Symbol, scope: Scope): Property {
  const { context } = walk;
  const { text, symbol } = canonicalPropertyName(context, property);
  const isOptional = (property.flags & context.ts.SymbolFlags.Optional) !== 0;
  const at: At = { type: context.checker.getTypeOfSymbol(property), scope };
  const to = isOptional ? internOptional(walk, at, impliedByMark(context)) : intern(walk, at);
  const step = stepTo(text);
  const edge: Edge = { to, step, declarations: property.declarations ?? [] };
  const data: Edge = symbol ? { to: addSymbolKey(walk, text), step } : edge;
  return { key: `${text}${isOptional ? "?" : ""}`, edge, data };
}

function stepTo(name: string): string {
  if (name.startsWith("[")) return name;
  return name.startsWith('"') ? `[${name}]` : `.${name}`;
}

function addSymbolKey(walk: Walk, name: string): number {
  return addNode(walk, { parts: ["symbol key"], naming: "never", fault: { kind: "symbol key", name } });
}

/** Index signatures, whose order does not count. */
export function describeIndexes(walk: Walk, at: At, ownOnly = false): MemberParts {
  const { context } = walk;
  const infos = context.checker
    .getIndexInfosOfType(at.type)
    .filter(({ declaration }) => !ownOnly || (declaration !== undefined && !isLibNode(context, declaration)));
  if (infos.length === 0) return { parts: [], data: [] };
  const described = infos.map((info) => describeIndex(walk, info, at.scope));
  return { parts: [{ join: ", ", edges: described.map(({ edge }) => edge) }], data: described.map(({ data }) => data) };
}

interface Index {
  readonly edge: Edge;
  readonly data: Edge;
}

function describeIndex(walk: Walk, info: TS.IndexInfo, scope: Scope): Index {
  const { ts, checker } = walk.context;
  const key: Edge = { to: intern(walk, { type: info.keyType, scope }) };
  const value: Edge = { to: intern(walk, { type: info.type, scope }), step: `[${checker.typeToString(info.keyType)}]` };
  const isSymbol = (info.keyType.flags & ts.TypeFlags.ESSymbolLike) !== 0;
  const to = addNode(walk, { parts: ["[", key, "]: ", value], naming: "never" });
  return { edge: { to }, data: isSymbol ? { to: addSymbolKey(walk, "[symbol]"), step: "[symbol]" } : value };
}
