import type TS from "typescript";
import { discoverImports, type ImportGraph } from "../host/imports.js";
import { addTo } from "../listMap.js";
import { reachedFiles, staticallyLoaded } from "./loaded.js";
import type { Loading } from "./effects/loading.js";
import { addUses } from "./expand.js";
import { addEffects, nodeOf, nodesOf, readersOf, type Graph, type Seen, type View } from "./graph.js";
import type { ClosureNode } from "./node.js";
import { canonicalUnit } from "./part.js";
import { discoverReaching, discoverSources } from "./reaching.js";
import { discoverUses } from "./references.js";
import { unitOf } from "./unit.js";

/**
 * Adds, to the bodies that read what a module writes, the code that loads that module by a call: it may do
 * so on a condition. What a task's own file imports is loaded before the task can be called.
 */
export function addLoaders(graph: Graph): boolean {
  const { context, effects } = graph.closures;
  const loading = effects.loading();
  if (loading.length === 0) return false;
  const imports = discoverImports(context.ts, context.program);
  const nodes = nodesOf(graph);
  const sources = discoverSources(nodes);
  const readers = readersOf(graph);
  return [...statementsByFile(nodes)].flatMap(([file, statements]) => {
    const leading = loading.filter((each) => loads(imports, each, file));
    const reaching = leading.length > 0 ? discoverReaching(sources, statements) : new Set();
    return readers.filter(({ node }) => reaching.has(node)).map((seen) => addLoading(graph, seen, { file, leading }));
  }).includes(true);
}

/** The nodes of statements that are run with their files. */
function statementsByFile(nodes: readonly ClosureNode[]): ReadonlyMap<TS.SourceFile, readonly ClosureNode[]> {
  const files = new Map<TS.SourceFile, ClosureNode[]>();
  for (const node of nodes) {
    if (node.kind === "statements" && node.at && node.references.length > 0) addTo(files, node.at.getSourceFile(), node);
  }
  return files;
}

function loads(graph: ImportGraph, { specifier }: Loading, file: TS.SourceFile): boolean {
  const target = (graph.imports.get(specifier.getSourceFile()) ?? []).find((each) => each.specifier === specifier.text)?.target;
  return target !== undefined && reachedFiles(graph, target).has(file);
}

interface Leading {
  readonly file: TS.SourceFile;
  readonly leading: readonly Loading[];
}

function addLoading(graph: Graph, { node, view }: Seen, { file, leading }: Leading): boolean {
  const { ts, program } = graph.closures.context;
  const { at } = node;
  if (at === undefined || staticallyLoaded(ts, discoverImports(ts, program), at.getSourceFile()).has(file)) return false;
  const targets = leading.map((each) => nodeOfLoading(graph, view, each));
  return addEffects(node, at, targets);
}

/**
 * Of the code on the way its text counts, and what the conditions of the call use: not all that else is done
 * there, such as by the main function of a program.
 */
function nodeOfLoading(graph: Graph, view: View, loading: Loading): ClosureNode {
  const { closures } = graph;
  const { specifier, way } = loading;
  const texts = way.map((unit) => canonicalUnit(closures, unit).text).sort();
  const expand = (node: ClosureNode): void => {
    const unit = unitOf(closures.context.ts, specifier);
    if (unit === undefined) return;
    const conditions = conditionsOf(closures.context.ts, specifier, unit);
    const written = canonicalUnit(closures, unit).written.filter((each) => conditions.some((condition) => each.pos >= condition.pos && each.end <= condition.end));
    addUses(graph, { node, view }, { uses: { ...discoverUses(closures, { root: unit, written }), findings: [] }, reader: unit });
  };
  return nodeOf(graph, { view, key: loading }, () => ({ kind: "statements", name: `what loads ${JSON.stringify(specifier.text)}`, at: specifier, own: ["loader", ...texts].join("\n"), expand }));
}

/** What decides, in a unit, whether a node in it is run. */
function conditionsOf(ts: Graph["closures"]["context"]["ts"], from: TS.Node, unit: TS.Node): readonly TS.Node[] {
  const found: TS.Node[] = [];
  for (let node = from; node !== unit && node.parent !== undefined; node = node.parent) {
    const { parent } = node;
    // `if (!on) return;` decides over what follows.
    if (ts.isBlock(parent)) found.push(...parent.statements.flatMap((each) => (ts.isIfStatement(each) && each.end <= node.pos ? [each.expression] : [])));
    if (ts.isConditionalExpression(parent)) found.push(parent.condition);
    else if (ts.isBinaryExpression(parent)) found.push(parent.left);
    else if (ts.isCaseClause(parent)) found.push(parent.expression);
    else if (ts.isForStatement(parent)) found.push(...(parent.condition ? [parent.condition] : []));
    else if (ts.isIfStatement(parent) || ts.isSwitchStatement(parent) || ts.isIterationStatement(parent, false)) found.push((parent as TS.IfStatement).expression);
  }
  return found;
}
