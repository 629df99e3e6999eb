import type { Seen } from "./graph.js";
import type { Finding } from "./node.js";
import type { Use } from "./references.js";

/** All names by which people may mean what a use leads to. */
export function namesOf({ label, symbol, target }: Use): readonly string[] {
  const owner = target.kind === "package" ? [target.package.name] : [];
  return [label, label.split(".").at(-1) ?? label, ...(symbol ? [symbol.name] : []), ...owner];
}

/** Whether a view leaves untracked what goes by one of some names; that is noted at the node that would lead to it. */
export function isUntracked({ node, view }: Seen, names: readonly string[]): boolean {
  const name = view?.untracked.find((each) => names.includes(each));
  if (name === undefined) return false;
  node.untracked.add(name);
  return true;
}

/** Adds a finding to a node, unless its view accepts it. */
export function addFinding(seen: Seen, finding: Finding): void {
  if (!isUntracked(seen, [finding.label])) seen.node.findings.push(finding);
}
