import type { Context, FoundTask } from "../context.js";
import { discoverFieldPlaces, type FieldPlaces } from "./fieldPlaces.js";
import { addNode, createWalk, type Part, type TypeNode, type Walk } from "./graph.js";
import { canonicalOwnNames, describeOverload, discoverSignatures, type Overload } from "./overloads.js";
import { printClasses } from "./print.js";
import { refineClasses } from "./refine.js";
import { reportPlace } from "./report.js";

/** A task's types as one canonical text, before it is hashed. */
export interface SignatureText {
  readonly text: string;
  /** Whether every overload's output is `Promise<…>` and nothing else. */
  readonly async: boolean;
  readonly fields: FieldPlaces;
}

/**
 * The canonical text of a task's call signatures: equal types give equal text, whatever they are
 * called, wherever they are declared, and whichever compiler reads them. Undefined when the
 * signature is refused; every reason has then been reported.
 */
export function canonicalSignature(context: Context, found: FoundTask): SignatureText | undefined {
  const walk = createWalk(context);
  const overloads = discoverSignatures(context, found).map((signature) => describeOverload(walk, found, signature));
  const before = context.diagnostics.length;
  for (const place of overloads.flatMap(({ places }) => places)) reportPlace(walk, found, place);
  if (context.diagnostics.length > before) return undefined;
  const text = printWalk(walk, overloads) + canonicalOwnNames(context, found);
  const fields = discoverFieldPlaces(walk, overloads.flatMap(({ places }) => places));
  return { text, async: overloads.every((overload) => overload.async), fields };
}

function printWalk(walk: Walk, overloads: readonly Overload[]): string {
  const parts = overloads.flatMap((overload, index): Part[] => (index > 0 ? ["\n", ...overload.parts] : [...overload.parts]));
  const root = addNode(walk, { parts, naming: "never" });
  return printClasses(refineClasses(walk.nodes.map(assertDescribed), root));
}

function assertDescribed(node: TypeNode | undefined, id: number): TypeNode {
  if (node === undefined) throw new Error(`The type with the number ${id} was never described.`);
  return node;
}
