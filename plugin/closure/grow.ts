import type TS from "typescript";
import { discoverImports } from "../host/imports.js";
import { addTo } from "../listMap.js";
import { reachedFiles } from "./loaded.js";
import { nodeOfBody, nodeOfStatements } from "./expand.js";
import { addEffects, nodesOf, readersOf, type Graph, type Seen } from "./graph.js";
import { addLoaders } from "./loaders.js";
import type { ClosureNode } from "./node.js";
import { addPreceding } from "./preceding.js";
import { discoverReaching, discoverSources } from "./reaching.js";
import { discoverSetUps } from "./setUps.js";
import type { Unit } from "./unit.js";

/** Puts tasks into a graph, for it to grow from. */
export function plantTasks(graph: Graph, calls: Iterable<TS.Node>): void {
  for (const call of calls) nodeOfBody(graph, call);
}

/**
 * Grows a graph by all that its nodes lead to, and by the statements that set up what they reach. No step recurses: closures may be as deep as a program is long.
 * It pauses between its steps, for those who have other things to do.
 */
export function* growGraph(graph: Graph): Generator<void, void> {
  const setUps = [...discoverSetUps(graph.closures)];
  const placed = new Set<ClosureNode>();
  // What a statement leads to may be set up in turn, and may have been written to before.
  for (let isGrown = true; isGrown; ) {
    yield* expandWaiting(graph);
    const isPreceded = addPreceding(graph, placed);
    yield* expandWaiting(graph);
    isGrown = [addSetUps(graph, setUps), addLoaders(graph), isPreceded].includes(true);
  }
}

function* expandWaiting({ waiting }: Graph): Generator<void, void> {
  for (let expand = waiting.pop(); expand !== undefined; expand = waiting.pop()) {
    expand();
    yield;
  }
}

type StatementsByFile = ReadonlyMap<TS.SourceFile, readonly Unit[]>;

/** Adds the statements that set something up to the bodies that reach it; says whether there were new ones. */
function addSetUps(graph: Graph, setUps: readonly (readonly [string | Unit, StatementsByFile])[]): boolean {
  if (setUps.length === 0) return false;
  const nodes = nodesOf(graph);
  const sources = discoverSources(nodes);
  const readers = readersOf(graph);
  const standing = new Map<unknown, ClosureNode[]>();
  for (const node of nodes) addTo(standing, graph.packages.get(node) ?? node.at, node);
  return setUps.flatMap(([target, statements]) => {
    const reaching = standing.has(target) ? discoverReaching(sources, standing.get(target) ?? []) : undefined;
    return readers.filter(({ node }) => reaching?.has(node)).map((seen) => addStatements(graph, seen, statements));
  }).includes(true);
}

/** Adds the statements of those files that a node's own file loads. */
function addStatements(graph: Graph, { node, view }: Seen, effects: StatementsByFile): boolean {
  const { ts, program } = graph.closures.context;
  if (node.at === undefined) return false;
  const { at } = node;
  const loaded = reachedFiles(discoverImports(ts, program), at.getSourceFile());
  const targets = [...effects].filter(([file]) => loaded.has(file)).map(([, units]) => nodeOfStatements(graph, view, units));
  return addEffects(node, at, targets);
}
