import { nameOfThing, placeOfThing, thingOf, type Thing } from "../explain/code/thing.js";
import type { Manifest } from "../records/index.js";

/** One thing in the tree of a closure. */
export interface Branch {
  /** Such as `helper roundTax`. */
  readonly name: string;
  /** Such as `money.ts:12`; undefined for packages. */
  readonly place: string | undefined;
  /** What the code calls it, where that is another name. */
  readonly as: string | undefined;
  /** Whether it stands above already, with all that it leads to. */
  readonly isAbove: boolean;
  /** Environment variables that it reads itself. */
  readonly environment: readonly string[];
  readonly branches: readonly Branch[];
}

interface Growing {
  readonly manifest: Manifest;
  readonly seen: Set<string>;
}

interface Step {
  /** The name by which the code refers to it. */
  readonly label: string;
  readonly thing: Thing;
}

/** What is reached from a node of a manifest's closure, each thing once with all that it leads to. */
export function closureTree(manifest: Manifest, root: string): readonly Branch[] {
  return growTree({ manifest, seen: new Set([root]) }, root);
}

function growTree(growing: Growing, from: string): readonly Branch[] {
  return stepsFrom(growing.manifest, from).map((step) => growBranch(growing, step));
}

function growBranch(growing: Growing, { label, thing }: Step): Branch {
  const { id, node } = thing;
  const name = nameOfThing(thing);
  const isAbove = growing.seen.has(id);
  growing.seen.add(id);
  return {
    name,
    place: placeOfThing(thing),
    as: isOwnName(label, name) ? undefined : label,
    isAbove,
    environment: node.environment ?? [],
    branches: isAbove ? [] : growTree(growing, id),
  };
}

/** What code does when modules are loaded is no name that a reader would know, and the order of statements is none. */
function isOwnName(label: string, name: string): boolean {
  return label === "" || label === "effect" || /^\d+$/.test(label) || name.split(" ").includes(label);
}

/** What the code of a thing leads to, each once. */
function stepsFrom(manifest: Manifest, id: string): readonly Step[] {
  const steps = Object.entries(manifest.closure?.[id]?.uses ?? {}).flatMap(([label, ids]) => [ids].flat().map((each) => ({ label, thing: thingOf(manifest, each) })));
  const known = steps.filter((step): step is Step => step.thing !== undefined);
  return [...new Map(known.map((step) => [step.thing.id, step])).values()];
}
