import type TS from "typescript";
import type { Compiler } from "../context.js";
import { discoverImports, importedFiles, type ImportGraph } from "../host/imports.js";
import type { Closures } from "./closures.js";

const imported = new WeakMap<Closures, ReadonlySet<TS.SourceFile>>();

/** Whether a module of the program imports a file. */
export function isImported(closures: Closures, file: TS.SourceFile): boolean {
  const graph = discoverImports(closures.context.ts, closures.context.program);
  const files = imported.get(closures) ?? new Set(graph.files.flatMap((each) => importedFiles(graph, each)));
  imported.set(closures, files);
  return files.has(file);
}

/** Whether a file is code of the project itself. */
export function isOwnSource(file: TS.SourceFile): boolean {
  return !file.isDeclarationFile && !file.fileName.includes("/node_modules/");
}

/** The files that a file loads, directly or not, and itself. */
export function reachedFiles(graph: ImportGraph, file: TS.SourceFile): ReadonlySet<TS.SourceFile> {
  const reached = new Set([file]);
  for (const each of reached) {
    for (const next of importedFiles(graph, each)) reached.add(next);
  }
  return reached;
}

const loaded = new WeakMap<ImportGraph, Map<TS.SourceFile, ReadonlySet<TS.SourceFile>>>();

/** The files that are loaded whenever a file is, and itself: not what it loads by a call. */
export function staticallyLoaded(ts: Compiler, graph: ImportGraph, file: TS.SourceFile): ReadonlySet<TS.SourceFile> {
  const files = loaded.get(graph) ?? new Map<TS.SourceFile, ReadonlySet<TS.SourceFile>>();
  loaded.set(graph, files);
  const before = files.get(file);
  if (before) return before;
  const reached = new Set([file]);
  for (const each of reached) {
    const specifiers = new Set(each.statements.flatMap((statement) => specifierOf(ts, statement) ?? []));
    for (const { specifier, target } of graph.imports.get(each) ?? []) if (target && specifiers.has(specifier)) reached.add(target);
  }
  files.set(file, reached);
  return reached;
}

function specifierOf(ts: Compiler, statement: TS.Statement): string | undefined {
  if (ts.isImportDeclaration(statement)) return statement.importClause?.isTypeOnly ? undefined : textOf(ts, statement.moduleSpecifier);
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly ? undefined : textOf(ts, statement.moduleSpecifier);
  const isRequired = ts.isImportEqualsDeclaration(statement) && !statement.isTypeOnly && ts.isExternalModuleReference(statement.moduleReference);
  return isRequired ? textOf(ts, (statement.moduleReference as TS.ExternalModuleReference).expression) : undefined;
}

function textOf(ts: Compiler, node: TS.Expression | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}
