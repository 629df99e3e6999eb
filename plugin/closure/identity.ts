import type TS from "typescript";
import { digestText } from "../../runtime/digest.js";
import type { Compiler } from "../context.js";
import { addTo } from "../listMap.js";
import { unwrap } from "../unwrap.js";
import type { ClosureNode } from "./node.js";
import { discoverReaching, type Sources } from "./reaching.js";

/**
 * Digests of nodes, told apart where it counts which of several equal things is meant: two classes of
 * one text are two classes, and what is written to one of two equal tables is not read from the other.
 * Digests by code alone take such twins for one. Only what reaches several twins of one kind is looked
 * at again, name by name.
 */
export function digestIdentities(ts: Compiler, digests: ReadonlyMap<ClosureNode, string>, sources: Sources): (node: ClosureNode) => string {
  const twins = discoverTwins(ts, digests);
  const torn = discoverTorn(sources, [...twins.values()]);
  const numbers = new Map([...twins.values()].flatMap((group) => group.map((node) => [node, group] as const)));
  return (node) => {
    const digest = digests.get(node) ?? "";
    return torn.has(node) ? digestText("reached", [digest, ...discoverChoices(node, { numbers, digests })]) : digest;
  };
}

/** Things with an identity of their own that have equal digests. */
function discoverTwins(ts: Compiler, digests: ReadonlyMap<ClosureNode, string>): ReadonlyMap<string, readonly ClosureNode[]> {
  const groups = new Map<string, ClosureNode[]>();
  for (const [node, digest] of digests) {
    if (hasIdentity(ts, node)) addTo(groups, digest, node);
  }
  return new Map([...groups].filter(([, group]) => group.length > 1));
}

/** Functions and plain values are as good as their equals; classes and objects are not. */
function hasIdentity(ts: Compiler, { kind, at }: ClosureNode): boolean {
  if (kind !== "code" || at === undefined) return false;
  if (ts.isClassDeclaration(at)) return true;
  const value = valueOf(ts, at);
  return value !== undefined && !isPlain(ts, unwrap(ts, value));
}

function valueOf(ts: Compiler, unit: TS.Node): TS.Expression | undefined {
  if (ts.isVariableDeclaration(unit)) return unit.initializer;
  return ts.isExportAssignment(unit) ? unit.expression : undefined;
}

function isPlain(ts: Compiler, value: TS.Node): boolean {
  const isFunction = ts.isArrowFunction(value) || ts.isFunctionExpression(value);
  const isSigned = ts.isPrefixUnaryExpression(value) && ts.isNumericLiteral(value.operand);
  return isFunction || isSigned || ts.isLiteralExpression(value) || ts.isTemplateExpression(value) || ts.isIdentifier(value);
}

/** The nodes that reach at least two twins of a group. */
function discoverTorn(sources: Sources, groups: readonly (readonly ClosureNode[])[]): ReadonlySet<ClosureNode> {
  const torn = new Set<ClosureNode>();
  for (const group of groups) {
    const reached = new Set<ClosureNode>();
    for (const node of group.flatMap((twin) => [...discoverReaching(sources, [twin])])) {
      if (reached.has(node)) torn.add(node);
      reached.add(node);
    }
  }
  return torn;
}

interface Twins {
  readonly numbers: ReadonlyMap<ClosureNode, readonly ClosureNode[]>;
  readonly digests: ReadonlyMap<ClosureNode, string>;
}

/** For every reference to a twin, in the order in which they are met: which one it is, counted as they are met. */
function discoverChoices(from: ClosureNode, { numbers, digests }: Twins): readonly string[] {
  const met = new Map<readonly ClosureNode[], ClosureNode[]>();
  const choices: string[] = [];
  const reached = new Set([from]);
  for (const node of reached) {
    for (const target of orderedTargets(node, digests)) {
      const group = numbers.get(target);
      if (group !== undefined) choices.push(String(numberOf(met, group, target)));
      reached.add(target);
    }
  }
  return choices;
}

function orderedTargets({ references }: ClosureNode, digests: ReadonlyMap<ClosureNode, string>): readonly ClosureNode[] {
  const ordered = references.filter(({ isUnordered }) => !isUnordered).map(({ target }) => target);
  const unordered = references.filter(({ isUnordered }) => isUnordered).map(({ target }) => target);
  const digest = (node: ClosureNode): string => digests.get(node) ?? "";
  return [...ordered, ...unordered.sort((a, b) => (digest(a) < digest(b) ? -1 : 1))];
}

function numberOf(met: Map<readonly ClosureNode[], ClosureNode[]>, group: readonly ClosureNode[], target: ClosureNode): number {
  const known = met.get(group) ?? [];
  met.set(group, known);
  if (!known.includes(target)) known.push(target);
  return known.indexOf(target);
}
