import type TS from "typescript";
import type { Compiler } from "../context.js";
import { unwrap } from "../unwrap.js";
import { eachChild } from "../eachChild.js";

/** A name that something has, and another that it gets: by an import, an export, a variable or a property. */
interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** A call by a name (undefined where the callee has none), and the names that its task would have. */
interface PossibleCall {
  readonly callee: string | undefined;
  readonly names: readonly string[];
}

/** What the syntax of one file says of names. */
interface FileNames {
  readonly renamings: readonly Renaming[];
  readonly calls: readonly PossibleCall[];
}

/** Kept, since a watching compiler hands files in again. */
const known = new WeakMap<TS.SourceFile, FileNames>();

/**
 * The names that the tasks of each file may have, read from the syntax alone: every call counts whose
 * callee is called as `task` is anywhere in the program. Names too many only cost a file that is emitted
 * again; the type checker, asked when a file is compiled, has the last word.
 */
export function discoverPossibleNames(ts: Compiler, files: readonly TS.SourceFile[]): ReadonlyMap<TS.SourceFile, ReadonlySet<string>> {
  const read = new Map(files.map((file) => [file, discoverNames(ts, file)]));
  const callees = spread("task", [...read.values()].flatMap(({ renamings }) => renamings));
  return new Map([...read].map(([file, { calls, renamings }]) => [file, namesOf(calls, callees, originals(renamings))]));
}

function namesOf(calls: readonly PossibleCall[], callees: ReadonlySet<string>, original: ReadonlyMap<string, string>): ReadonlySet<string> {
  const possible = calls.filter(({ callee }) => callee === undefined || callees.has(callee));
  return new Set(possible.flatMap(({ names }) => names.flatMap((name) => [name, original.get(name) ?? name])));
}

/** All names that a name spreads to. */
function spread(name: string, renamings: readonly Renaming[]): ReadonlySet<string> {
  const reached = new Set([name]);
  for (const from of reached) {
    for (const { to } of renamings.filter((renaming) => renaming.from === from)) reached.add(to);
  }
  return reached;
}

/** What a renamed function is called where it is declared. */
function originals(renamings: readonly Renaming[]): ReadonlyMap<string, string> {
  return new Map(renamings.filter(({ from }) => from !== "default").map(({ from, to }) => [to, from]));
}

function discoverNames(ts: Compiler, file: TS.SourceFile): FileNames {
  const before = known.get(file);
  if (before) return before;
  const [renamings, calls]: [Renaming[], PossibleCall[]] = [[], []];
  const visit = (node: TS.Node): void => {
    const renaming = discoverRenaming(ts, node);
    if (renaming?.from !== undefined && renaming.from !== renaming.to) renamings.push({ from: renaming.from, to: renaming.to });
    const call = discoverCall(ts, node);
    if (call && call.names.length > 0) calls.push(call);
    eachChild(ts, node, visit);
  };
  eachChild(ts, file, visit);
  const found = { renamings, calls };
  known.set(file, found);
  return found;
}

function discoverRenaming(ts: Compiler, node: TS.Node): { readonly from: string | undefined; readonly to: string } | undefined {
  if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) return { from: node.propertyName?.text, to: node.name.text };
  if (ts.isImportClause(node)) return node.name && { from: "default", to: node.name.text };
  if (ts.isExportAssignment(node)) return { from: simpleName(ts, node.expression), to: "default" };
  if (ts.isImportEqualsDeclaration(node)) return { from: entityName(ts, node.moduleReference), to: node.name.text };
  if (ts.isBindingElement(node)) {
    const { propertyName, name } = node;
    return propertyName && isNamed(ts, propertyName) && ts.isIdentifier(name) ? { from: propertyName.text, to: name.text } : undefined;
  }
  const isHolder = ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node);
  if (!isHolder || !node.initializer || !isNamed(ts, node.name)) return undefined;
  return { from: simpleName(ts, node.initializer), to: node.name.text };
}

/** Looks down only: nodes know their parents after binding, and binding is what a no-op build saves. */
function discoverCall(ts: Compiler, node: TS.Node): PossibleCall | undefined {
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
    const call = unwrap(ts, node.initializer);
    // `const f = function g() {}`: a task of f is named g, whoever makes it.
    if (ts.isFunctionExpression(call)) return call.name && { callee: undefined, names: [call.name.text] };
    return ts.isCallExpression(call) ? { callee: simpleName(ts, call.expression), names: [node.name.text] } : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const [first, second] = node.arguments;
  const own = first && functionName(ts, unwrap(ts, first));
  const option = second && discoverNameOption(ts, unwrap(ts, second));
  return { callee: simpleName(ts, node.expression), names: [own, option].filter((name) => name !== undefined) };
}

/** The last name of a name or of a chain of properties. */
function simpleName(ts: Compiler, written: TS.Expression): string | undefined {
  const expression = unwrap(ts, written);
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  const isText = ts.isElementAccessExpression(expression) && ts.isStringLiteralLike(expression.argumentExpression);
  return isText ? (expression.argumentExpression as TS.StringLiteralLike).text : undefined;
}

function entityName(ts: Compiler, reference: TS.ModuleReference): string | undefined {
  if (ts.isExternalModuleReference(reference)) return "default";
  return ts.isIdentifier(reference) ? reference.text : reference.right.text;
}

function isNamed(ts: Compiler, name: TS.Node): name is TS.Identifier | TS.StringLiteral {
  return ts.isIdentifier(name) || ts.isStringLiteral(name);
}

function functionName(ts: Compiler, written: TS.Expression): string | undefined {
  return ts.isFunctionExpression(written) ? written.name?.text : simpleName(ts, written);
}

function discoverNameOption(ts: Compiler, options: TS.Expression): string | undefined {
  if (!ts.isObjectLiteralExpression(options)) return undefined;
  for (const property of options.properties) {
    if (!ts.isPropertyAssignment(property) || !isNamed(ts, property.name)) continue;
    const value = unwrap(ts, property.initializer);
    if (property.name.text === "name" && ts.isStringLiteralLike(value)) return value.text;
  }
  return undefined;
}
