import { isBuiltin } from "node:module";
import type TS from "typescript";
import type { Compiler } from "../../context.js";
import { addTo } from "../../listMap.js";
import type { ImportGraph } from "../imports.js";
import { ambientNames } from "./ambient.js";
import { moduleName, type Bound, type FileCode, type Piece } from "./pieces.js";
import { readFile } from "./read.js";

/** The files of a program as their syntax shows them. */
export interface Modules {
  readonly files: ReadonlyMap<TS.SourceFile, FileCode>;
  readonly targets: (file: TS.SourceFile, specifier: string) => TS.SourceFile | undefined;
  /** The pieces of a file that declare a name. */
  readonly declaring: (file: TS.SourceFile, name: string) => readonly Piece[];
  /** Scripts, whose names all files see. */
  readonly scripts: readonly TS.SourceFile[];
  /** What declaration files say there is, apart from Node's: nobody sees what its code does. */
  readonly ambient: ReadonlySet<string>;
  readonly resolved: Map<TS.SourceFile, Map<string, Found>>;
  readonly stars: Map<TS.SourceFile, readonly TS.SourceFile[]>;
}

/** Pieces that a name may stand for, with their files. */
export type Found = ReadonlyMap<Piece, TS.SourceFile>;

export function readModules(ts: Compiler, graph: ImportGraph): Modules {
  const own = graph.files.filter((file) => isOwn(file));
  const files = new Map(own.map((file) => [file, readFile(ts, file)]));
  return {
    files,
    targets: perFile((file) => new Map((graph.imports.get(file) ?? []).map((each) => [each.specifier, each.target]))),
    declaring: perFile((file) => piecesByName(files.get(file)?.pieces ?? []), []),
    scripts: graph.ambient.filter((file) => files.has(file)),
    ambient: new Set(graph.ambient.filter(isForeignTypes).flatMap((file) => ambientNames(ts, file.statements, true))),
    resolved: new Map(),
    stars: new Map(),
  };
}

/** Looks things up by file and name, in a table that is made for a file when it is first asked for. */
function perFile<T>(make: (file: TS.SourceFile) => ReadonlyMap<string, T>, missing?: T): (file: TS.SourceFile, name: string) => T {
  const tables = new Map<TS.SourceFile, ReadonlyMap<string, T>>();
  return (file, name) => {
    const table = tables.get(file) ?? make(file);
    tables.set(file, table);
    return table.get(name) ?? (missing as T);
  };
}

function piecesByName(pieces: readonly Piece[]): ReadonlyMap<string, readonly Piece[]> {
  const table = new Map<string, Piece[]>();
  for (const piece of pieces) {
    for (const name of new Set(piece.names)) addTo(table, name, piece);
  }
  return table;
}

function isForeignTypes({ isDeclarationFile, fileName }: TS.SourceFile): boolean {
  return isDeclarationFile && !/\/node_modules\/(?:@types\/node|undici-types)\//.test(fileName);
}

function isOwn({ isDeclarationFile, fileName }: TS.SourceFile): boolean {
  return !isDeclarationFile && !fileName.includes("/node_modules/") && !fileName.endsWith(".json");
}

/** Whether a name is bound to something that is not the project's, nor Node's. */
export function isForeign({ files, targets, ambient }: Modules, file: TS.SourceFile, name: string): boolean {
  const code = files.get(file);
  const bound = code?.imports.get(name);
  if (!bound) return ambient.has(name) || (code?.ambient.has(name) ?? false);
  if ( isBuiltin(bound.specifier) || bound.specifier === "taskprint") return false;
  const target = targets(file, bound.specifier);
  return target === undefined || !files.has(target);
}

/** The names that a name was exported under, where it is imported. */
export function originalName({ files }: Modules, file: TS.SourceFile, name: string): string {
  const bound = files.get(file)?.imports.get(name);
  return bound === undefined || bound.name === "*" ? name : bound.name;
}

