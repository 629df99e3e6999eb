import type TS from "typescript";
import { addGlobalEffects, addUses } from "../expand.js";
import { nodeOf, type Graph } from "../graph.js";
import type { ClosureNode } from "../node.js";
import { reassignments, type Use } from "../references.js";
import { unitOf } from "../unit.js";

/**
 * What another project sees of a declaration: its code, all that is written to it, and, for a variable that
 * is assigned to again, that it is. It has a node of its own, beside that of the code.
 */
export function nodeOfPublished(graph: Graph, name: TS.Node, symbol: TS.Symbol | undefined): ClosureNode {
  const unit = unitOf(graph.closures.context.ts, name) ?? name;
  const use: Use = { label: name.getText().split(/\s/, 1)[0] ?? "", at: name, symbol, target: { kind: "code", unit } };
  const expand = (node: ClosureNode): void => {
    const findings = symbol ? reassignments(graph.closures, name, [use]) : [];
    addUses(graph, { node, view: undefined }, { uses: { uses: [use], environment: new Set(), findings }, reader: name.getSourceFile() });
  };
  return nodeOf(graph, { view: undefined, key: `published ${graph.naming.keyOfStatements([name])}` }, () => ({ kind: "carried", name: "", at: name, expand }));
}

/** What loading a file does to all code. */
export function nodeOfFile(graph: Graph, file: TS.SourceFile): ClosureNode {
  const expand = (node: ClosureNode): void => {
    addGlobalEffects(graph, { node, view: undefined }, file);
  };
  return nodeOf(graph, { view: undefined, key: `file ${file.fileName}` }, () => ({ kind: "carried", name: "", at: file, expand }));
}
