import type TS from "typescript";
import { report, type Context, type TaskFunction } from "../context.js";
import { functionUnreadable } from "../messages.js";
import { isReassigned } from "./reassigned.js";
import { resolveAlias } from "./taskSymbol.js";
import { unwrap } from "../unwrap.js";

/** The function of a task, and the name that it has by itself. */
export interface FoundFunction {
  readonly fn: TaskFunction;
  readonly name: string | undefined;
  /** The node in the call that errors about the name point at. */
  readonly nameNode: TS.Node;
}

/** Finds the function that `task()` is given: written in place, or named and declared in the program. */
export function discoverFunction(context: Context, call: TS.CallExpression): FoundFunction | undefined {
  const argument = call.arguments[0];
  if (!argument) return report(context, call.expression, functionUnreadable("it is given no function"));
  const written = unwrap(context.ts, argument);
  if (isWritten(context, written)) return { fn: written, name: written.name?.text, nameNode: written.name ?? call.expression };
  const named = discoverNamed(context, written);
  return typeof named === "object" ? { ...named, nameNode: written } : report(context, argument, functionUnreadable(named));
}

function isWritten(context: Context, node: TS.Node): node is TS.FunctionExpression | TS.ArrowFunction {
  return context.ts.isFunctionExpression(node) || context.ts.isArrowFunction(node);
}

type NamedFunction = Pick<FoundFunction, "fn" | "name">;

/** Follows a name to its declaration; a text says why there is none to read. */
function discoverNamed(context: Context, node: TS.Expression): NamedFunction | string {
  const { ts, checker } = context;
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  if (!ts.isIdentifier(name)) return "its argument is neither a function nor the name of one";
  const symbol = checker.getSymbolAtLocation(name);
  const target = symbol && resolveAlias(context, symbol);
  for (const declaration of target?.declarations ?? []) {
    const found = discoverDeclared(context, declaration);
    if (!found) continue;
    const isChanged = context.ts.isFunctionDeclaration(found.fn) && isReassigned(context, found.fn);
    return isChanged ? `"${name.text}" is assigned to elsewhere, so its declaration does not say what runs` : found;
  }
  return `"${name.text}" does not name a function whose body is in this program`;
}

function discoverDeclared(context: Context, declaration: TS.Declaration): NamedFunction | undefined {
  const { ts } = context;
  if (ts.isFunctionDeclaration(declaration)) {
    return declaration.body ? { fn: declaration, name: declaration.name?.text } : undefined;
  }
  if (ts.isExportAssignment(declaration)) return discoverDefault(context, unwrap(ts, declaration.expression));
  if (!ts.isVariableDeclaration(declaration) || !isConst(context, declaration) || !declaration.initializer) {
    return undefined;
  }
  const written = unwrap(ts, declaration.initializer);
  if (!isWritten(context, written) || !ts.isIdentifier(declaration.name)) return undefined;
  return { fn: written, name: (written.name ?? declaration.name).text };
}

/** `export default (x) => …` has a name only where the expression gives it one. */
function discoverDefault(context: Context, written: TS.Node): NamedFunction | undefined {
  return isWritten(context, written) ? { fn: written, name: written.name?.text } : undefined;
}

export function isConst(context: Context, declaration: TS.VariableDeclaration): boolean {
  return (context.ts.getCombinedNodeFlags(declaration) & context.ts.NodeFlags.Const) !== 0;
}
