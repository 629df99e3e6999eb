import type TS from "typescript";
import { isOwn, trackedTasks } from "../../plugin/analysis.js";
import { closuresOf, trackSome, type TrackedClosure } from "../../plugin/closure/index.js";
import type { Closures } from "../../plugin/closure/closures.js";
import type { Context } from "../../plugin/context.js";
import { discoverTaskSymbols, isTaskDeclarationFile } from "../../plugin/discover/taskSymbol.js";
import { groupByName, refuseDuplicates } from "../../plugin/duplicates.js";
import { discoverImporters, discoverImports, type ImportGraph } from "../../plugin/host/imports.js";
import { discoverPossibleNames } from "../../plugin/host/names.js";
import { isSourceOfReference } from "./references.js";
import { closeCall, readFile, type AnalysedFile, type ReadFile } from "../../plugin/pipeline.js";
import { blindingOption, refuseTranspileOnly } from "../../plugin/transpileOnly.js";
import { recallFile, type Memory } from "./memory.js";
import { versionsOf, type Versions } from "./versions.js";

/** The tasks of a file, with what their closures are worth a warning for. */
export interface EditedFile extends AnalysedFile {
  readonly warnings: readonly TS.Diagnostic[];
}

const NOTHING: EditedFile = { calls: [], diagnostics: [], warnings: [] };

/**
 * The tasks of one program of an editor, as far as they are asked for, by the passes of a build. What a file says
 * by itself is known quickly; closures and names that others have need more of the program, so that part pauses
 * between its steps.
 */
export class ProgramAnalysis {
  readonly #taskFiles: readonly TS.SourceFile[];
  readonly #read = new Map<TS.SourceFile, ReadFile>();
  readonly #done = new Map<TS.SourceFile, EditedFile>();
  #symbols: ReadonlySet<TS.Symbol> | undefined;
  /** All that may hold tasks. */
  #files: readonly TS.SourceFile[] | undefined;
  #versions: Versions | undefined;
  #closures: Closures | undefined;

  constructor(
    readonly context: Context,
    readonly memory: Memory,
  ) {
    this.#taskFiles = context.program.getSourceFiles().filter(isTaskDeclarationFile);
  }

  /** Whether a file's tasks are this program's. */
  isAsked(file: TS.SourceFile): boolean {
    const { program } = this.context;
    return this.#taskFiles.length > 0 && isOwn(program, file) && !isSourceOfReference(program, file);
  }

  /** What a file says by itself. */
  readAlone(file: TS.SourceFile): ReadFile {
    const known = this.#read.get(file);
    if (known) return known;
    const blinding = blindingOption(this.context.program);
    const read = blinding ? this.#blind(file, blinding) : readFile(this.context, file, this.#taskSymbols());
    this.#read.set(file, read);
    return read;
  }

  /** All that is known of a file once it was analysed. */
  known(file: TS.SourceFile): EditedFile | undefined {
    return this.#done.get(file);
  }

  /** Analyses a file as a build does. */
  *analyse(file: TS.SourceFile): Generator<void, EditedFile> {
    const done = this.#done.get(file);
    if (done) return done;
    const analysed = yield* this.#analyseWorker(file);
    this.#done.set(file, analysed);
    return analysed;
  }

  *#analyseWorker(file: TS.SourceFile): Generator<void, EditedFile> {
    const read = this.readAlone(file);
    if (read.calls.length === 0) return { ...NOTHING, diagnostics: read.diagnostics };
    const tracked = yield* this.#track(read);
    const named = groupByName(yield* this.#readAll(this.#rivalsOf(file)));
    const calls = read.calls.map((call) => closeCall(call, tracked.get(call.call)));
    const closed = refuseDuplicates(this.context, { calls, diagnostics: read.diagnostics }, named);
    return { ...closed, warnings: [...tracked.values()].flatMap(({ warnings }) => warnings) };
  }

  /** A version stands in for the code, so a task that has one needs no closure. */
  *#track({ calls }: ReadFile): Generator<void, ReadonlyMap<TS.Node, TrackedClosure>> {
    const isTracked = this.context.options.track === "closure" && calls.some(({ parts }) => parts && parts.found.cacheVersion === undefined);
    if (!isTracked) return new Map();
    if (this.#closures === undefined) {
      const closures = closuresOf(this.context, trackedTasks(yield* this.#readAll(this.#holders())));
      yield;
      // The longest step, and one that all later ones need: it is taken by itself.
      closures.effects.loading();
      this.#closures = closures;
      yield;
    }
    return yield* trackSome(this.#closures, calls.flatMap(({ call, parts }) => (parts ? [call] : [])));
  }

  /** Which files may hold a task of a name that one of this file's tasks has, the file itself included. */
  #rivalsOf(file: TS.SourceFile): readonly TS.SourceFile[] {
    const names = discoverPossibleNames(this.context.ts, this.#holders());
    const own = new Set(this.readAlone(file).calls.flatMap(({ found }) => found?.name ?? []));
    return this.#holders().filter((each) => each === file || [...(names.get(each) ?? [])].some((name) => own.has(name)));
  }

  *#readAll(files: readonly TS.SourceFile[]): Generator<void, readonly ReadFile[]> {
    const found: ReadFile[] = [];
    for (const file of files) {
      found.push(this.#read.get(file) ?? this.#recall(file));
      yield;
    }
    return found;
  }

  #recall(file: TS.SourceFile): ReadFile {
    const { context, memory } = this;
    const read = recallFile(context, file, { memory, symbols: this.#taskSymbols(), version: this.#version(file) });
    this.#read.set(file, read);
    return read;
  }

  #holders(): readonly TS.SourceFile[] {
    const importers = (): ReadonlySet<TS.SourceFile> => discoverImporters(this.#imports(), this.#taskFiles);
    return (this.#files ??= [...importers()].filter((file) => this.isAsked(file)));
  }

  #version(file: TS.SourceFile): string {
    this.#versions ??= versionsOf(this.context.program, this.#imports());
    return this.#versions(file);
  }

  #imports(): ImportGraph {
    return discoverImports(this.context.ts, this.context.program);
  }

  #taskSymbols(): ReadonlySet<TS.Symbol> {
    return (this.#symbols ??= discoverTaskSymbols(this.context));
  }

  #blind(file: TS.SourceFile, option: string): ReadFile {
    return { calls: [], diagnostics: refuseTranspileOnly(this.context, option).get(file)?.diagnostics ?? [] };
  }
}
