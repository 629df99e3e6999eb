import type TS from "typescript";
import type { Context } from "../../plugin/context.js";
import { closeCall, type ReadFile } from "../../plugin/pipeline.js";
import { moveDiagnostics } from "./edits.js";
import type { Memory } from "./memory.js";
import { ProgramAnalysis, type EditedFile } from "./program.js";
import { Queue, type Timers } from "./queue.js";

/** What the tasks of a project are analysed with. */
export interface Surroundings extends Pick<Context, "ts" | "host" | "options">, Timers {
  /** The program as it is now. */
  readonly program: () => TS.Program | undefined;
  /** Another text whenever the program is going to be another. */
  readonly version: () => string;
  /** Called when more is known of files than was when they were asked for. */
  readonly onNews: () => void;
  readonly onError: (error: unknown) => void;
}

/** What is known of a file's tasks. */
export interface KnownFile {
  readonly file: TS.SourceFile;
  readonly context: Context;
  readonly analysed: EditedFile;
  /** Whether this is all; else closures and names of other files are still being looked at. */
  readonly isWhole: boolean;
}

/** What was found of a file in the end, beside what it says by itself. */
interface Beyond {
  readonly text: string;
  readonly diagnostics: readonly TS.Diagnostic[];
}

/** Up to this many milliseconds an analysis is worth waiting for with every key that is pressed. */
export const QUICK_MS = 50;

/** The tasks of a project that is being edited. */
export class EditedTasks {
  readonly #memory: Memory = new WeakMap();
  readonly #beyond = new Map<string, Beyond>();
  readonly #queue: Queue<TS.SourceFile>;
  #analysis: ProgramAnalysis | undefined;
  #version = "";
  /** How long the first files of a program took, in milliseconds: what is known of all of it then makes others quick. */
  #cost = 0;
  #isWarm = false;
  #isDisposed = false;

  constructor(readonly surroundings: Surroundings) {
    const { onNews, onError, setTimeout, clearTimeout, version } = surroundings;
    const onDone = (): void => {
      this.#warm();
      onNews();
    };
    this.#queue = new Queue({ setTimeout, clearTimeout, onDone, onError, isOutdated: () => version() !== this.#version || !isUsable(this.#analysis?.context) });
  }

  /** What is known of a file's tasks after at most so many milliseconds; undefined for a file that has none of this project's. */
  ask(fileName: string, budget: number): KnownFile | undefined {
    const analysis = this.#isDisposed ? undefined : this.#analysisNow();
    const file = analysis?.context.program.getSourceFile(fileName);
    if (!analysis || !file || !analysis.isAsked(file)) return undefined;
    const alone = analysis.readAlone(file);
    if (alone.calls.length > 0 && !analysis.known(file)) this.#queue.ask(file, () => analysis.analyse(file), budget);
    const analysed = alone.calls.length > 0 ? analysis.known(file) : { ...alone, calls: [], warnings: [] };
    if (!analysed) return { file, context: analysis.context, analysed: this.#provisional(file, alone), isWhole: false };
    if (alone.calls.length > 0) this.#warm();
    this.#beyond.set(fileName, { text: file.text, diagnostics: beyond(alone, analysed) });
    return { file, context: analysis.context, analysed, isWhole: true };
  }

  /** Whether a call makes a task, as its file says by itself. */
  isTask(call: TS.CallExpression): boolean {
    const analysis = this.#isDisposed ? undefined : this.#analysisNow();
    const file = call.getSourceFile();
    return analysis !== undefined && analysis.isAsked(file) && analysis.readAlone(file).calls.some((each) => each.call === call);
  }

  /** What the passes over the present program take; undefined where there is none. */
  context(): Context | undefined {
    return this.#isDisposed ? undefined : this.#analysisNow()?.context;
  }

  /** The same for diagnostics, which are asked for while somebody types: a long analysis is left for when nobody does. */
  askQuickly(fileName: string): KnownFile | undefined {
    this.#analysisNow();
    return this.ask(fileName, this.#isWarm || this.#cost <= QUICK_MS ? QUICK_MS : 0);
  }

  /** Nothing is known from now on. */
  dispose(): void {
    this.#isDisposed = true;
    this.#queue.clear();
    this.#analysis = undefined;
  }

  #analysisNow(): ProgramAnalysis | undefined {
    const { ts, host, options, program, version } = this.surroundings;
    const now = program();
    const before = this.#analysis?.context;
    if (now === undefined || (now === before?.program && isUsable(before))) return this.#analysis;
    if (!this.#isWarm) this.#cost = Math.max(this.#queue.spent, this.#cost);
    this.#isWarm = false;
    this.#queue.clear();
    this.#version = version();
    const context: Context = { ts, host, options, program: now, checker: now.getTypeChecker(), diagnostics: [] };
    return (this.#analysis = new ProgramAnalysis(context, this.#memory));
  }

  #warm(): void {
    if (!this.#isWarm) this.#cost = this.#queue.spent;
    this.#isWarm = true;
  }

  /** Until more is known, what was found beyond the file before stands where it stood. */
  #provisional(file: TS.SourceFile, alone: ReadFile): EditedFile {
    const { text = "", diagnostics = [] } = this.#beyond.get(file.fileName) ?? {};
    const calls = alone.calls.map((call) => ({ ...closeCall(call, undefined), record: undefined }));
    return { calls, diagnostics: alone.diagnostics, warnings: moveDiagnostics(diagnostics, text, file) };
  }
}

/** A check that was cancelled leaves a checker behind that is no longer to be asked, and the program makes another. */
function isUsable(context: Context | undefined): boolean {
  return context !== undefined && context.program.getTypeChecker() === context.checker;
}

function beyond(alone: ReadFile, { calls, warnings }: EditedFile): readonly TS.Diagnostic[] {
  return [...calls.flatMap(({ diagnostics }, index) => diagnostics.slice(alone.calls[index]?.diagnostics.length)), ...warnings];
}
