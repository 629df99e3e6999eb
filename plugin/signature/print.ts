import { edgesOf, isEdge, type Edge, type Part, type TypeNode } from "./graph.js";
import type { Classes } from "./refine.js";

/** Prints the graph: the signature first, then a line `#1 = …` for each type that is shared or recursive. */
export function printClasses(classes: Classes): string {
  const [first = "", ...named] = printLines(classes, (name) => `#${name}`);
  return [first, ...named.map((line, index) => `#${index + 1} = ${line}`)].join("\n");
}

/** The text of the root, then those of the types that have names: the first is 1. */
export function printLines(classes: Classes, spell: (name: number) => string): readonly string[] {
  const naming: Names = { names: new Map(), shared: discoverShared(classes), spell };
  const lines = [printClass(classes, classes.root, naming)];
  // A map may grow while it is iterated: names given while a line is printed get their own line.
  for (const [id] of naming.names) lines.push(printClass(classes, id, naming));
  return lines;
}

interface Names {
  readonly shared: ReadonlySet<number>;
  readonly names: Map<number, number>;
  /** How a name stands in a text. */
  readonly spell: (name: number) => string;
}

type Item = string | { readonly id: number; readonly tight: boolean };

/** Prints with a stack of its own, because types may be nested deeper than the call stack. */
function printClass(classes: Classes, root: number, naming: Names): string {
  let text = "";
  const stack: Item[] = itemsOf(classes, root).reverse();
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (typeof item === "string") text += item;
    else if (naming.shared.has(item.id)) text += naming.spell(nameOf(item.id, naming.names));
    else stack.push(...wrapped(classes, item.id, item.tight).reverse());
  }
  return text;
}

function nameOf(id: number, names: Map<number, number>): number {
  const name = names.get(id) ?? names.size + 1;
  names.set(id, name);
  return name;
}

function wrapped(classes: Classes, id: number, tight: boolean): Item[] {
  const items = itemsOf(classes, id);
  return tight && classNode(classes, id).loose ? ["(", ...items, ")"] : items;
}

function itemsOf(classes: Classes, id: number): Item[] {
  return classNode(classes, id).parts.flatMap((part) => partItems(classes, part));
}

function partItems(classes: Classes, part: Part): Item[] {
  if (typeof part === "string") return [part];
  if (isEdge(part)) return [itemOf(classes, part)];
  const members = setMembers(classes, part.edges).flatMap((edge, index): Item[] => {
    return index > 0 ? [part.join, itemOf(classes, edge)] : [itemOf(classes, edge)];
  });
  return part.open === undefined ? members : [part.open, ...members, part.close ?? ""];
}

function itemOf(classes: Classes, edge: Edge): Item {
  return { id: classes.classOf(edge.to), tight: edge.tight === true };
}

/** One edge per class, in canonical order. */
function setMembers(classes: Classes, edges: readonly Edge[]): Edge[] {
  const members = new Map(edges.map((edge) => [classes.classOf(edge.to), edge]));
  return [...members].sort(([a], [b]) => a - b).map(([, edge]) => edge);
}

function classNode(classes: Classes, id: number): TypeNode {
  const node = classes.nodes.get(id);
  if (node === undefined) throw new Error(`No class has the number ${id}.`);
  return node;
}

/** The classes that get a name: met more than once, and not small enough to repeat. */
function discoverShared(classes: Classes): Set<number> {
  const uses = new Map<number, number>();
  const stack = childClasses(classes, classes.root);
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const count = (uses.get(id) ?? 0) + 1;
    uses.set(id, count);
    // What is never named is printed again at each use, and so are its children.
    if (count === 1 || !isNameable(classes, id)) stack.push(...childClasses(classes, id));
  }
  return new Set([...uses].filter(([id, count]) => count > 1 && isNameable(classes, id)).map(([id]) => id));
}

const SMALL = 4;

function isNameable(classes: Classes, id: number): boolean {
  const { naming } = classNode(classes, id);
  if (naming !== "bulky") return naming === "always";
  const children = childClasses(classes, id);
  return children.length > SMALL || children.some((child) => edgesOf(classNode(classes, child)).length > 0);
}

function childClasses(classes: Classes, id: number): number[] {
  return classNode(classes, id).parts.flatMap((part) => {
    if (typeof part === "string") return [];
    const edges = isEdge(part) ? [part] : setMembers(classes, part.edges);
    return edges.map((edge) => classes.classOf(edge.to));
  });
}
