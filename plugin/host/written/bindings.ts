import type TS from "typescript";
import type { Compiler } from "../../context.js";
import { importedModule, boundNames } from "./names.js";
import type { Bound, FileCode } from "./pieces.js";
import { unwrap } from "../../unwrap.js";

interface Bindings {
  readonly imports: Map<string, Bound>;
  readonly exports: Map<string, Bound | string>;
  readonly stars: string[];
}

/** Reads what a file imports and exports, by name. */
export function discoverBindings(ts: Compiler, file: TS.SourceFile): Pick<FileCode, "imports" | "exports" | "stars"> {
  const found: Bindings = { imports: new Map(), exports: new Map(), stars: [] };
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) addImport(ts, statement, found);
    else if (ts.isImportEqualsDeclaration(statement)) addImportEquals(ts, statement, found);
    else if (ts.isExportDeclaration(statement)) addExport(ts, statement, found);
    else if (ts.isVariableStatement(statement)) statement.declarationList.declarations.forEach((each) => addRequired(ts, each, found));
  }
  return found;
}

function textOf(ts: Compiler, node: TS.Expression | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function addImport(ts: Compiler, { importClause, moduleSpecifier }: TS.ImportDeclaration, { imports }: Bindings): void {
  const specifier = textOf(ts, moduleSpecifier);
  if (specifier === undefined || !importClause) return;
  if (importClause.name) imports.set(importClause.name.text, { specifier, name: "default" });
  const { namedBindings } = importClause;
  if (namedBindings && ts.isNamespaceImport(namedBindings)) imports.set(namedBindings.name.text, { specifier, name: "*" });
  for (const { name, propertyName } of namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : []) {
    imports.set(name.text, { specifier, name: (propertyName ?? name).text });
  }
}

function addImportEquals(ts: Compiler, { name, moduleReference }: TS.ImportEqualsDeclaration, { imports, exports }: Bindings): void {
  const specifier = ts.isExternalModuleReference(moduleReference) ? textOf(ts, moduleReference.expression) : undefined;
  if (specifier !== undefined) imports.set(name.text, { specifier, name: "*" });
  else if (ts.isIdentifier(moduleReference) || ts.isQualifiedName(moduleReference)) exports.set(name.text, firstName(ts, moduleReference));
}

function firstName(ts: Compiler, name: TS.EntityName): string {
  return ts.isIdentifier(name) ? name.text : firstName(ts, name.left);
}

function addExport(ts: Compiler, { exportClause, moduleSpecifier }: TS.ExportDeclaration, { exports, stars }: Bindings): void {
  const specifier = textOf(ts, moduleSpecifier);
  if (!exportClause) {
    if (specifier !== undefined) stars.push(specifier);
  } else if (ts.isNamespaceExport(exportClause)) {
    if (specifier !== undefined) exports.set(exportClause.name.text, { specifier, name: "*" });
  } else {
    for (const { name, propertyName } of exportClause.elements) {
      const original = (propertyName ?? name).text;
      exports.set(name.text, specifier === undefined ? original : { specifier, name: original });
    }
  }
}

/** `const { a } = require("…")` and `const { a } = await import("…")` */
function addRequired(ts: Compiler, { name, initializer }: TS.VariableDeclaration, { imports }: Bindings): void {
  const written = initializer && unwrap(ts, initializer);
  const value = written && ts.isAwaitExpression(written) ? unwrap(ts, written.expression) : written;
  const specifier = value && importedModule(ts, value);
  if (specifier === undefined) return;
  for (const bound of boundNames(ts, name)) imports.set(bound.name, { specifier, name: "*" });
}
