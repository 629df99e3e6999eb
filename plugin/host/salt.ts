import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type TS from "typescript";
import { digestText } from "../../runtime/digest.js";
import type { Compiler, PluginOptions } from "../context.js";
import { addTo } from "../listMap.js";
import { isPublishing } from "../closure/carry/publish.js";
import { digestClosures } from "./closures.js";
import { canonicalOptions } from "./compilerOptions.js";
import { discoverImporters, discoverImports, importedFiles, type ImportGraph } from "./imports.js";
import { packageDigester } from "./installed.js";
import { fileInternals } from "./internals.js";
import { discoverPossibleNames } from "./names.js";
import { projectFolder } from "./projectFolder.js";
import { discoverWrittenFrom } from "./written/index.js";

/** What is salted: the program, by the compiler that made it, under the plugin's options. */
export interface Salting {
  readonly ts: Compiler;
  readonly program: TS.Program;
  readonly host: TS.CompilerHost;
  readonly options: PluginOptions;
  /** The files that declare `task`; only what reaches them can hold tasks. */
  readonly taskFiles: readonly TS.SourceFile[];
}

/** A file's version as the compiler computed it: a watching compiler hands the same file in again, salted. */
const plainVersions = new WeakMap<TS.SourceFile, string>();

/**
 * Makes the version of each file that may hold tasks depend on all that its constants depend on: the
 * files in its import closure, the ambient declarations, the plugin's code and options, the compiler's
 * options, and who else uses its tasks' names; where closures are tracked also the packages that are installed,
 * and the files whose code, when it is loaded, writes to what others declare.
 * Files whose declarations carry closures for other projects depend on as much. A builder program compares versions to decide what to check and emit again;
 * unsalted, it would look at the declarations of direct imports only and leave old constants behind.
 *
 * Does nothing where files have no versions: such a program emits everything.
 */
export function saltVersions(salting: Salting): void {
  const graph = discoverImports(salting.ts, salting.program);
  if (!graph.files.some((file) => plainVersion(file) !== undefined)) return;
  const isTracking = salting.options.track === "closure";
  const installed = isTracking ? packageDigester(salting, graph) : () => "";
  const writtenFrom = isTracking ? discoverWrittenFrom(salting.ts, graph) : new Map<TS.SourceFile, readonly TS.SourceFile[]>();
  const closures = digestClosures("closure", {
    nodes: graph.files,
    edges: (file) => [...importedFiles(graph, file), ...(writtenFrom.get(file) ?? [])],
    own: (file) => digestOwn(salting.program, graph, file) + installed(file),
  });
  const { options, program } = salting;
  const settings = [JSON.stringify(options), canonicalOptions(program.getCompilerOptions())];
  const shared = [digestPlugin(), ...settings, digestAmbient(graph, closures)];
  const rivals = discoverRivals(salting, graph);
  const others = isPublishing(salting) ? graph.files.filter((file) => !file.isDeclarationFile && !rivals.has(file)) : [];
  for (const [file, names] of [...rivals, ...others.map((file) => [file, []] as const)]) {
    fileInternals(file).version = digestText("salt", [...shared, closures.get(file) ?? "", ...names]);
  }
}

/** The salted version of a file; undefined in a program without versions. */
export function saltedVersion(file: TS.SourceFile): string | undefined {
  return plainVersions.has(file) ? fileInternals(file).version : undefined;
}

function plainVersion(file: TS.SourceFile): string | undefined {
  const { version } = fileInternals(file);
  if (version !== undefined && !plainVersions.has(file)) plainVersions.set(file, version);
  return plainVersions.get(file);
}

/**
 * A file by its path, its version, and which import finds which file: the same files behind swapped
 * paths, or under other `paths` of tsconfig, are another program.
 */
function digestOwn(program: TS.Program, graph: ImportGraph, file: TS.SourceFile): string {
  const root = projectFolder(program);
  const place = (each: TS.SourceFile | undefined): string => (each ? relative(root, each.fileName) : "");
  const found = (graph.imports.get(file) ?? []).flatMap(({ specifier, target }) => [specifier, place(target)]);
  return digestText("salt", [place(file), plainVersion(file) ?? file.text, ...found]);
}

function digestAmbient(graph: ImportGraph, closures: ReadonlyMap<TS.SourceFile, string>): string {
  return digestText("salt", graph.ambient.map((file) => closures.get(file) ?? "").sort());
}

/**
 * For each file that may hold tasks, the other files that may hold a task of the same name, with their
 * versions: two of one name are an error in both, which must come and go with either.
 */
function discoverRivals(salting: Salting, graph: ImportGraph): ReadonlyMap<TS.SourceFile, readonly string[]> {
  const files = [...discoverImporters(graph, salting.taskFiles)].filter((file) => !file.isDeclarationFile);
  const names = discoverPossibleNames(salting.ts, files);
  const holders = new Map<string, TS.SourceFile[]>();
  for (const [file, own] of names) {
    for (const name of own) addTo(holders, name, file);
  }
  const rivalsOf = (file: TS.SourceFile): readonly string[] =>
    [...(names.get(file) ?? [])]
      .flatMap((name) => (holders.get(name) ?? []).filter((rival) => rival !== file).map((rival) => `${name} ${plainVersion(rival)}`))
      .sort();
  return new Map(files.map((file) => [file, rivalsOf(file)]));
}

let pluginDigest: string | undefined;

/** A digest of the plugin's own code: after an upgrade all constants are made anew. */
function digestPlugin(): string {
  pluginDigest ??= digestFolder(join(__dirname, "..", ".."));
  return pluginDigest;
}

function digestFolder(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".js"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  return digestText("salt", files.sort());
}
