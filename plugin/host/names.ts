import type TS from "typescript";
import type { Compiler } from "../context.js";
import { unwrap } from "../discover/unwrap.js";

/**
 * The names that the tasks of a file may have, read from the syntax alone: every call counts. Names too
 * many only cost a file that is emitted again; the type checker, asked when a file is compiled, has the
 * last word.
 */
export function discoverPossibleNames(ts: Compiler, file: TS.SourceFile): ReadonlySet<string> {
  const imported = discoverImportedNames(ts, file);
  const names = new Set<string>();
  const visit = (node: TS.Node): void => {
    for (const name of possibleNames(ts, node)) names.add(imported.get(name) ?? name);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return names;
}

/** What each renamed import is called where it is declared. */
function discoverImportedNames(ts: Compiler, file: TS.SourceFile): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const statement of file.statements) {
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements) {
      if (propertyName) names.set(name.text, propertyName.text);
    }
  }
  return names;
}

/** Looks down only: nodes know their parents after binding, and binding is what a no-op build saves. */
function possibleNames(ts: Compiler, node: TS.Node): readonly string[] {
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
    return ts.isCallExpression(unwrap(ts, node.initializer)) ? [node.name.text] : [];
  }
  if (!ts.isCallExpression(node)) return [];
  const [first, second] = node.arguments;
  const own = first && ownName(ts, unwrap(ts, first));
  const option = second && discoverNameOption(ts, unwrap(ts, second));
  return [own, option].filter((name) => name !== undefined);
}

function ownName(ts: Compiler, written: TS.Expression): string | undefined {
  if (ts.isFunctionExpression(written)) return written.name?.text;
  if (ts.isPropertyAccessExpression(written)) return written.name.text;
  return ts.isIdentifier(written) ? written.text : undefined;
}

function discoverNameOption(ts: Compiler, options: TS.Expression): string | undefined {
  if (!ts.isObjectLiteralExpression(options)) return undefined;
  for (const property of options.properties) {
    if (!ts.isPropertyAssignment(property) || !ts.isMemberName(property.name) && !ts.isStringLiteral(property.name)) continue;
    const value = unwrap(ts, property.initializer);
    if (property.name.text === "name" && ts.isStringLiteralLike(value)) return value.text;
  }
  return undefined;
}
