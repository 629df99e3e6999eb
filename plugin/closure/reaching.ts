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

/** The nodes from which at least one of some nodes is reached, those included. */
export function discoverReaching(sources: Sources, targets: readonly ClosureNode[]): ReadonlySet<ClosureNode> {
  const reaching = new Set(targets);
  for (const node of reaching) {
    for (const source of sources.get(node) ?? []) reaching.add(source);
  }
  return reaching;
}
