import type TS from "typescript";
import type { Compiler } from "../context.js";
import { unwrap, wrapping } from "../unwrap.js";

const known = new WeakMap<TS.SourceFile, boolean>();

/**
 * Whether a script hands things out in a way that does not say which: `exports[name] = f`,
 * `Object.assign(module.exports, all)`, `fill(exports)`. Any of its statements may then be what an export is.
 */
export function hasLooseExports(ts: Compiler, file: TS.SourceFile): boolean {
  if (!/\.c?jsx?$/.test(file.fileName) || !/exports|this/.test(file.text)) return false;
  const isLoose = known.get(file) ?? (!file.statements.some((each) => isOfModule(ts, each)) && holdsLoose(ts, file));
  known.set(file, isLoose);
  return isLoose;
}

/** Whether a statement can only stand in a module of the language. */
function isOfModule(ts: Compiler, statement: TS.Statement): boolean {
  const isExported = ts.canHaveModifiers(statement) && (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);
  return isExported || ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) || ts.isExportAssignment(statement);
}

function holdsLoose(ts: Compiler, file: TS.SourceFile): boolean {
  const visit = (node: TS.Node, isTop: boolean): boolean => {
    if (node.kind === ts.SyntaxKind.ThisKeyword && isTop) return true;
    if (isExports(ts, node) && !isNamed(ts, node as TS.Expression)) return true;
    const isInner = (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) || ts.isClassLike(node);
    return ts.forEachChild(node, (each) => visit(each, isTop && !isInner) || undefined) ?? false;
  };
  return visit(file, true);
}

/** `exports` or `module.exports` */
function isExports(ts: Compiler, node: TS.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === "exports" && ts.isIdentifier(node.expression) && node.expression.text === "module";
  if (ts.isElementAccessExpression(node)) return ts.isIdentifier(node.expression) && node.expression.text === "module";
  if (!ts.isIdentifier(node) || node.text !== "exports") return false;
  return !ts.isPropertyAccessExpression(node.parent) || node.parent.name !== node;
}

/** `exports.a = …;` and `module.exports = …;` say what they hand out, and a call `exports.a()` reads it. */
function isNamed(ts: Compiler, exports: TS.Expression): boolean {
  const object = wrapping(ts, exports);
  const { parent } = object;
  if (isAssigned(ts, object)) return ts.isPropertyAccessExpression(exports);
  if (isMarked(ts, object)) return true;
  const isAccess = ts.isPropertyAccessExpression(parent) && parent.expression === object;
  return isAccess && (isAssigned(ts, parent) || (ts.isCallExpression(parent.parent) && parent.parent.expression === parent));
}

/** The target of an assignment that is a statement of the file, or one in a row of those. */
function isAssigned(ts: Compiler, target: TS.Expression): boolean {
  const { parent } = target;
  const isTarget = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.left === target;
  if (!isTarget) return false;
  const outer = wrapping(ts, parent).parent;
  if (ts.isBinaryExpression(outer)) return outer.right === parent && isAssigned(ts, outer.left);
  return ts.isExpressionStatement(outer) && ts.isSourceFile(outer.parent);
}

/** `Object.defineProperty(exports, "__esModule", …)`, which compilers write. */
function isMarked(ts: Compiler, argument: TS.Expression): boolean {
  const { parent } = argument;
  const [object, name] = ts.isCallExpression(parent) ? parent.arguments : [];
  const key = name && unwrap(ts, name);
  return object === argument && key !== undefined && ts.isStringLiteralLike(key) && key.text === "__esModule";
}
