import { posix } from "node:path";
import type TS from "typescript";
import type { Compiler } from "../context.js";
import { addTo } from "../listMap.js";
import { fileInternals, isLibraryFile, programInternals } from "./internals.js";

/** An import as it is written, and the file that it finds. */
export interface Import {
  readonly specifier: string;
  readonly target: TS.SourceFile | undefined;
}

/** Which file leads to which, by every form of import, without asking the type checker. */
export interface ImportGraph {
  readonly files: readonly TS.SourceFile[];
  readonly imports: ReadonlyMap<TS.SourceFile, readonly Import[]>;
  /** Files whose declarations are seen everywhere: scripts, and modules that augment others or declare globals. */
  readonly ambient: readonly TS.SourceFile[];
}

/** Kept for each program: the salt asks first, the analysis again. */
const known = new WeakMap<TS.Program, ImportGraph>();

export function discoverImports(ts: Compiler, program: TS.Program): ImportGraph {
  const graph = known.get(program) ?? discoverImportsOfProgram(ts, program);
  known.set(program, graph);
  return graph;
}

function discoverImportsOfProgram(ts: Compiler, program: TS.Program): ImportGraph {
  const files = program.getSourceFiles().filter((file) => !isLibraryFile(program, file));
  const imports = new Map(files.map((file) => [file, discoverImportsOfFile(program, file)]));
  return { files, imports, ambient: files.filter((file) => isAmbient(ts, file)) };
}

/** The files that a file imports. */
export function importedFiles(graph: ImportGraph, file: TS.SourceFile): readonly TS.SourceFile[] {
  return (graph.imports.get(file) ?? []).flatMap(({ target }) => target ?? []);
}

function discoverImportsOfFile(program: TS.Program, file: TS.SourceFile): readonly Import[] {
  const written = (fileInternals(file).imports ?? []).map((specifier) => {
    const resolved = programInternals(program).getResolvedModuleFromModuleSpecifier(specifier, file)?.resolvedModule;
    return { specifier: specifier.text, path: resolved?.resolvedFileName };
  });
  const references = file.referencedFiles.map(({ fileName }) => ({ specifier: fileName, path: resolveReference(file, fileName) }));
  const required = discoverRequired(file.text).map((specifier) => ({ specifier, path: resolveRequired(program, file, specifier) }));
  return [...written, ...references, ...required].map(({ specifier, path }) => ({ specifier, target: discoverTarget(program, path) }));
}

/**
 * What a file may load by `require`, which the compiler does not look for in TypeScript: paths and names in
 * calls of it, and any relative path in a call where the file makes a `require` of its own.
 */
function discoverRequired(text: string): readonly string[] {
  if (!/require/i.test(text)) return [];
  const calls = text.includes("createRequire") ? /\(\s*["'`](\.{1,2}\/[^"'`]+)["'`]/g : /\brequire\s*\(+\s*["'`]([^"'`]+)["'`]/g;
  return [...text.matchAll(calls)].flatMap((match) => match[1] ?? []);
}

const REQUIRED = [[".js", ".ts"], [".js", ".tsx"], [".cjs", ".cts"], [".mjs", ".mts"], ["", ".ts"], ["", ".tsx"], ["", ".cts"], ["", "/index.ts"], ["", ""]] as const;

function resolveRequired(program: TS.Program, file: TS.SourceFile, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const path = posix.join(posix.dirname(file.fileName), specifier);
  const candidates = REQUIRED.flatMap(([from, to]) => (path.endsWith(from) ? [path.slice(0, path.length - from.length) + to] : []));
  return candidates.find((candidate) => program.getSourceFile(candidate) !== undefined);
}

function discoverTarget(program: TS.Program, path: string | undefined): TS.SourceFile | undefined {
  const target = path === undefined ? undefined : program.getSourceFile(path);
  return target && !isLibraryFile(program, target) ? target : undefined;
}

function resolveReference(file: TS.SourceFile, reference: string): string {
  return posix.isAbsolute(reference) ? reference : posix.join(posix.dirname(file.fileName), reference);
}

function isAmbient(ts: Compiler, file: TS.SourceFile): boolean {
  const { externalModuleIndicator, moduleAugmentations, ambientModuleNames } = fileInternals(file);
  const isScript = !externalModuleIndicator && !file.fileName.endsWith(".json");
  const declaresOthers = Boolean(moduleAugmentations?.length) || Boolean(ambientModuleNames?.length);
  return isScript || declaresOthers || file.statements.some(ts.isNamespaceExportDeclaration);
}

const knownImporters = new WeakMap<ImportGraph, ReadonlyMap<TS.SourceFile, readonly TS.SourceFile[]>>();

/** For every file that is imported, the files that import it. */
export function importersOf(graph: ImportGraph): ReadonlyMap<TS.SourceFile, readonly TS.SourceFile[]> {
  const importers = knownImporters.get(graph) ?? discoverImportersOfEach(graph);
  knownImporters.set(graph, importers);
  return importers;
}

function discoverImportersOfEach(graph: ImportGraph): ReadonlyMap<TS.SourceFile, readonly TS.SourceFile[]> {
  const importers = new Map<TS.SourceFile, TS.SourceFile[]>();
  for (const file of graph.files) {
    for (const target of importedFiles(graph, file)) addTo(importers, target, file);
  }
  return importers;
}

/**
 * The files that reach one of the targets, the targets themselves included. Where an ambient file does,
 * every file may: what it declares needs no import.
 */
export function discoverImporters(graph: ImportGraph, targets: readonly TS.SourceFile[]): ReadonlySet<TS.SourceFile> {
  const importers = importersOf(graph);
  const reached = new Set(targets);
  for (const file of reached) {
    for (const importer of importers.get(file) ?? []) reached.add(importer);
  }
  return graph.ambient.some((file) => reached.has(file)) ? new Set(graph.files) : reached;
}
