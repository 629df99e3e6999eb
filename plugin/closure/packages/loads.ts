import type TS from "typescript";
import type { Compiler } from "../../context.js";

/** What a script loads: the specifiers as written, in order, and whether it also loads what cannot be seen. */
export interface Loads {
  readonly specifiers: readonly string[];
  readonly hidden: boolean;
}

/** Every import, export from, import() and require() of a script. It does not recurse: built code nests deep. */
export function discoverLoads(ts: Compiler, file: TS.SourceFile): Loads {
  const specifiers: string[] = [];
  let hidden = false;
  const waiting: TS.Node[] = [file];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const loaded = loadedBy(ts, node);
    if (loaded !== undefined && ts.isStringLiteralLike(loaded)) specifiers.push(loaded.text);
    else if (loaded !== undefined || hidesLoads(ts, node)) hidden = true;
    for (const child of childrenOf(ts, node).reverse()) waiting.push(child);
  }
  return { specifiers, hidden };
}

function childrenOf(ts: Compiler, node: TS.Node): TS.Node[] {
  const children: TS.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  return children;
}

/** The expression that says what a node loads; undefined for one that loads nothing. */
function loadedBy(ts: Compiler, node: TS.Node): TS.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (!ts.isCallExpression(node)) return undefined;
  const { expression: callee } = node;
  const isImport = callee.kind === ts.SyntaxKind.ImportKeyword;
  const isMember = ts.isPropertyAccessExpression(callee) && callee.name.text === "require";
  return isImport || isMember || isNamed(ts, callee, "require") ? (node.arguments[0] ?? node) : undefined;
}

/** Whether a node hands `require` on, or makes one under another name, which then loads unseen. */
function hidesLoads(ts: Compiler, node: TS.Node): boolean {
  if (isNamed(ts, node, "require")) return !isHarmless(ts, node);
  return isNamed(ts, node, "createRequire") && !ts.isImportSpecifier(node.parent) && !isKeptAsRequire(ts, node);
}

/** A call, `typeof require`, a declaration of the name, and members such as `require.main` or `x.require`. */
function isHarmless(ts: Compiler, node: TS.Node): boolean {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) return parent.name === node;
  if (ts.isCallExpression(parent)) return parent.expression === node;
  return ts.isTypeOfExpression(parent) || ts.isPropertyAccessExpression(parent);
}

/** `const require = createRequire(…)`, also as a member of its module. */
function isKeptAsRequire(ts: Compiler, node: TS.Node): boolean {
  const callee = ts.isPropertyAccessExpression(node.parent) ? node.parent : node;
  const variable = callee.parent.parent;
  return ts.isCallExpression(callee.parent) && ts.isVariableDeclaration(variable) && isNamed(ts, variable.name, "require");
}

function isNamed(ts: Compiler, node: TS.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}
