import type TS from "typescript";
import type { Context } from "./context.js";
import { reportDuplicates } from "./duplicates.js";
import { discoverTaskSymbols, isTaskDeclarationFile } from "./discover/taskSymbol.js";
import { discoverImporters, discoverImports } from "./host/imports.js";
import { saltedVersion } from "./host/salt.js";
import { isPublishing } from "./closure/carry/publish.js";
import { trackClosures, type TrackedProgram, type TrackedTask } from "./closure/index.js";
import { warn } from "./closure/warn.js";
import { closeCall, readFile, type AnalysedFile, type Analysis, type ReadFile } from "./pipeline.js";
import { blindingOption, refuseTranspileOnly } from "./transpileOnly.js";

/**
 * What a watching compiler found before, by file and salted version: a file whose version is the same
 * has, by what the salt covers, the same tasks.
 */
const known = new WeakMap<TS.SourceFile, { readonly version: string; readonly read: ReadFile }>();

/** Runs the pipeline over every file of a program that may hold tasks. */
export function analyseProgram(context: Context): Analysis {
  const { program } = context;
  const blinding = blindingOption(program);
  if (blinding) return { files: refuseTranspileOnly(context, blinding), carried: new Map() };
  const taskFiles = program.getSourceFiles().filter(isTaskDeclarationFile);
  if (taskFiles.length === 0) return closeFiles(context, new Map());
  const symbols = discoverTaskSymbols(context);
  const files = [...discoverImporters(discoverImports(context.ts, program), taskFiles)].filter((file) => isOwn(program, file));
  return closeFiles(context, new Map(files.map((file) => [file, recall(context, file) ?? remember(file, readFile(context, file, symbols))])));
}

/** Closures lead from file to file, so they are tracked when all files were read. */
function closeFiles(context: Context, read: ReadonlyMap<TS.SourceFile, ReadFile>): Analysis {
  const { tasks, carried } = trackTasks(context, [...read.values()]);
  for (const warning of [...tasks.values()].flatMap(({ warnings }) => warnings)) warn(context.ts, warning);
  const close = ({ calls, diagnostics }: ReadFile): AnalysedFile => ({
    calls: calls.map((call) => closeCall(call, tasks.get(call.call))),
    diagnostics,
  });
  return { files: reportDuplicates(context, new Map([...read].map(([file, each]) => [file, close(each)]))), carried };
}

function trackTasks(context: Context, files: readonly ReadFile[]): TrackedProgram {
  const tasks = trackedTasks(files);
  const isTracked = context.options.track === "closure" && (tasks.size > 0 || isPublishing(context));
  return isTracked ? trackClosures(context, tasks) : { tasks: new Map(), carried: new Map() };
}

/** The tasks of some files as far as their closures are concerned. */
export function trackedTasks(files: readonly ReadFile[]): ReadonlyMap<TS.Node, TrackedTask> {
  const parts = files.flatMap(({ calls }) => calls.flatMap((call) => call.parts ?? []));
  return new Map(parts.map(({ found, signature, code }) => [
    found.call,
    { found, signatureDigest: signature.digest, codeText: code.text, written: code.written },
  ]));
}

/** Whether a file is the program's to compile: the runtime's own file, in its own repository, defines `task`. */
export function isOwn(program: TS.Program, file: TS.SourceFile): boolean {
  return !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file) && !isTaskDeclarationFile(file);
}

/** A task may be made of another file's function: that file, too, must be the one that was read. */
function recall({ program }: Context, file: TS.SourceFile): ReadFile | undefined {
  const entry = known.get(file);
  if (!entry || entry.version !== saltedVersion(file)) return undefined;
  const holders = entry.read.calls.flatMap(({ found }) => found?.fn.getSourceFile() ?? []);
  return holders.every((holder) => program.getSourceFile(holder.fileName) === holder) ? entry.read : undefined;
}

function remember(file: TS.SourceFile, read: ReadFile): ReadFile {
  const version = saltedVersion(file);
  if (version !== undefined) known.set(file, { version, read });
  return read;
}
