import type TS from "typescript";
import type { Context } from "../context.js";
import type { Fault } from "./faults.js";

/** A reference from one type to another. */
export interface Edge {
  readonly to: number;
  /** Whether a union, an intersection and the like need parentheses here. */
  readonly tight?: boolean;
  /** What the edge adds to the path of an error, such as `.name` or `[number]`. */
  readonly step?: string;
  /** Where the member that the edge leads to is declared. */
  readonly declarations?: readonly TS.Node[];
}

/** Edges whose order and number do not count: the members of a union, for example. */
export interface EdgeSet {
  readonly join: string;
  /** What stands around the set, where it is printed as one. */
  readonly open?: string;
  readonly close?: string;
  readonly edges: readonly Edge[];
}

export type Part = string | Edge | EdgeSet;

/** One type of the graph: the pieces of its text, which are also its whole identity. */
export interface TypeNode {
  readonly parts: readonly Part[];
  /** Whether the text falls apart without parentheses where the edge to it is tight. */
  readonly loose?: boolean;
  /** Whether a type that is used more than once gets a name: always, or only when it is bulky. */
  readonly naming: "never" | "bulky" | "always";
  /** Why a value of this type is refused. */
  readonly fault?: Fault;
  /** The edges along which values are searched for faults; all edges of `parts` when absent. */
  readonly data?: readonly Edge[];
}

/** What type parameters stand for. Members of a type are walked in the scope of the type. */
export interface Scope {
  readonly bindings: ReadonlyMap<TS.Type, number>;
  readonly ids: Map<TS.Type, number>;
}

/** A type where it was met. */
export interface At {
  readonly type: TS.Type;
  readonly scope: Scope;
}

/** The state of one walk over the types of a signature. */
export interface Walk {
  readonly context: Context;
  readonly nodes: (TypeNode | undefined)[];
  readonly queue: { readonly id: number; readonly at: At }[];
  readonly leaves: Map<string, number>;
  readonly scopes: Scope[];
  /** The keys of mapped types, by their type parameter. */
  readonly keys: Map<TS.Type, number>;
}

/**
 * Beyond these a type is taken for infinite. The number of types alone is not enough: a type that
 * grows with each level costs the compiler the square of its depth, or doubles a text each time.
 */
const TYPE_LIMIT = 10_000;
const DEPTH_LIMIT = 300;
const SIZE_LIMIT = 2_000_000;

/**
 * How many levels may hold one conditional type that waits for a type parameter. At each of them it is tested
 * against all that the levels before it found, which took minutes and gigabytes before the depth ended it; where
 * nothing waits, the compiler itself gives up at about as many.
 */
const RECURSION_LIMIT = 50;

export function createWalk(context: Context): Walk {
  return { context, nodes: [], queue: [], leaves: new Map(), scopes: [], keys: new Map() };
}

/** The number of a type's node; the node itself is described when the queue reaches it. */
export function intern(walk: Walk, at: At): number {
  const bound = at.scope.bindings.get(at.type) ?? at.scope.ids.get(at.type);
  if (bound !== undefined) return bound;
  const id = walk.nodes.push(undefined) - 1;
  at.scope.ids.set(at.type, id);
  walk.queue.push({ id, at });
  return id;
}

/** Adds a node that stands for no type of the compiler's own. */
export function addNode(walk: Walk, node: TypeNode): number {
  return walk.nodes.push(node) - 1;
}

export function leaf(text: string, fault?: Fault): TypeNode {
  return { parts: [text], naming: "never", ...(fault && { fault }) };
}

export function internLeaf(walk: Walk, text: string): number {
  const known = walk.leaves.get(text);
  if (known !== undefined) return known;
  const id = addNode(walk, leaf(text));
  walk.leaves.set(text, id);
  return id;
}

/** The scope in which type parameters stand for given types; one scope for equal bindings. */
export function internScope(walk: Walk, bindings: ReadonlyMap<TS.Type, number>): Scope {
  const known = walk.scopes.find((scope) => sameBindings(scope.bindings, bindings));
  if (known !== undefined) return known;
  const scope: Scope = { bindings, ids: new Map() };
  walk.scopes.push(scope);
  return scope;
}

function sameBindings(a: ReadonlyMap<TS.Type, number>, b: ReadonlyMap<TS.Type, number>): boolean {
  return a.size === b.size && [...a].every(([type, id]) => b.get(type) === id);
}

/**
 * Describes queued types, one level of nesting after the other, until none is left. False when they
 * are too many: then the types that are left stay undescribed.
 */
export function drain(walk: Walk, describe: (walk: Walk, at: At) => TypeNode): boolean {
  const budget: Budget = { types: walk.nodes.length + TYPE_LIMIT, depth: DEPTH_LIMIT, size: SIZE_LIMIT, levels: new Map() };
  for (; walk.queue.length > 0; budget.depth -= 1) {
    if (!drainLevel(walk, describe, budget)) return abandon(walk);
  }
  return true;
}

/** What one call of `drain` may still use. */
interface Budget {
  /** How many nodes the walk may have in the end. */
  readonly types: number;
  depth: number;
  size: number;
  /** For each conditional type as it is written, how many levels held it. */
  readonly levels: Map<TS.ConditionalRoot, number>;
}

/** Describes what is queued now; false as soon as the budget is exceeded. */
function drainLevel(walk: Walk, describe: (walk: Walk, at: At) => TypeNode, budget: Budget): boolean {
  const level = walk.queue.splice(0);
  if (!countConditionals(walk, level, budget)) return false;
  for (const { id, at } of level) {
    const node = describe(walk, at);
    walk.nodes[id] = node;
    budget.size -= sizeOf(node);
    if (budget.size < 0 || budget.depth < 0 || walk.nodes.length > budget.types) return false;
  }
  return true;
}

function countConditionals({ context: { ts } }: Walk, level: Walk["queue"], { levels }: Budget): boolean {
  const conditionals = level.filter(({ at }) => at.type.flags & ts.TypeFlags.Conditional);
  const roots = new Set(conditionals.map(({ at }) => (at.type as TS.ConditionalType).root));
  for (const root of roots) levels.set(root, (levels.get(root) ?? 0) + 1);
  return [...roots].every((root) => (levels.get(root) ?? 0) <= RECURSION_LIMIT);
}

function abandon(walk: Walk): false {
  walk.queue.length = 0;
  return false;
}

function sizeOf(node: TypeNode): number {
  return node.parts.reduce((size, part) => size + (typeof part === "string" ? part.length : isEdge(part) ? 1 : part.edges.length), 0);
}

export function isEdge(part: Part): part is Edge {
  return typeof part !== "string" && "to" in part;
}

/** Every edge of a node's text, in order. */
export function edgesOf(node: TypeNode): readonly Edge[] {
  return node.parts.flatMap((part) => (typeof part === "string" ? [] : isEdge(part) ? [part] : part.edges));
}
