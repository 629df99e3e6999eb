import { edgesOf, isEdge, type EdgeSet, type Part, type TypeNode } from "./graph.js";

/** The graph with equal types made one: a class per type, numbered in canonical order. */
export interface Classes {
  readonly root: number;
  /** One node per class, with its edges as they were. */
  readonly nodes: ReadonlyMap<number, TypeNode>;
  /** The class that a node of the graph belongs to. */
  readonly classOf: (id: number) => number;
}

/**
 * Minimises the graph to bisimulation classes by refining a partition until it is stable. Classes
 * are numbered by the order of their labels and of their children's numbers, never by the
 * compiler's ids, so the result is the same for every graph of the same types.
 */
export function refineClasses(nodes: readonly TypeNode[], root: number): Classes {
  const redirect = new Map<number, number>();
  const resolve = (id: number): number => {
    let at = id;
    for (let next = redirect.get(at); next !== undefined; next = redirect.get(at)) at = next;
    return at;
  };
  for (;;) {
    const graph: Graph = { nodes, resolve, ids: reachable(nodes, root, resolve) };
    const ranks = stableRanks(graph);
    if (!collapseSets(graph, ranks, redirect)) return classesOf(graph, ranks, root);
  }
}

interface Graph {
  readonly nodes: readonly TypeNode[];
  readonly resolve: (id: number) => number;
  readonly ids: readonly number[];
}

function nodeAt(nodes: readonly TypeNode[], id: number): TypeNode {
  const node = nodes[id];
  if (node === undefined) throw new Error(`No type has the number ${id}.`);
  return node;
}

function reachable(nodes: readonly TypeNode[], root: number, resolve: (id: number) => number): number[] {
  const seen = new Set([resolve(root)]);
  // A set may grow while it is iterated: new members are visited too.
  for (const id of seen) {
    for (const edge of edgesOf(nodeAt(nodes, id))) seen.add(resolve(edge.to));
  }
  return [...seen];
}

function stableRanks(graph: Graph): Map<number, number> {
  const labels = rankTexts(new Map(graph.ids.map((id) => [id, labelOf(nodeAt(graph.nodes, id))])));
  let ranks = labels;
  for (let count = 0; count !== new Set(ranks.values()).size; ) {
    count = new Set(ranks.values()).size;
    const previous = ranks;
    ranks = rankTexts(new Map(graph.ids.map((id) => [id, `${pad(labels.get(id))}:${childRanks(graph, id, previous)}`])));
  }
  return ranks;
}

/** Numbers texts by their order in code units. */
function rankTexts(texts: ReadonlyMap<number, string>): Map<number, number> {
  const order = new Map([...new Set(texts.values())].sort().map((text, index) => [text, index]));
  return new Map([...texts].map(([id, text]) => [id, order.get(text) ?? 0]));
}

/** The text of a node without its children. The marks cannot occur in a text, where JSON escapes them. */
function labelOf(node: TypeNode): string {
  return node.parts.map((part) => (typeof part === "string" ? part : isEdge(part) ? "\u0001" : `\u0002${part.join}\u0002`)).join("");
}

function childRanks(graph: Graph, id: number, ranks: ReadonlyMap<number, number>): string {
  const rank = (to: number): string => pad(ranks.get(graph.resolve(to)));
  const text = (part: Part): string => {
    if (typeof part === "string") return "";
    if (isEdge(part)) return rank(part.to);
    return [...new Set(part.edges.map((edge) => rank(edge.to)))].sort().join("+");
  };
  return nodeAt(graph.nodes, id).parts.filter((part) => typeof part !== "string").map(text).join(",");
}

function pad(rank = 0): string {
  return String(rank).padStart(7, "0");
}

/** A union or intersection whose members are all one type is that type. True when there was one. */
function collapseSets(graph: Graph, ranks: ReadonlyMap<number, number>, redirect: Map<number, number>): boolean {
  let found = false;
  for (const id of graph.ids) {
    const set = onlySet(nodeAt(graph.nodes, id));
    const members = set?.edges.map((edge) => graph.resolve(edge.to)) ?? [];
    const [first] = members;
    if (first === undefined || first === id || new Set(members.map((to) => ranks.get(to))).size !== 1) continue;
    redirect.set(id, first);
    found = true;
  }
  return found;
}

function onlySet(node: TypeNode): EdgeSet | undefined {
  const [part, ...others] = node.parts;
  return part !== undefined && others.length === 0 && typeof part !== "string" && !isEdge(part) ? part : undefined;
}

function classesOf({ nodes, resolve, ids }: Graph, ranks: ReadonlyMap<number, number>, root: number): Classes {
  const classOf = (id: number): number => ranks.get(resolve(id)) ?? 0;
  const representatives = new Map(ids.map((id) => [classOf(id), nodeAt(nodes, id)]));
  return { root: classOf(root), nodes: representatives, classOf };
}
