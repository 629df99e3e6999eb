import { report, type FoundTask } from "../context.js";
import * as messages from "../messages.js";
import { isFatal, type Fault } from "./faults.js";
import { edgesOf, type Edge, type TypeNode, type Walk } from "./graph.js";
import type { Place } from "./overloads.js";

/** Reports everything that one place of the signature is refused for. */
export function reportPlace(walk: Walk, found: FoundTask, place: Place): void {
  const { context } = walk;
  // What else is wrong with an endless type may be wrong at each of its levels, and in as many messages.
  if (place.endless) return void report(context, place.node, messages.signatureTooLarge(found.name, place.label));
  for (const { fault, path } of discoverFaults(walk, place)) {
    report(context, place.node, faultMessage(fault, { task: found.name, path, output: place.kind === "output" }));
  }
}

/** A fault and the way to it, such as `parameter "opts" → .logger`. */
interface FoundFault {
  readonly fault: Fault;
  readonly path: string;
}

/** What makes the type unreadable counts anywhere in it; what cannot be keyed counts where values are. */
function discoverFaults(walk: Walk, place: Place): FoundFault[] {
  const fatal = search(walk, place, edgesOf).filter(({ fault }) => isFatal(fault));
  if (place.kind === "ignored" || place.kind === "constraint") return fatal;
  const values = search(walk, place, (node) => (node.fault ? [] : (node.data ?? edgesOf(node))));
  return [...fatal, ...values.filter(({ fault }) => !isFatal(fault))];
}

/** Breadth first, so that each fault is reported with its shortest path: of several, the first in code units. */
function search(walk: Walk, place: Place, next: (node: TypeNode) => readonly Edge[]): FoundFault[] {
  const paths = new Map<number, string>();
  let level: ReadonlyMap<number, string> = new Map([[place.to, place.label]]);
  while (level.size > 0) {
    for (const [id, path] of level) paths.set(id, path);
    level = nextLevel(walk, level, { paths, next });
  }
  const faults = [...paths].flatMap(([id, path]) => faultAt(walk, id, path));
  return faults.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

/** Members of one union have one path: which the compiler lists first is a matter of what it met before. */
function orderOf({ fault, path }: FoundFault): string {
  return `${path}\n${JSON.stringify(fault)}`;
}

interface Search {
  readonly paths: ReadonlyMap<number, string>;
  readonly next: (node: TypeNode) => readonly Edge[];
}

function nextLevel(walk: Walk, level: ReadonlyMap<number, string>, { paths, next }: Search): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [id, path] of level) {
    const node = walk.nodes[id];
    const ahead = node === undefined ? [] : next(node).filter(({ to }) => !paths.has(to));
    for (const { to, step } of ahead) found.set(to, firstOf(step === undefined ? path : `${path} → ${step}`, found.get(to)));
  }
  return found;
}

/** Of two paths to one type, the first in code units. */
function firstOf(path: string, known: string | undefined): string {
  return known === undefined || path < known ? path : known;
}

function faultAt(walk: Walk, id: number, path: string): FoundFault[] {
  const fault = walk.nodes[id]?.fault;
  return fault === undefined ? [] : [{ fault, path }];
}

function faultMessage(fault: Fault, place: messages.SignaturePlace): messages.Message {
  switch (fault.kind) {
    case "any":
      return messages.anyInSignature(place);
    case "unresolved":
      return messages.unresolvedType(place);
    case "free":
      return messages.freeTypeParameter(place, fault.name);
    case "unsupported":
      return messages.unsupportedType(place, fault.name);
    case "function":
      return messages.functionInSignature(place);
    case "promise":
      return messages.promiseInSignature(place, fault.name);
    case "symbol":
      return messages.symbolInSignature(place);
    case "symbol key":
      return messages.symbolKeyInSignature(place, fault.name);
    case "class":
      return messages.classInSignature(place, fault.name);
    case "iterator":
      return messages.iteratorInSignature(place, fault.name);
    case "weak":
      return messages.weakInSignature(place, fault.name);
    case "error":
      return messages.errorInSignature(place, fault.name);
    case "boxed":
      return messages.boxedInSignature(place, fault.name);
    case "library":
      return messages.libraryTypeInSignature(place, fault.name);
    default:
      return assertNever(fault);
  }
}

function assertNever(fault: never): never {
  throw new Error(`Unknown fault: ${JSON.stringify(fault)}`);
}
