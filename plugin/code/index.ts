import type TS from "typescript";
import type { Context, FoundTask, TaskFunction } from "../context.js";
import { passedParameters } from "../parameters.js";
import { functionLines, ownParameters } from "./functions.js";
import { decoratorCodes } from "./modifiers.js";
import { createCoder, type Left } from "./nodes.js";
import { reportCaptures } from "./refuseCaptures.js";
import { reportOwnBindings } from "./refuseOwnBindings.js";
import { printCode } from "./text.js";

/** A code's text, and the nodes that it was written from, in the order of the text. */
export interface CodeText {
  readonly text: string;
  readonly written: readonly TS.Node[];
}

/**
 * The canonical code of a task: one statement a line, equal for two functions exactly when nothing
 * but spelling tells them apart. The function's name and its parameters' names and types are left to
 * the signature. Undefined when the code is refused; the errors are in the context then.
 */
export function canonicalCode(context: Context, found: FoundTask): CodeText | undefined {
  const before = context.diagnostics.length;
  const written: TS.Node[] = [];
  const coder = createCoder(context, written, { self: found.fn });
  const parameters = passedParameters(context.ts, found.fn);
  const lines = [
    isAsync(context, found.fn) ? "async" : "sync",
    ...decoratorCodes(coder, found.fn),
    ...ownParameters(coder, parameters),
    ...functionLines(coder, found.fn.body),
  ];
  reportOwnBindings(context, found, written);
  reportCaptures(context, found, written);
  return context.diagnostics.length > before ? undefined : { text: lines.map(printCode).join("\n"), written };
}

/** Of the function's own modifiers only `async` changes what a call does. */
function isAsync({ ts }: Context, fn: TaskFunction): boolean {
  return ts.getModifiers(fn)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
}

/** The canonical code of a statement, declaration or expression by itself; undefined when it was refused. */
export function canonicalNode(context: Context, node: TS.Node): string | undefined {
  return canonicalPart(context, node)?.text;
}

/** The same with the nodes that it was written from. `leaf` gives the code of nodes that stand for all below them. */
export function canonicalPart(context: Context, node: TS.Node, leaf: Left["leaf"] = () => undefined): CodeText | undefined {
  const before = context.diagnostics.length;
  const written: TS.Node[] = [];
  const code = createCoder(context, written, { leaf }).code(node);
  return context.diagnostics.length > before ? undefined : { text: printCode(code), written };
}
