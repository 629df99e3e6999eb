import type TS from "typescript";
import type { Context, FoundTask, TaskFunction } from "../context.js";
import { passedParameters } from "../parameters.js";
import { functionLines, ownParameters } from "./functions.js";
import { decoratorCodes } from "./modifiers.js";
import { createCoder } from "./nodes.js";
import { reportCaptures } from "./refuseCaptures.js";
import { reportOwnBindings } from "./refuseOwnBindings.js";
import { printCode } from "./text.js";

/**
 * The canonical code of a task: one statement a line, equal for two functions exactly when nothing
 * but spelling tells them apart. The function's name and its parameters' names and types are left to
 * the signature. Undefined when the code is refused; the errors are in the context then.
 */
export function canonicalCode(context: Context, found: FoundTask): string | undefined {
  const before = context.diagnostics.length;
  const written: TS.Node[] = [];
  const coder = createCoder(context, written, found.fn);
  const parameters = passedParameters(context.ts, found.fn);
  const lines = [
    isAsync(context, found.fn) ? "async" : "sync",
    ...decoratorCodes(coder, found.fn),
    ...ownParameters(coder, parameters),
    ...functionLines(coder, found.fn.body),
  ];
  reportOwnBindings(context, found, written);
  reportCaptures(context, found, written);
  return context.diagnostics.length > before ? undefined : lines.map(printCode).join("\n");
}

/** Of the function's own modifiers only `async` changes what a call does. */
function isAsync({ ts }: Context, fn: TaskFunction): boolean {
  return ts.getModifiers(fn)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
}

/** The canonical code of a statement, declaration or expression by itself; undefined when it was refused. */
export function canonicalNode(context: Context, node: TS.Node): string | undefined {
  const before = context.diagnostics.length;
  const code = createCoder(context, []).code(node);
  return context.diagnostics.length > before ? undefined : printCode(code);
}
