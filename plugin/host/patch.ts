import type TS from "typescript";
import { analyseProgram } from "../analysis.js";
import { keepBuild } from "../builds/keep.js";
import { isPublishing } from "../closure/carry/publish.js";
import { DIAGNOSTIC_BASE, type Context } from "../context.js";
import { injectConstants } from "../inject.js";
import { canonicalManifest } from "../manifest.js";
import type { Message } from "../messages.js";
import type { Analysis } from "../pipeline.js";
import { carryingWriter } from "./carryingWriter.js";
import { programInternals } from "./internals.js";

/** A program's tasks, analysed when they are first asked for: a build that has nothing to do never asks. */
export interface LazyAnalysis {
  readonly context: Context;
  readonly get: () => Analysis;
}

export function lazyAnalysis(surroundings: Pick<Context, "ts" | "program" | "host" | "options">): LazyAnalysis {
  let analysis: Analysis | undefined;
  const { program } = surroundings;
  const context: Context = {
    ...surroundings,
    diagnostics: [],
    // Made only when a pass asks, since making it binds every file of the program.
    get checker() {
      return program.getTypeChecker();
    },
  };
  return { context, get: () => (analysis ??= analyseProgram(context)) };
}

/**
 * Adds the tasks' errors to the diagnostics of each file. Builders read `getBindAndCheckDiagnostics`,
 * everyone else `getSemanticDiagnostics`: there the errors show in every mode, also without emit, and
 * `noEmitOnError` holds the output back.
 */
export function patchDiagnostics(program: TS.Program, lazy: LazyAnalysis): void {
  const internals = programInternals(program);
  const semantic = program.getSemanticDiagnostics;
  const bindAndCheck = internals.getBindAndCheckDiagnostics;
  program.getSemanticDiagnostics = (file, token) => [...semantic(file, token), ...diagnosticsOf(lazy, file)];
  internals.getBindAndCheckDiagnostics = (file, token) => [...bindAndCheck(file, token), ...diagnosticsOf(lazy, file)];
}

function diagnosticsOf(lazy: LazyAnalysis, file: TS.SourceFile | undefined): readonly TS.Diagnostic[] {
  const analysis = lazy.get().files;
  const files = file ? [analysis.get(file) ?? { calls: [], diagnostics: [] }] : [...analysis.values()];
  return files.flatMap(({ calls, diagnostics }) => [...diagnostics, ...calls.flatMap((each) => each.diagnostics)]);
}

/** Adds errors that belong to no file: those of the plugin's entry in tsconfig. */
export function patchOptionsDiagnostics(ts: Context["ts"], program: TS.Program, problems: readonly Message[]): void {
  if (problems.length === 0) return;
  const plain = program.getOptionsDiagnostics;
  const errors = problems.map((problem) => optionsDiagnostic(ts, problem));
  program.getOptionsDiagnostics = (token) => [...plain(token), ...errors];
}

export function optionsDiagnostic(ts: Context["ts"], { code, text }: Message): TS.Diagnostic {
  return {
    file: undefined,
    start: undefined,
    length: undefined,
    category: ts.DiagnosticCategory.Error,
    code: DIAGNOSTIC_BASE + code,
    messageText: text,
    source: "taskprint",
  };
}

/** Injects the constants into what is emitted, and writes the manifest once beside it. */
export function patchEmit(program: TS.Program, host: TS.CompilerHost, lazy: LazyAnalysis): void {
  const internals = programInternals(program);
  const { emit, emitBuildInfo } = internals;
  const inject = injectConstants(lazy.context, (file) => lazy.get().files.get(file)?.calls ?? []);
  const writeManifest = once((writeFile: TS.WriteFileCallback) => {
    if (!emitsCode(program)) return;
    const { path, text } = canonicalManifest(lazy.context, lazy.get().files);
    // A program that never heard of taskprint gets no manifest, unless one from before says otherwise.
    if (lazy.get().files.size === 0 && !host.fileExists(path)) return;
    writeFile(path, text, false);
    // A build with tasks that were refused says nothing of what was stored.
    if (!hasErrors(lazy)) keepBuild(program, text);
  });
  internals.emit = (file, writeFile, token, dtsOnly, transformers, ...internalArguments) => {
    const before = [inject, ...(transformers?.before ?? [])];
    const write = isPublishing(lazy.context) ? carryingWriter(lazy, writeFile ?? host.writeFile) : writeFile;
    const result = emit(file, write, token, dtsOnly, { ...transformers, before }, ...internalArguments);
    if (!result.emitSkipped && !dtsOnly) writeManifest(writeFile ?? host.writeFile);
    return result;
  };
  // When a file that held tasks is gone, there may be nothing to emit but the build information.
  internals.emitBuildInfo = (writeFile, token) => {
    if (emitsCode(program) && !hasErrors(lazy)) writeManifest(writeFile ?? host.writeFile);
    return emitBuildInfo(writeFile, token);
  };
}

/** The manifest describes the code beside it. Under `noEmit` an emit that writes nothing is not always called skipped. */
function emitsCode(program: TS.Program): boolean {
  const { noEmit, emitDeclarationOnly } = program.getCompilerOptions();
  return !noEmit && !emitDeclarationOnly;
}

function hasErrors(lazy: LazyAnalysis): boolean {
  return diagnosticsOf(lazy, undefined).length > 0;
}

function once<A>(run: (argument: A) => void): (argument: A) => void {
  let isDone = false;
  return (argument) => {
    if (isDone) return;
    isDone = true;
    run(argument);
  };
}
