import type TS from "typescript";
import type { Context } from "../context.js";
import { resolveParts } from "./internals.js";

/**
 * Whether the keys of a mapped type wait for a type parameter other than the type's own key. The
 * compiler then lists no members, or not all of them.
 */
export function isDeferred(context: Context, type: TS.Type, own: TS.Type | undefined): boolean {
  return isDeferredWorker(context, type, { own, seen: new Set(), unfolded: new Map() });
}

/** How often one conditional type is unfolded: one that has settled nothing by then is endless, so it waits. */
const UNFOLDING_LIMIT = 20;

interface Search {
  /** The mapped type's key, which it waits for in any case. */
  readonly own: TS.Type | undefined;
  readonly seen: Set<TS.Type>;
  /** For each conditional type as it is written, how often its branches were searched. */
  readonly unfolded: Map<TS.ConditionalRoot, number>;
}

/** The branches of conditional types come last: most are settled by what they test, and a branch may hold them anew. */
function isDeferredWorker(context: Context, type: TS.Type, search: Search): boolean {
  const conditionals: TS.ConditionalType[] = [];
  const waiting = [type];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (search.seen.has(part)) continue;
    search.seen.add(part);
    if (part !== search.own && isUnknown(context, part)) return true;
    if (part.flags & context.ts.TypeFlags.Conditional) conditionals.push(part as TS.ConditionalType);
    waiting.push(...partsOf(context, part));
  }
  return conditionals.some((conditional) => {
    const times = (search.unfolded.get(conditional.root) ?? 0) + 1;
    if (times > UNFOLDING_LIMIT) return true;
    search.unfolded.set(conditional.root, times);
    const branches = branchesOf(context, conditional);
    return branches === undefined || branches.some((branch) => isDeferredWorker(context, branch, search));
  });
}

/** A type parameter, or keys that would have been listed if they could be. */
function isUnknown({ ts }: Context, type: TS.Type): boolean {
  const { TypeFlags } = ts;
  if (type.flags & TypeFlags.TypeParameter) return true;
  return (type.flags & TypeFlags.Index) !== 0 && !((type as TS.IndexType).type.flags & TypeFlags.TypeParameter);
}

function partsOf({ ts }: Context, type: TS.Type): readonly TS.Type[] {
  const { TypeFlags } = ts;
  if (type.isUnionOrIntersection()) return type.types;
  if (type.flags & TypeFlags.TemplateLiteral) return (type as TS.TemplateLiteralType).types;
  if (type.flags & TypeFlags.StringMapping) return [(type as TS.StringMappingType).type];
  if (type.flags & TypeFlags.Conditional) return [(type as TS.ConditionalType).checkType, (type as TS.ConditionalType).extendsType];
  if (type.flags & TypeFlags.IndexedAccess) return [(type as TS.IndexedAccessType).objectType, (type as TS.IndexedAccessType).indexType];
  return type.flags & TypeFlags.Index ? [(type as TS.IndexType).type] : [];
}

/** Undefined when the compiler could not reach them. */
function branchesOf(context: Context, type: TS.ConditionalType): readonly TS.Type[] | undefined {
  resolveParts(context, type);
  const { resolvedTrueType, resolvedFalseType } = type;
  return resolvedTrueType && resolvedFalseType ? [resolvedTrueType, resolvedFalseType] : undefined;
}
