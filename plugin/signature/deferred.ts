import type TS from "typescript";
import type { Context } from "../context.js";
import { resolveParts } from "./internals.js";

/**
 * Whether the keys of a mapped type wait for a type parameter other than the type's own key. The
 * compiler then lists no members, or not all of them.
 */
export function isDeferred(context: Context, type: TS.Type, own: TS.Type | undefined): boolean {
  const found = new Set<TS.Type>();
  const isHidden = isDeferredWorker(context, type, found);
  return isHidden || [...found].some((variable) => variable !== own);
}

/** Collects the type parameters of a type. True when it depends on something that cannot be seen from outside. */
function isDeferredWorker(context: Context, type: TS.Type, found: Set<TS.Type>): boolean {
  const { TypeFlags } = context.ts;
  const any = (types: readonly TS.Type[]): boolean => types.map((each) => isDeferredWorker(context, each, found)).some(Boolean);
  if (type.flags & TypeFlags.TypeParameter) {
    found.add(type);
    return false;
  }
  if (type.isUnionOrIntersection()) return any(type.types);
  if (type.flags & TypeFlags.TemplateLiteral) return any((type as TS.TemplateLiteralType).types);
  if (type.flags & TypeFlags.StringMapping) return any([(type as TS.StringMappingType).type]);
  if (type.flags & TypeFlags.Conditional) return any(partsOf(context, type as TS.ConditionalType));
  if (type.flags & TypeFlags.IndexedAccess) {
    const { objectType, indexType } = type as TS.IndexedAccessType;
    return any([objectType, indexType]);
  }
  // The keys of anything but a type parameter would have been listed if they could be.
  if (type.flags & TypeFlags.Index) return any([(type as TS.IndexType).type]) || !((type as TS.IndexType).type.flags & TypeFlags.TypeParameter);
  return false;
}

function partsOf(context: Context, type: TS.ConditionalType): readonly TS.Type[] {
  resolveParts(context, type);
  return [type.checkType, type.extendsType, type.resolvedTrueType, type.resolvedFalseType].filter((part) => part !== undefined);
}
