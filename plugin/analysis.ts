import type TS from "typescript";
import type { Context } from "./context.js";
import { reportDuplicates } from "./duplicates.js";
import { discoverTaskSymbols, isTaskDeclarationFile } from "./discover/taskSymbol.js";
import { discoverImporters, discoverImports } from "./host/imports.js";
import { saltedVersion } from "./host/salt.js";
import { analyseFile, type AnalysedFile, type Analysis } from "./pipeline.js";
import { blindingOption, refuseTranspileOnly } from "./transpileOnly.js";

/**
 * What a watching compiler found before, by file and salted version: a file whose version is the same
 * has, by what the salt covers, the same tasks.
 */
const known = new WeakMap<TS.SourceFile, { readonly version: string; readonly analysed: AnalysedFile }>();

/** Runs the pipeline over every file of a program that may hold tasks. */
export function analyseProgram(context: Context): Analysis {
  const { program } = context;
  const blinding = blindingOption(program);
  if (blinding) return refuseTranspileOnly(context, blinding);
  const taskFiles = program.getSourceFiles().filter(isTaskDeclarationFile);
  if (taskFiles.length === 0) return new Map();
  const symbols = discoverTaskSymbols(context);
  const files = [...discoverImporters(discoverImports(context.ts, program), taskFiles)].filter((file) => isOwn(program, file));
  const analysed = new Map(files.map((file) => [file, recall(file) ?? remember(file, analyseFile(context, file, symbols))]));
  return reportDuplicates(context, analysed);
}

/** Whether a file is the program's to compile: the runtime's own file, in its own repository, defines `task`. */
function isOwn(program: TS.Program, file: TS.SourceFile): boolean {
  return !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file) && !isTaskDeclarationFile(file);
}

function recall(file: TS.SourceFile): AnalysedFile | undefined {
  const entry = known.get(file);
  return entry && entry.version === saltedVersion(file) ? entry.analysed : undefined;
}

function remember(file: TS.SourceFile, analysed: AnalysedFile): AnalysedFile {
  const version = saltedVersion(file);
  if (version !== undefined) known.set(file, { version, analysed });
  return analysed;
}
