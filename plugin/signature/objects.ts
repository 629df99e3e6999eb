import type TS from "typescript";
import type { Context } from "../context.js";
import { isDeferred } from "./deferred.js";
import { declaredName } from "./names.js";
import { addNode, intern, leaf, type At, type Edge, type Part, type TypeNode, type Walk } from "./graph.js";
import { discoverLibBases, extendsClass, isClass } from "./heritage.js";
import { mappedDomain } from "./internals.js";
import { isCallable } from "./keyable.js";
import { isLibSymbol, isOwnMember } from "./lib.js";
import { describeLibType } from "./libtypes.js";
import { describeIndexes, describeProperties, type MemberParts } from "./members.js";
import { describeMapped } from "./operators.js";
import { describeTuple } from "./tuples.js";

export function describeObject(walk: Walk, at: At): TypeNode {
  const { context } = walk;
  const { ts } = context;
  const type = at.type as TS.ObjectType;
  const target = targetOf(context, type);
  if (target.objectFlags & ts.ObjectFlags.Tuple) return describeTuple(walk, type as TS.TupleTypeReference, at.scope);
  if (isDeclared(context, target) && isLibSymbol(context, target.symbol)) return describeLibType(walk, at);
  if (type.objectFlags & ts.ObjectFlags.Mapped) return describeMapped(walk, type, at.scope) ?? describeMembers(walk, at);
  if (isCallable(type)) return leaf("function", { kind: "function" });
  return isDeclared(context, target) ? describeDeclared(walk, at, target as TS.InterfaceType) : describeMembers(walk, at);
}

/** A class or interface, as opposed to a type literal. */
function isDeclared(context: Context, target: TS.ObjectType): boolean {
  return (target.objectFlags & context.ts.ObjectFlags.ClassOrInterface) !== 0;
}

/** The generic type that a reference such as `Box<string>` refers to. */
export function targetOf(context: Context, type: TS.ObjectType): TS.ObjectType {
  return type.objectFlags & context.ts.ObjectFlags.Reference ? (type as TS.TypeReference).target : type;
}

/** A class or interface of the project: by its members, and by name if it is a class or builds on the library. */
function describeDeclared(walk: Walk, at: At, target: TS.InterfaceType): TypeNode {
  const { context } = walk;
  const bases = discoverLibBases(walk, at);
  const own = describeMembers(walk, at, bases.length > 0);
  const instance = isClass(context, target) || extendsClass(context, target);
  const named: TypeNode = isClass(context, target) ? { ...own, parts: [classHead(target.symbol), ...own.parts], naming: "always" } : own;
  const self: TypeNode = instance ? { ...named, fault: { kind: "class", name: declaredName(target.symbol) } } : named;
  if (bases.length === 0) return self;
  const isBare = own.parts.length === 1 && !instance;
  const edges: Edge[] = bases.map((base) => ({ to: intern(walk, base), tight: true }));
  if (!isBare) edges.push({ to: addNode(walk, self), tight: true });
  return { parts: [{ join: " & ", edges }], loose: true, naming: "bulky" };
}

function classHead(symbol: TS.Symbol): string {
  const name = declaredName(symbol);
  return name === "" ? "class " : `class ${name} `;
}

/** An object by its members, whatever declares them. `ownOnly` leaves out what library bases bring. */
export function describeMembers(walk: Walk, at: At, ownOnly = false): TypeNode {
  const { context } = walk;
  const properties = describeProperties(walk, at, (property) => !ownOnly || isOwnMember(context, property));
  const indexes = describeIndexes(walk, at, ownOnly);
  if (properties.parts.length === 0 && indexes.parts.length === 0) return leaf("{}");
  return { parts: ["{", ...joined(properties, indexes), "}"], naming: "always", data: [...properties.data, ...indexes.data] };
}

function joined(properties: MemberParts, indexes: MemberParts): Part[] {
  const separator = properties.parts.length > 0 && indexes.parts.length > 0 ? [", "] : [];
  return [...properties.parts, ...separator, ...indexes.parts];
}

/** An object that is nothing but its members, so that an intersection with it can be merged. */
export function isPlainObject(context: Context, type: TS.Type): boolean {
  const { ts } = context;
  if (!(type.flags & ts.TypeFlags.Object)) return false;
  const target = targetOf(context, type as TS.ObjectType);
  if (target.objectFlags & ts.ObjectFlags.Tuple || isCallable(type)) return false;
  if (target.objectFlags & ts.ObjectFlags.Mapped) {
    const { types, key } = mappedDomain(context, type);
    return types.every((part) => !isDeferred(context, part, key));
  }
  if (!isDeclared(context, target)) return true;
  return !isLibSymbol(context, target.symbol) && !hasForeignBase(context, target as TS.InterfaceType);
}

function hasForeignBase(context: Context, target: TS.InterfaceType): boolean {
  if (isClass(context, target) || extendsClass(context, target)) return true;
  return context.checker.getBaseTypes(target).some((base) => !isPlainObject(context, base));
}
