import { posix } from "node:path";
import type TS from "typescript";
import { fileInternals, programInternals } from "./internals.js";

/** Which file leads to which, by every form of import, without asking the type checker. */
export interface ImportGraph {
  readonly files: readonly TS.SourceFile[];
  readonly imports: ReadonlyMap<TS.SourceFile, readonly TS.SourceFile[]>;
  /** Files whose declarations are seen everywhere: scripts, and modules that augment others or the globals. */
  readonly ambient: readonly TS.SourceFile[];
}

export function discoverImports(program: TS.Program): ImportGraph {
  const files = program.getSourceFiles().filter((file) => !program.isSourceFileDefaultLibrary(file));
  const imports = new Map(files.map((file) => [file, discoverImportsOfFile(program, file)]));
  return { files, imports, ambient: files.filter(isAmbient) };
}

function discoverImportsOfFile(program: TS.Program, file: TS.SourceFile): readonly TS.SourceFile[] {
  const found = new Set<TS.SourceFile>();
  for (const specifier of fileInternals(file).imports ?? []) {
    const resolved = programInternals(program).getResolvedModuleFromModuleSpecifier(specifier, file);
    const target = resolved?.resolvedModule && program.getSourceFile(resolved.resolvedModule.resolvedFileName);
    if (target && !program.isSourceFileDefaultLibrary(target)) found.add(target);
  }
  for (const reference of file.referencedFiles) {
    const target = program.getSourceFile(resolveReference(file, reference.fileName));
    if (target && !program.isSourceFileDefaultLibrary(target)) found.add(target);
  }
  return [...found];
}

function resolveReference(file: TS.SourceFile, reference: string): string {
  return posix.isAbsolute(reference) ? reference : posix.join(posix.dirname(file.fileName), reference);
}

function isAmbient(file: TS.SourceFile): boolean {
  const { externalModuleIndicator, moduleAugmentations, ambientModuleNames } = fileInternals(file);
  const isJson = file.fileName.endsWith(".json");
  return (
    (!externalModuleIndicator && !isJson) || Boolean(moduleAugmentations?.length) || Boolean(ambientModuleNames?.length)
  );
}

/** The files that reach one of the targets, the targets themselves included. */
export function discoverImporters(graph: ImportGraph, targets: readonly TS.SourceFile[]): ReadonlySet<TS.SourceFile> {
  const importers = new Map<TS.SourceFile, TS.SourceFile[]>();
  for (const [file, imported] of graph.imports) {
    for (const target of imported) {
      const known = importers.get(target);
      if (known) known.push(file);
      else importers.set(target, [file]);
    }
  }
  const reached = new Set(targets);
  for (const file of reached) {
    for (const importer of importers.get(file) ?? []) reached.add(importer);
  }
  return reached;
}
