import type TS from "typescript";
import type { Compiler } from "../context.js";
import { addTo } from "../listMap.js";
import { discoverImports, importedFiles, type ImportGraph } from "../host/imports.js";
import { readDeclaration } from "./carry/block.js";
import type { Closures } from "./closures.js";
import { ownerOfModule } from "./imports.js";
import { targetOfForeign, type Target } from "./targets.js";
import type { Unit } from "./unit.js";

/** What loading a module does to all code: statements that write to globals, or a package that is imported for its effect. */
export interface GlobalEffect {
  readonly units: readonly Unit[] | Target;
  readonly at: TS.Node;
}

/** Statements by file, each file's in their order. */
export function groupByFile(units: readonly Unit[]): readonly (readonly Unit[])[] {
  const files = new Map<TS.SourceFile, Unit[]>();
  for (const unit of units) addTo(files, unit.getSourceFile(), unit);
  return [...files.values()].map((each) => each.sort((a, b) => a.pos - b.pos));
}

interface KnownEffects {
  readonly own: ReadonlyMap<TS.SourceFile, readonly GlobalEffect[]>;
  readonly reached: Map<TS.SourceFile, readonly GlobalEffect[]>;
}

const known = new WeakMap<Closures, KnownEffects>();

/** The effects on all code of the modules that a file loads, itself included. */
export function discoverGlobalEffects(closures: Closures, file: TS.SourceFile): readonly GlobalEffect[] {
  const graph = discoverImports(closures.context.ts, closures.context.program);
  const effects = known.get(closures) ?? { own: discoverOwnEffects(closures, graph), reached: new Map() };
  known.set(closures, effects);
  if (effects.own.size === 0) return [];
  const found = effects.reached.get(file) ?? [...reachedFiles(graph, file)].flatMap((each) => effects.own.get(each) ?? []);
  effects.reached.set(file, found);
  return found;
}

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

function discoverOwnEffects(closures: Closures, { files }: ImportGraph): ReadonlyMap<TS.SourceFile, readonly GlobalEffect[]> {
  const effects = files.map((file) => [file, isOwnSource(file) ? effectsOfFile(closures, file) : carriedEffects(file)] as const);
  return new Map(effects.filter(([, found]) => found.length > 0));
}

function effectsOfFile(closures: Closures, file: TS.SourceFile): readonly GlobalEffect[] {
  const units = closures.effects.globalWriters(file);
  const [first] = units;
  return [...(first ? [{ units, at: first }] : []), ...file.statements.flatMap((statement) => bareImport(closures, statement))];
}

/** What another project says that loading one of its files does. */
function carriedEffects(file: TS.SourceFile): readonly GlobalEffect[] {
  const isCarried = file.isDeclarationFile && readDeclaration(file, "") !== undefined;
  return isCarried ? [{ units: { kind: "declared", declaration: file }, at: file }] : [];
}

/** `import "package"` */
function bareImport(closures: Closures, statement: TS.Statement): readonly GlobalEffect[] {
  const { ts } = closures.context;
  if (!ts.isImportDeclaration(statement) || statement.importClause !== undefined || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
  const owner = ownerOfModule(closures, statement.moduleSpecifier);
  return owner && owner !== "builtin" ? [{ units: targetOfForeign({ owner, entry: statement.moduleSpecifier.text, name: "" }), at: statement }] : [];
}