/** What a name in a file may stand for; nothing for globals and packages. */
export function resolveName(modules: Modules, file: TS.SourceFile, name: string): Found {
  const known = modules.resolved.get(file) ?? new Map<string, Found>();
  modules.resolved.set(file, known);
  const found = known.get(name) ?? resolveNew(modules, file, name);
  known.set(name, found);
  return found;
}

function resolveNew(modules: Modules, file: TS.SourceFile, name: string): Found {
  const found = new Map<Piece, TS.SourceFile>();
  const resolving: Resolving = { modules, found, seen: new Set() };
  resolveNameWorker(resolving, file, name);
  if (found.size > 0 || modules.files.get(file)?.imports.has(name)) return found;
  for (const script of modules.scripts) {
    for (const piece of modules.declaring(script, name)) found.set(piece, script);
  }
  return found;
}

interface Resolving {
  readonly modules: Modules;
  readonly found: Map<Piece, TS.SourceFile>;
  readonly seen: Set<string>;
}

function isNew({ seen }: Resolving, file: TS.SourceFile, name: string): boolean {
  const key = `${name}\n${file.fileName}`;
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

function resolveNameWorker(resolving: Resolving, file: TS.SourceFile, name: string): void {
  const code = resolving.modules.files.get(file);
  if (!code || !isNew(resolving, file, name)) return;
  for (const piece of resolving.modules.declaring(file, name)) resolving.found.set(piece, file);
  const bound = name.startsWith(moduleName("")) ? { specifier: name.slice(moduleName("").length), name: "*" } : code.imports.get(name);
  if (bound) resolveBound(resolving, file, bound);
  const renamed = code.exports.get(name);
  if (typeof renamed === "string") resolveNameWorker(resolving, file, renamed);
}

function resolveBound(resolving: Resolving, file: TS.SourceFile, { specifier, name }: Bound): void {
  const target = resolving.modules.targets(file, specifier);
  if (!target) return;
  if (name === "*") resolveAll(resolving, target);
  else if (!resolveExport(resolving, target, name)) resolveAll(resolving, target);
}

/** Returns whether the module is known to have such an export. */
function resolveExport(resolving: Resolving, file: TS.SourceFile, name: string): boolean {
  const code = resolving.modules.files.get(file);
  if (!code || !isNew(resolving, file, `export ${name}`)) return true;
  const exported = code.exports.get(name);
  if (exported !== undefined && typeof exported !== "string") {
    resolveBound(resolving, file, exported);
    return true;
  }
  const local = exported ?? name;
  if (exported !== undefined || resolving.modules.declaring(file, local).length > 0) {
    resolveNameWorker(resolving, file, local);
    return true;
  }
  const beyond = starsOf(resolving.modules, file).filter((each) => exportsItself(resolving.modules, each, name));
  return beyond.map((each) => resolveExport(resolving, each, name)).some(Boolean);
}

function exportsItself({ files, declaring }: Modules, file: TS.SourceFile, name: string): boolean {
  return files.get(file)?.exports.has(name) === true || declaring(file, name).length > 0;
}

/** The files whose exports a file exports again, directly or not. */
function starsOf({ files, targets, stars }: Modules, file: TS.SourceFile): readonly TS.SourceFile[] {
  const known = stars.get(file);
  if (known) return known;
  const reached = new Set([file]);
  for (const each of reached) {
    for (const specifier of files.get(each)?.stars ?? []) {
      const target = targets(each, specifier);
      if (target) reached.add(target);
    }
  }
  const found = [...reached].slice(1);
  stars.set(file, found);
  return found;
}

function resolveAll(resolving: Resolving, file: TS.SourceFile): void {
  const code = resolving.modules.files.get(file);
  if (!code || !isNew(resolving, file, "*")) return;
  for (const piece of code.pieces) resolving.found.set(piece, file);
  const reexported = [...code.exports.values()].flatMap((each) => (typeof each === "string" ? [] : [each.specifier]));
  for (const specifier of [...code.stars, ...reexported]) resolveBound(resolving, file, { specifier, name: "*" });
}
