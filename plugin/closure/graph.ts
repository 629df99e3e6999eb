import type TS from "typescript";
import type { Closures, TrackedTask } from "./closures.js";
import { createNaming, type Naming } from "./naming.js";
import type { ClosureNode } from "./node.js";
import type { Uses } from "./references.js";

/**
 * The program as it is without what a task leaves untracked, by the names that it gives. Tasks that leave the
 * same untracked share their nodes, as those do that leave nothing.
 */
export type View = { readonly untracked: readonly string[] } | undefined;

/** All that the tasks of a program reach, built as far as they reach it. */
export interface Graph {
  readonly closures: Closures;
  readonly naming: Naming;
  /** By view, and by what a node stands for. */
  readonly nodes: Map<View, Map<unknown, ClosureNode>>;
  readonly uses: Map<unknown, Uses>;
  readonly waiting: (() => void)[];
  /** The folders of the packages that nodes stand for. */
  readonly packages: Map<ClosureNode, string>;
  /** By the names that are left untracked. */
  readonly views: Map<string, View>;
}

/** A node under a view. */
export interface Seen {
  readonly node: ClosureNode;
  readonly view: View;
}

export function createGraph(closures: Closures): Graph {
  return { closures, naming: createNaming(closures.context), nodes: new Map(), uses: new Map(), waiting: [], packages: new Map(), views: new Map() };
}

/** How a task sees the program. */
export function viewOf({ views }: Graph, { found }: TrackedTask): View {
  const untracked = [...new Set(found.untracked.map(({ text }) => text))].sort();
  const key = JSON.stringify(untracked);
  const view = untracked.length > 0 ? (views.get(key) ?? { untracked }) : undefined;
  views.set(key, view);
  return view;
}

export function nodesOf(graph: Graph): readonly ClosureNode[] {
  return [...graph.nodes.values()].flatMap((nodes) => [...nodes.values()]);
}

/** The nodes that statements run when modules are loaded are added to: tasks' bodies, and what other projects may ask for. */
export function readersOf({ nodes }: Graph): readonly Seen[] {
  return [...nodes].flatMap(([view, group]) => [...group.values()].filter(({ kind }) => kind === "body" || kind === "carried").map((node) => ({ node, view })));
}

/** Adds what is run when modules are loaded to a node; says whether any of it is new there. */
export function addEffects({ references }: ClosureNode, at: TS.Node, targets: readonly ClosureNode[]): boolean {
  const missing = targets.filter((target) => !references.some((each) => each.target === target));
  for (const target of missing) references.push({ label: "effect", target, at, isUnordered: true });
  return missing.length > 0;
}

export type Seed = Pick<ClosureNode, "kind" | "name" | "at"> & { readonly own?: string };

/** What a node is known by. */
export interface Key {
  readonly view: View;
  readonly key: unknown;
}

/** What a node is made of, and how it is expanded later. */
export type Growing = Seed & { readonly expand?: (node: ClosureNode) => void };

/** The node of a thing under a view: made, and expanded later, when it is first asked for. */
export function nodeOf(graph: Graph, { view, key }: Key, seed: () => Growing): ClosureNode {
  const nodes = graph.nodes.get(view) ?? new Map<unknown, ClosureNode>();
  graph.nodes.set(view, nodes);
  const before = nodes.get(key);
  if (before !== undefined) return before;
  const { expand, own = "", ...rest } = seed();
  const id = graph.naming(rest, view?.untracked ?? []);
  const node: ClosureNode = { ...rest, id, own, references: [], environment: new Set(), untracked: new Set(), findings: [] };
  nodes.set(key, node);
  if (expand) graph.waiting.push(() => expand(node));
  return node;
}
