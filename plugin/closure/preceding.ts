import type { Sequence } from "./effects/order.js";
import { nodeOfCode } from "./expand.js";
import { nodeOf, type Graph, type Seen, type View } from "./graph.js";
import type { ClosureNode } from "./node.js";

/** Adds to new nodes what wrote, before their code was run, to what it reads; says whether there was any. */
export function addPreceding(graph: Graph, done: Set<ClosureNode>): boolean {
  const all = [...graph.nodes].flatMap(([view, group]) => [...group.values()].map((node) => ({ node, view })));
  const added = all.filter(({ node }) => node.kind === "code" && !done.has(node)).map((seen) => addSequences(graph, seen, done));
  return added.includes(true);
}

function addSequences(graph: Graph, { node, view }: Seen, done: Set<ClosureNode>): boolean {
  done.add(node);
  const sequences = node.at ? graph.closures.effects.preceding(node.at) : [];
  for (const each of sequences) node.references.push({ label: "before", target: nodeOfSequence(graph, view, each), at: each.unit, isUnordered: true });
  return sequences.length > 0;
}

function nodeOfSequence(graph: Graph, view: View, sequence: Sequence): ClosureNode {
  const { symbol, unit, before } = sequence;
  const expand = (node: ClosureNode): void => {
    node.references.push({ label: "0", target: nodeOfCode(graph, view, unit), at: unit });
    if (before) node.references.push({ label: "1", target: nodeOfSequence(graph, view, before), at: before.unit });
  };
  return nodeOf(graph, { view, key: sequence }, () => ({ kind: "statements", name: `what writes to ${symbol.name} above it`, at: unit, own: "before", expand }));
}
