import type { Elsewhere, Others } from "./effects/counters.js";
import type { Sequence } from "./effects/order.js";
import { nodeOfCode } from "./expand.js";
import { nodeOf, type Graph, type Seen, type View } from "./graph.js";
import { canonicalLoadOrder } from "./loadOrder.js";
import type { ClosureNode } from "./node.js";

/** Adds to new nodes what wrote, before their code was run, to what it reads; says whether there was any. */
export function addPreceding(graph: Graph, done: Set<ClosureNode>): boolean {
  const all = [...graph.nodes].flatMap(([view, group]) => [...group.values()].map((node) => ({ node, view })));
  const added = all.filter(({ node }) => node.kind === "code" && !done.has(node)).map((seen) => addSequences(graph, seen, done));
  return added.includes(true);
}

function addSequences(graph: Graph, { node, view }: Seen, done: Set<ClosureNode>): boolean {
  done.add(node);
  const { at } = node;
  if (at === undefined) return false;
  const sequences = graph.closures.effects.preceding(at);
  for (const each of sequences) node.references.push({ label: "before", target: nodeOfSequence(graph, view, each), at: each.unit, isUnordered: true });
  const elsewhere = graph.closures.effects.elsewhere(at);
  for (const each of elsewhere) node.references.push({ label: "before", target: nodeOfElsewhere(graph, view, each), at, isUnordered: true });
  return sequences.length + elsewhere.length > 0;
}

/** In which order the files are loaded counts with what they do. */
function nodeOfElsewhere(graph: Graph, view: View, elsewhere: Elsewhere): ClosureNode {
  const { symbol, reader, files, others } = elsewhere;
  const expand = (node: ClosureNode): void => {
    for (const each of others) node.references.push({ label: "before", target: nodeOfOthers(graph, view, each), at: each.last.unit, isUnordered: true });
  };
  const own = `before ${canonicalLoadOrder(graph.closures, files)}`;
  return nodeOf(graph, { view, key: elsewhere }, () => ({ kind: "statements", name: `what writes to ${symbol.name} before ${reader}`, at: symbol.declarations?.[0], own, expand }));
}

function nodeOfOthers(graph: Graph, view: View, others: Others): ClosureNode {
  const { last, rest, which } = others;
  const expand = (node: ClosureNode): void => {
    node.references.push({ label: "0", target: nodeOfSequence(graph, view, last), at: last.unit });
    if (rest) node.references.push({ label: "1", target: nodeOfOthers(graph, view, rest), at: rest.last.unit });
  };
  return nodeOf(graph, { view, key: others }, () => ({ kind: "statements", name: `what writes to ${last.symbol.name} ${which}`, at: last.unit, own: "before", expand }));
}

function nodeOfSequence(graph: Graph, view: View, sequence: Sequence): ClosureNode {
  const { symbol, unit, before } = sequence;
  const expand = (node: ClosureNode): void => {
    node.references.push({ label: "0", target: nodeOfCode(graph, view, unit), at: unit });
    if (before) node.references.push({ label: "1", target: nodeOfSequence(graph, view, before), at: before.unit });
  };
  return nodeOf(graph, { view, key: sequence }, () => ({ kind: "statements", name: `what writes to ${symbol.name} above it`, at: unit, own: "before", expand }));
}
