import type TS from "typescript";
import type { Context } from "../context.js";
import { intern, internScope, type At, type Scope, type Walk } from "./graph.js";
import { isLibSymbol } from "./lib.js";
import { targetOf } from "./objects.js";

/**
 * The library types that a class or interface of the project builds on, over any number of its own
 * bases. They count by name, because their members differ between versions of the library.
 */
export function discoverLibBases(walk: Walk, at: At): At[] {
  const { context } = walk;
  const target = targetOf(context, at.type as TS.ObjectType) as TS.InterfaceType;
  const bases = baseTypes(context, target);
  if (!bases.some((base) => buildsOnLib(context, base))) return [];
  const scope = scopeInside(walk, at, target);
  return bases
    .filter((base) => buildsOnLib(context, base))
    .flatMap((type) => (isLibSymbol(context, type.symbol) ? [{ type, scope }] : discoverLibBases(walk, { type, scope })));
}

function baseTypes(context: Context, target: TS.InterfaceType): TS.BaseType[] {
  return context.checker.getBaseTypes(target);
}

function buildsOnLib(context: Context, type: TS.Type): boolean {
  if (isLibSymbol(context, type.symbol as TS.Symbol | undefined)) return isInterfaceOrClass(context, type);
  return isInterfaceOrClass(context, type) && baseTypes(context, targetOf(context, type as TS.ObjectType) as TS.InterfaceType).some((base) => buildsOnLib(context, base));
}

function isInterfaceOrClass(context: Context, type: TS.Type): boolean {
  const { ts } = context;
  if (!(type.flags & ts.TypeFlags.Object)) return false;
  return (targetOf(context, type as TS.ObjectType).objectFlags & ts.ObjectFlags.ClassOrInterface) !== 0;
}

/** The scope of a declaration's own text: its type parameters stand for the reference's arguments. */
function scopeInside(walk: Walk, at: At, target: TS.InterfaceType): Scope {
  const parameters = target.typeParameters ?? [];
  if (at.type === target || parameters.length === 0) return at.scope;
  const args = walk.context.checker.getTypeArguments(at.type as TS.TypeReference);
  const bindings = new Map<TS.Type, number>();
  parameters.forEach((parameter, index) => {
    const type = args[index];
    if (type !== undefined) bindings.set(parameter, intern(walk, { type, scope: at.scope }));
  });
  return internScope(walk, new Map([...at.scope.bindings, ...bindings]));
}

export function isClass(context: Context, target: TS.ObjectType): boolean {
  return (target.objectFlags & context.ts.ObjectFlags.Class) !== 0;
}

/** An interface may extend a class of the project, and then describes its instances. */
export function extendsClass(context: Context, target: TS.InterfaceType): boolean {
  return baseTypes(context, target).some((base) => {
    if (!isInterfaceOrClass(context, base) || isLibSymbol(context, base.symbol)) return false;
    const inner = targetOf(context, base as TS.ObjectType) as TS.InterfaceType;
    return isClass(context, inner) || extendsClass(context, inner);
  });
}
