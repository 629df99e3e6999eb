import type TS from "typescript";
import { unwrap, wrapping } from "../../plugin/unwrap.js";
import { valueSymbol } from "../../plugin/valueSymbol.js";
import type { Context } from "../../plugin/context.js";
import { resolveAlias } from "../../plugin/discover/taskSymbol.js";
import { nodeAt } from "../fixes/fix.js";

/** The calls that may have made the task which a place in a file names; whether one is a call of `task` is not looked at. */
export function callsAt(context: Context, file: TS.SourceFile, position: number): readonly TS.CallExpression[] {
  const { ts } = context;
  const node = nodeAt(ts, file, { start: position, end: position });
  return ts.isIdentifier(node) ? [callAround(ts, node), callBehind(context, node)].filter((call) => call !== undefined) : [];
}

/** `task` itself, or the name of the function that it is given. */
function callAround(ts: typeof TS, node: TS.Identifier): TS.CallExpression | undefined {
  const { parent } = node;
  const callee = wrapping(ts, ts.isPropertyAccessExpression(parent) && parent.name === node ? parent : node);
  if (ts.isCallExpression(callee.parent) && callee.parent.expression === callee) return callee.parent;
  const fn = ts.isFunctionExpression(parent) && parent.name === node ? wrapping(ts, parent) : undefined;
  return fn && ts.isCallExpression(fn.parent) && fn.parent.arguments[0] === fn ? fn.parent : undefined;
}

/** What made the value that a name stands for, behind imports. */
function callBehind(context: Context, node: TS.Identifier): TS.CallExpression | undefined {
  const { ts } = context;
  const symbol = valueSymbol(context, node);
  const declarations = symbol ? (resolveAlias(context, symbol).declarations ?? []) : [];
  for (const declaration of declarations) {
    const made = madeBy(ts, declaration);
    if (made && ts.isCallExpression(made)) return made;
  }
  return undefined;
}

function madeBy(ts: typeof TS, declaration: TS.Declaration): TS.Node | undefined {
  if (ts.isExportAssignment(declaration)) return unwrap(ts, declaration.expression);
  const isMade = ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration);
  return isMade && declaration.initializer ? unwrap(ts, declaration.initializer) : undefined;
}
