import type { Context } from "../context.js";
import type { ClosureNode } from "./node.js";
import type { TrackedClosure } from "./index.js";

/** What the manifest says of one thing that closures reach. */
export interface DescribedNode {
  readonly kind: ClosureNode["kind"];
  /** Over the thing and all that it leads to. */
  readonly digest: string;
  readonly line?: number;
  /** The canonical code by itself, line by line. */
  readonly text?: readonly string[];
  /** Names in the code, and the things that they lead to. */
  readonly uses?: Readonly<Record<string, string | readonly string[]>>;
  /** Environment variables that it reads. */
  readonly environment?: readonly string[];
}

interface Closed {
  readonly closure: TrackedClosure | undefined;
}

/** Everything that a program's tasks reach, once each, by the names that `uses` refers to; undefined where bodies alone are tracked. */
export function describeClosures(context: Context, records: readonly Closed[]): Readonly<Record<string, DescribedNode>> | undefined {
  if (context.options.track === "body") return undefined;
  const closures = records.flatMap(({ closure }) => closure ?? []);
  const reached = new Set(closures.map(({ node }) => node));
  for (const node of reached) {
    for (const { target } of node.references) reached.add(target);
  }
  const digests = closures[0]?.digests ?? new Map<ClosureNode, string>();
  return Object.fromEntries([...reached].map((node) => [node.id, describeNode(node, digests)]));
}

/** A task's own part: where its closure begins, and the environment variables that all of it reads. */
export function describeReach({ node, environment }: TrackedClosure): { readonly node: string; readonly environment: readonly string[] } {
  return { node: node.id, environment };
}

function describeNode(node: ClosureNode, digests: ReadonlyMap<ClosureNode, string>): DescribedNode {
  const { kind, at } = node;
  const file = at?.getSourceFile();
  const uses = describeUses(node);
  return {
    kind,
    digest: digests.get(node) ?? "",
    ...(at && file && { line: file.getLineAndCharacterOfPosition(at.getStart(file)).line + 1 }),
    // Of statements, whether their file is imported, or in which order several are loaded.
    ...((kind === "code" || kind === "statements") && node.own !== "" && { text: node.own.split("\n") }),
    ...(Object.keys(uses).length > 0 && { uses }),
    ...(node.environment.size > 0 && { environment: [...node.environment].sort() }),
  };
}

function describeUses({ references }: ClosureNode): Readonly<Record<string, string | readonly string[]>> {
  const uses = new Map<string, string[]>();
  for (const { label, target } of references) uses.set(label, [...(uses.get(label) ?? []), target.id]);
  return Object.fromEntries([...uses].map(([label, ids]) => [label, ids.length === 1 && label !== "effect" ? (ids[0] ?? "") : ids.sort()]));
}
