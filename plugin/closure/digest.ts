import { digestText } from "../../runtime/digest.js";
import { discoverComponents } from "../host/closures.js";
import type { ClosureNode, Reference } from "./node.js";

/**
 * Digests every node with all that it leads to, in time linear in the graph but for its cycles. A
 * reference counts by its label and the digest of its target, so that swapping what two names stand for
 * counts; the order of nodes does not.
 */
export function digestNodes(nodes: Iterable<ClosureNode>): ReadonlyMap<ClosureNode, string> {
  const digests = new Map<ClosureNode, string>();
  const edges = (node: ClosureNode): readonly ClosureNode[] => node.references.map(({ target }) => target);
  for (const component of discoverComponents({ nodes, edges, own: ({ own }) => own })) {
    for (const [node, digest] of digestComponent(component, digests)) digests.set(node, digest);
  }
  return digests;
}

type Digests = ReadonlyMap<ClosureNode, string>;

/**
 * The members of a cycle have no order, so each is told apart by what can be seen from it: first its own
 * code and what lies outside, then, round by round, what its references look like. When a round tells no
 * more members apart, the set of all looks determines the whole cycle: two cycles that differ anywhere
 * differ in it.
 */
function digestComponent(component: readonly ClosureNode[], outside: Digests): Digests {
  let looks: Digests = new Map(component.map((node) => [node, digestText("reached", [node.own, ...references(node, outside)])]));
  if (component.length === 1 && !isRecursive(component[0])) return looks;
  for (let kinds = 0; kinds < countKinds(looks); ) {
    kinds = countKinds(looks);
    const before = looks;
    looks = new Map(component.map((node) => [node, digestText("component", [before.get(node) ?? "", ...references(node, before)])]));
  }
  const whole = digestText("component", [...new Set(looks.values())].sort());
  return new Map(component.map((node) => [node, digestText("reached", [whole, looks.get(node) ?? ""])]));
}

function isRecursive(node: ClosureNode | undefined): boolean {
  return node?.references.some(({ target }) => target === node) ?? false;
}

function countKinds(looks: Digests): number {
  return new Set(looks.values()).size;
}

/** A node's references as fields of a digest; the label alone for a target without a digest yet. */
function references(node: ClosureNode, digests: Digests): readonly string[] {
  const field = ({ label, target }: Reference): string => `${label}\n${digests.get(target) ?? ""}`;
  const ordered = node.references.filter(({ isUnordered }) => !isUnordered).map(field);
  const unordered = node.references.filter(({ isUnordered }) => isUnordered).map(field);
  return [String(ordered.length), ...ordered, ...unordered.sort()];
}
