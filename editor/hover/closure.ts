import type { Context } from "../../plugin/context.js";
import { projectFolder } from "../../plugin/host/projectFolder.js";
import { placeOf } from "../../plugin/place.js";
import type { TrackedClosure } from "../../plugin/closure/index.js";
import type { ClosureNode } from "../../plugin/closure/node.js";
import { isSourceOfReference } from "../analysis/references.js";

/** How many of the things that a closure covers are named. */
const NAMED = 5;

/** What a closure covers, nearest first. */
export interface DescribedClosure {
  readonly text: string;
  /** Whether it leads into the source of another project, of which a build sees declarations alone. */
  readonly isBeyondProject: boolean;
}

export function describeClosure(context: Context, { node, environment }: TrackedClosure): DescribedClosure {
  const reached = reachedFrom(node);
  const declared = reached.filter(({ kind, name }) => (kind === "code" || kind === "task" || kind === "carried") && name !== "");
  const packages = new Set(reached.filter(({ kind }) => kind === "package").map(({ name }) => name.split(" ", 1)[0] ?? name));
  const files = new Set(declared.map(({ at }) => at?.getSourceFile()));
  const isBeyondProject = reached.some(({ at }) => at !== undefined && isSourceOfReference(context.program, at.getSourceFile()));
  const named = declared.slice(0, NAMED).map((each) => describeNode(context, each));
  const more = declared.length > NAMED ? `, and ${declared.length - NAMED} more` : "";
  const parts = [
    ...(declared.length > 0 ? [`${count(declared.length, "declaration")} of ${count(files.size, "file")}`] : []),
    ...(packages.size > 0 ? [[...packages].slice(0, NAMED).join(", ")] : []),
    ...(environment.length > 0 ? [`process.env.${environment.join(", process.env.")}`] : []),
  ];
  const text = parts.length > 0 ? `covers ${parts.join("; ")}${named.length > 0 ? `: ${named.join(", ")}${more}` : ""}` : "covers nothing beyond its body";
  return { text, isBeyondProject };
}

function reachedFrom(node: ClosureNode): readonly ClosureNode[] {
  const reached = new Set([node]);
  for (const each of reached) {
    for (const { target } of each.references) reached.add(target);
  }
  return [...reached].slice(1);
}

function describeNode(context: Context, { name, at }: ClosureNode): string {
  return at ? `${name} (${placeOf(context, at, projectFolder(context.program))})` : name;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
