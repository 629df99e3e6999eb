import type TS from "typescript";
import type { Context } from "../context.js";
import { addNode, intern, internLeaf, leaf, type At, type Edge, type Scope, type TypeNode, type Walk } from "./graph.js";
import { isMissingType } from "./internals.js";
import { isLibSymbol, libName } from "./lib.js";
import { describeMembers, isPlainObject } from "./objects.js";

interface Members {
  readonly types: readonly TS.Type[];
  readonly scope: Scope;
}

export function describeUnion(walk: Walk, type: TS.UnionType, scope: Scope): TypeNode {
  return unionNode(walk, { types: type.types, scope });
}

function unionNode(walk: Walk, { types, scope }: Members): TypeNode {
  const { ts } = walk.context;
  const booleans = types.filter((type) => type.flags & ts.TypeFlags.BooleanLiteral && !(type.flags & ts.TypeFlags.EnumLiteral));
  const merged = new Set(booleans.map((type) => walk.context.checker.typeToString(type))).size === 2;
  const rest = types.filter((type) => !(merged && booleans.includes(type)) && !isNever(walk.context, type));
  const edges = rest.map((type): Edge => ({ to: intern(walk, { type, scope }), tight: true }));
  if (merged) edges.push({ to: internLeaf(walk, "boolean"), tight: true });
  if (edges.length === 0) return leaf("never");
  const data = edges.filter((_, index) => !isSharedTwin(walk.context, rest[index], rest));
  return { parts: [{ join: " | ", edges }], loose: true, naming: "bulky", data };
}

/**
 * `ArrayBufferLike` is what views declare as their buffer. Its shared half is left to the run time,
 * which sees the buffer itself.
 */
function isSharedTwin(context: Context, type: TS.Type | undefined, all: readonly TS.Type[]): boolean {
  return named(context, type, "SharedArrayBuffer") && all.some((other) => named(context, other, "ArrayBuffer"));
}

function named(context: Context, type: TS.Type | undefined, name: string): boolean {
  const symbol = type?.symbol as TS.Symbol | undefined;
  return symbol?.name === name && isLibSymbol(context, symbol) && libName(context, symbol) === name;
}

/** An intersection that no value has, such as two objects that disagree on a literal. */
export function isNever(context: Context, type: TS.Type): boolean {
  const { ts, checker } = context;
  return (type.flags & ts.TypeFlags.Intersection) !== 0 && checker.isTypeAssignableTo(type, checker.getNeverType());
}

/** The type of an optional property, parameter or element, without the `undefined` that its mark says already. */
export function internOptional(walk: Walk, at: At, drop: "undefined" | "missing"): number {
  const types = at.type.isUnion() ? at.type.types : [at.type];
  const kept = types.filter((type) => !isDropped(walk.context, type, drop));
  if (kept.length === types.length) return intern(walk, at);
  if (kept.length === 1 && kept[0]) return intern(walk, { type: kept[0], scope: at.scope });
  return addNode(walk, unionNode(walk, { types: kept, scope: at.scope }));
}

function isDropped(context: Context, type: TS.Type, drop: "undefined" | "missing"): boolean {
  if (!(type.flags & context.ts.TypeFlags.Undefined)) return false;
  return drop === "undefined" || isMissingType(type);
}

/** What the mark `?` on a property or element implies under the program's options. */
export function impliedByMark(context: Context): "undefined" | "missing" {
  return context.program.getCompilerOptions().exactOptionalPropertyTypes === true ? "missing" : "undefined";
}

export function describeIntersection(walk: Walk, type: TS.IntersectionType, scope: Scope): TypeNode {
  const { context } = walk;
  if (isNever(context, type)) return leaf("never");
  if (type.types.every((part) => isPlainObject(context, part))) return describeMembers(walk, { type, scope });
  const edges = type.types.map((part): Edge => ({ to: intern(walk, { type: part, scope }), tight: true }));
  const primitive = edges.filter((_, index) => isPrimitive(context, type.types[index]));
  // A brand exists for the type checker only: the value is the primitive.
  const data = primitive.length > 0 ? primitive : edges;
  return { parts: [{ join: " & ", edges }], loose: true, naming: "bulky", data };
}

function isPrimitive(context: Context, type: TS.Type | undefined): boolean {
  const { TypeFlags } = context.ts;
  const primitive =
    TypeFlags.StringLike | TypeFlags.NumberLike | TypeFlags.BigIntLike | TypeFlags.BooleanLike | TypeFlags.ESSymbolLike |
    TypeFlags.Null | TypeFlags.Undefined | TypeFlags.Void;
  return type !== undefined && (type.flags & primitive) !== 0;
}
