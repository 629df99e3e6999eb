import type TS from "typescript";
import { discoverImports } from "../host/imports.js";
import { reachedFiles } from "./effectNodes.js";
import { nodeOfBody, nodeOfStatements } from "./expand.js";
import { nodesOf, type Graph, type Seen } from "./graph.js";
import type { ClosureNode } from "./node.js";
import { discoverPackageEffects } from "./setUps.js";
import { discoverReaching, discoverSources } from "./reaching.js";
import type { Unit } from "./unit.js";

/** Puts the tasks into a graph, for it to grow from. */
export function plantTasks(graph: Graph): void {
  for (const call of graph.closures.tasks.keys()) nodeOfBody(graph, call);
}

/**
 * Grows a graph by all that its nodes lead to, and by the statements that set up the packages that they
 * reach. No step recurses: closures may be as deep as a program is long.
 */
export function growGraph(graph: Graph): void {
  expandWaiting(graph);
  const effects = [...discoverPackageEffects(graph.closures)];
  // What a statement leads to may be another package that is set up.
  for (let isGrown = effects.length > 0; isGrown; expandWaiting(graph)) {
    isGrown = effects.some(([folder, files]) => addPackageEffects(graph, folder, files));
  }
}

function expandWaiting({ waiting }: Graph): void {
  for (let expand = waiting.pop(); expand !== undefined; expand = waiting.pop()) expand();
}

type StatementsByFile = ReadonlyMap<TS.SourceFile, readonly Unit[]>;

/** Adds the statements that set a package up to the bodies that reach it; says whether there were new ones. */
function addPackageEffects(graph: Graph, folder: string, effects: StatementsByFile): boolean {
  const nodes = nodesOf(graph);
  const reaching = discoverReaching(discoverSources(nodes), nodes.filter((node) => graph.packages.get(node) === folder));
  const isReader = (node: ClosureNode): boolean => reaching.has(node) && (node.kind === "body" || node.kind === "carried");
  return [...graph.nodes].flatMap(([view, group]) => {
    return [...group.values()].filter(isReader).map((node) => addStatements(graph, { node, view }, effects));
  }).includes(true);
}

/** Adds the statements of those files that a node's own file loads. */
function addStatements(graph: Graph, { node, view }: Seen, effects: StatementsByFile): boolean {
  const { ts, program } = graph.closures.context;
  if (node.at === undefined) return false;
  const { at } = node;
  const loaded = reachedFiles(discoverImports(ts, program), at.getSourceFile());
  const targets = [...effects].filter(([file]) => loaded.has(file)).map(([, units]) => nodeOfStatements(graph, view, units));
  const missing = targets.filter((target) => !node.references.some((each) => each.target === target));
  for (const target of missing) node.references.push({ label: "effect", target, at, isUnordered: true });
  return missing.length > 0;
}
