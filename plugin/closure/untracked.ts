import type { Graph, Seen, View } from "./graph.js";
import type { Finding } from "./node.js";
import type { Use } from "./references.js";

/** All names by which people may mean what a use leads to. */
export function namesOf({ label, symbol, target }: Use): readonly string[] {
  const owner = target.kind === "package" ? [target.package.name] : [];
  return [label, label.split(".").at(-1) ?? label, ...(symbol ? [symbol.name] : []), ...owner];
}

/** Whether the view of a task cuts off what goes by one of some names; the name that does is noted as used. */
export function isCut(graph: Graph, view: View, names: readonly string[]): boolean {
  const literal = view?.found.untracked.find(({ text }) => names.includes(text));
  if (literal === undefined) return false;
  graph.cut.set(view, (graph.cut.get(view) ?? new Set()).add(literal.text));
  return true;
}

/** Adds a finding to a node, unless its task accepts it. */
export function addFinding(graph: Graph, { node, view }: Seen, finding: Finding): void {
  if (!isCut(graph, view, [finding.label])) node.findings.push(finding);
}
