import type TS from "typescript";
import type { Compiler } from "../context.js";
import { isThisParameter } from "../parameters.js";

/** Whether a statement, class member or parameter leaves nothing in the emitted program. */
export function isErased(ts: Compiler, node: TS.Node): boolean {
  return (
    ts.isEmptyStatement(node) ||
    ts.isSemicolonClassElement(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isIndexSignatureDeclaration(node) ||
    isThisParameter(ts, node) ||
    hasNoBody(ts, node) ||
    isAmbient(ts, node)
  );
}

/** An overload or an abstract method. */
function hasNoBody(ts: Compiler, node: TS.Node): boolean {
  return (ts.isFunctionDeclaration(node) || isMethodLike(ts, node)) && node.body === undefined;
}

function isMethodLike(ts: Compiler, node: TS.Node): node is TS.MethodDeclaration | TS.AccessorDeclaration | TS.ConstructorDeclaration {
  return ts.isMethodDeclaration(node) || ts.isAccessor(node) || ts.isConstructorDeclaration(node);
}

/** `declare` anything, and abstract members; an abstract class itself exists at run time. */
function isAmbient(ts: Compiler, node: TS.Node): boolean {
  if (!ts.canHaveModifiers(node)) return false;
  const kinds = node.modifiers?.map((modifier) => modifier.kind) ?? [];
  return (
    kinds.includes(ts.SyntaxKind.DeclareKeyword) ||
    (kinds.includes(ts.SyntaxKind.AbstractKeyword) && ts.isClassElement(node))
  );
}
