import type TS from "typescript";
import { report, type Context, type TaskFunction } from "../context.js";
import { functionUnreadable } from "../messages.js";
import { resolveAlias } from "./taskSymbol.js";
import { unwrap } from "./unwrap.js";

/** The function of a task, and the name that it has by itself. */
export interface FoundFunction {
  readonly fn: TaskFunction;
  readonly nameNode: TS.Identifier | undefined;
}

/** Finds the function that `task()` is given: written in place, or named and declared in the program. */
export function discoverFunction(context: Context, call: TS.CallExpression): FoundFunction | undefined {
  const argument = call.arguments[0];
  if (!argument) return report(context, call.expression, functionUnreadable("it is given no function"));
  const written = unwrap(context.ts, argument);
  const found = isWritten(context, written) ? { fn: written, nameNode: written.name } : discoverNamed(context, written);
  if (typeof found === "object") return found;
  return report(context, argument, functionUnreadable(found));
}

function isWritten(context: Context, node: TS.Node): node is TS.FunctionExpression | TS.ArrowFunction {
  return context.ts.isFunctionExpression(node) || context.ts.isArrowFunction(node);
}

/** Follows a name to its declaration; a text says why there is none to read. */
function discoverNamed(context: Context, node: TS.Expression): FoundFunction | string {
  const { ts, checker } = context;
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  if (!ts.isIdentifier(name)) return "its argument is neither a function nor the name of one";
  const symbol = checker.getSymbolAtLocation(name);
  const target = symbol && resolveAlias(context, symbol);
  for (const declaration of target?.declarations ?? []) {
    const found = discoverDeclared(context, declaration);
    if (found) return found;
  }
  return `"${name.text}" does not name a function whose body is in this program`;
}

function discoverDeclared(context: Context, declaration: TS.Declaration): FoundFunction | undefined {
  const { ts } = context;
  if (ts.isFunctionDeclaration(declaration)) {
    return declaration.body ? { fn: declaration, nameNode: declaration.name } : undefined;
  }
  if (!ts.isVariableDeclaration(declaration) || !isConst(context, declaration) || !declaration.initializer) {
    return undefined;
  }
  const written = unwrap(ts, declaration.initializer);
  if (!isWritten(context, written) || !ts.isIdentifier(declaration.name)) return undefined;
  return { fn: written, nameNode: written.name ?? declaration.name };
}

export function isConst(context: Context, declaration: TS.VariableDeclaration): boolean {
  return (context.ts.getCombinedNodeFlags(declaration) & context.ts.NodeFlags.Const) !== 0;
}
