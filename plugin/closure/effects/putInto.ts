import type TS from "typescript";
import type { Context } from "../../context.js";
import { wrapping } from "../../unwrap.js";
import { isMutator } from "./library.js";
import { originOf } from "./origin.js";

/**
 * Whether a statement does nothing with a variable but to put something into it: `x.a = v;`, or
 * `x.set(k, v);` of the library. Nothing of what `x` held before is found in what it makes.
 */
export function isPutInto(context: Context, name: TS.Identifier): boolean {
  const { ts } = context;
  const object = wrapping(ts, name);
  const access = object.parent;
  const isAccess = ts.isPropertyAccessExpression(access) || ts.isElementAccessExpression(access);
  if (!isAccess || access.expression !== object) return false;
  const { parent } = access;
  if (!ts.isExpressionStatement(parent.parent)) return false;
  if (ts.isBinaryExpression(parent)) return parent.left === access && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  const isCalled = ts.isCallExpression(parent) && parent.expression === access && ts.isPropertyAccessExpression(access);
  return isCalled && isMutator(access.name.text) && isLibrary(context, access.name);
}

function isLibrary(context: Context, name: TS.Node): boolean {
  const declarations = context.checker.getSymbolAtLocation(name)?.declarations ?? [];
  return declarations.length > 0 && declarations.every((each) => originOf(context, each) === "library");
}
