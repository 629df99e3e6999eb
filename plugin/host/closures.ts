import { digestText, type DigestTag } from "../../runtime/digest.js";

/** A directed graph whose nodes each have a digest of their own. */
export interface Graph<N> {
  readonly nodes: Iterable<N>;
  readonly edges: (node: N) => Iterable<N>;
  readonly own: (node: N) => string;
}

/**
 * Digests, for every node, all that it reaches: its strongly connected component by the sorted digests
 * of its members, and the components that it leads to by theirs. Linear in the size of the graph, and
 * independent of the order of nodes and edges. Digests that earlier calls found are not computed again;
 * the new ones are added to them.
 */
export function digestClosures<N>(tag: DigestTag, graph: Graph<N>, digests = new Map<N, string>()): Map<N, string> {
  const isNew = (node: N): boolean => !digests.has(node);
  const fresh: Graph<N> = { ...graph, nodes: [...graph.nodes].filter(isNew), edges: (node) => [...graph.edges(node)].filter(isNew) };
  for (const component of discoverComponents(fresh)) {
    const own = component.map(graph.own).sort();
    const beyond = new Set(discoverBeyond(graph, component).map((node) => digests.get(node) ?? ""));
    const digest = digestText(tag, [String(own.length), ...own, ...[...beyond].sort()]);
    for (const node of component) digests.set(node, digest);
  }
  return digests;
}

/** The nodes outside a component that its members lead to. */
function discoverBeyond<N>(graph: Graph<N>, component: readonly N[]): readonly N[] {
  const members = new Set(component);
  return component.flatMap((node) => [...graph.edges(node)].filter((next) => !members.has(next)));
}

interface Frame<N> {
  readonly node: N;
  readonly rest: Iterator<N>;
}

/** What the walk over the graph knows of each node: Tarjan's algorithm, on a stack of its own. */
interface Walk<N> {
  readonly graph: Graph<N>;
  readonly index: Map<N, number>;
  readonly low: Map<N, number>;
  readonly open: N[];
  readonly isOpen: Set<N>;
  readonly components: N[][];
}

/** Strongly connected components, each after all that it leads to. */
export function discoverComponents<N>(graph: Graph<N>): readonly N[][] {
  const walk: Walk<N> = { graph, index: new Map(), low: new Map(), open: [], isOpen: new Set(), components: [] };
  for (const node of graph.nodes) {
    if (!walk.index.has(node)) discoverComponentsWorker(walk, node);
  }
  return walk.components;
}

function discoverComponentsWorker<N>(walk: Walk<N>, root: N): void {
  const frames: Frame<N>[] = [enter(walk, root)];
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const step = frame.rest.next();
    if (step.done) {
      frames.pop();
      leave(walk, frame.node, frames.at(-1)?.node);
    } else if (!walk.index.has(step.value)) {
      frames.push(enter(walk, step.value));
    } else if (walk.isOpen.has(step.value)) {
      lower(walk, frame.node, walk.index.get(step.value));
    }
  }
}

function enter<N>(walk: Walk<N>, node: N): Frame<N> {
  walk.index.set(node, walk.index.size);
  walk.low.set(node, walk.index.size - 1);
  walk.open.push(node);
  walk.isOpen.add(node);
  return { node, rest: walk.graph.edges(node)[Symbol.iterator]() };
}

function leave<N>(walk: Walk<N>, node: N, parent: N | undefined): void {
  if (walk.low.get(node) === walk.index.get(node)) {
    const component = walk.open.splice(walk.open.lastIndexOf(node));
    for (const member of component) walk.isOpen.delete(member);
    walk.components.push(component);
  }
  if (parent !== undefined) lower(walk, parent, walk.low.get(node));
}

function lower<N>(walk: Walk<N>, node: N, to: number | undefined): void {
  walk.low.set(node, Math.min(walk.low.get(node) ?? Infinity, to ?? Infinity));
}
