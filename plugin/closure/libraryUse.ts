import type TS from "typescript";
import type { Context } from "../context.js";
import { closureEvaluates, closureNondeterminism, closureStarts, type Message } from "../messages.js";
import { clockCallUse } from "./clockCalls.js";
import { constructorUse } from "./constructors.js";
import { memberUse, type LibraryUse } from "./libraryMembers.js";
import type { Finding, FindingPath } from "./node.js";

/** A use of the libraries that reads the clock or randomness, runs a text as code, or runs a file by itself. */
export function libraryFinding(context: Context, node: TS.Node): Finding | undefined {
  const use = memberUse(context, node) ?? constructorUse(context, node) ?? clockCallUse(context, node);
  return use && { at: node, label: use.label, isNondeterminism: use.kind === "clock", message: (task, where) => messageOf(use, task, where) };
}

function messageOf({ label, kind }: LibraryUse, task: string, where: FindingPath): Message {
  switch (kind) {
    case "clock":
      return closureNondeterminism(task, where, label);
    case "text":
      return closureEvaluates(task, where, label);
    case "program":
      return closureStarts(task, where, label);
    default:
      return kind satisfies never;
  }
}
