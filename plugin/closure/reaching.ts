import { addTo } from "../listMap.js";
import type { ClosureNode } from "./node.js";

/** For every node, those that lead to it. */
export type Sources = ReadonlyMap<ClosureNode, readonly ClosureNode[]>;

export function discoverSources(nodes: readonly ClosureNode[]): Sources {
  const sources = new Map<ClosureNode, ClosureNode[]>();
  for (const node of nodes) {
    for (const { target } of node.references) addTo(sources, target, node);
  }
  return sources;
}

/** All from which at least one of some targets is reached, those included. */
export function discoverReaching<T>(sources: ReadonlyMap<T, readonly T[]>, targets: Iterable<T>): ReadonlySet<T> {
  const reaching = new Set(targets);
  for (const node of reaching) {
    for (const source of sources.get(node) ?? []) reaching.add(source);
  }
  return reaching;
}
