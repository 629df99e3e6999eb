import type TS from "typescript";
import { digestText } from "../runtime/digest.js";
import type { TrackedClosure } from "./closure/index.js";
import { canonicalCode, type CodeText } from "./code/index.js";
import type { Context, FoundTask } from "./context.js";
import { discoverTasks, type DiscoveredCall } from "./discover/index.js";
import { planTask } from "./plan/index.js";
import type { FieldPlaces } from "./signature/fieldPlaces.js";
import { canonicalSignature, type SignatureText } from "./signature/index.js";

/** A text that a pass made, and its digest. */
export interface Digested {
  readonly text: string;
  readonly digest: string;
}

/** The signature's text, and where its fields are declared: places are for people, and not digested. */
export interface DigestedSignature extends Digested {
  readonly fields: FieldPlaces;
}

/** What the passes over a single task made of it. */
export interface TaskParts {
  readonly found: FoundTask;
  readonly signature: DigestedSignature;
  readonly async: boolean;
  /** What the types say of the values to come: no part of any digest. */
  readonly plan: string | undefined;
  readonly code: CodeText;
}

/** Everything known of a task that compiled. */
export interface TaskRecord {
  readonly found: FoundTask;
  readonly signature: DigestedSignature;
  readonly async: boolean;
  readonly plan: string | undefined;
  /** The digest covers what the text shows and, where closures are tracked, all that it reaches. */
  readonly code: Digested;
  /** The explicit `cacheVersion`, which then stands in for the code. */
  readonly version: Digested | undefined;
  readonly fingerprint: string;
  /** What the code reaches; undefined where bodies alone are tracked. */
  readonly closure: TrackedClosure | undefined;
}

/** One `task(...)` call after the passes over it by itself, or the errors that it was refused with. */
export interface ReadCall {
  readonly call: TS.CallExpression;
  readonly found: FoundTask | undefined;
  readonly parts: TaskParts | undefined;
  readonly diagnostics: readonly TS.Diagnostic[];
}

/** A file's calls, and the errors that belong to no single call. */
export interface ReadFile {
  readonly calls: readonly ReadCall[];
  readonly diagnostics: readonly TS.Diagnostic[];
}

/** One `task(...)` call after all passes: its record, or the errors that it was refused with. */
export interface AnalysedCall {
  readonly call: TS.CallExpression;
  readonly found: FoundTask | undefined;
  readonly record: TaskRecord | undefined;
  readonly diagnostics: readonly TS.Diagnostic[];
}

/** A file's tasks, and the errors that belong to no single call. */
export interface AnalysedFile {
  readonly calls: readonly AnalysedCall[];
  readonly diagnostics: readonly TS.Diagnostic[];
}

/** All tasks of a program, by file. */
export type AnalysedFiles = ReadonlyMap<TS.SourceFile, AnalysedFile>;

/** What a build adds to what the compiler writes. */
export interface Analysis {
  readonly files: AnalysedFiles;
  /** What declaration files carry, by the file that they declare; empty where no other project can ask. */
  readonly carried: ReadonlyMap<TS.SourceFile, string>;
}

/**
 * The pipeline of a build, in its order: source → discover → signature text → code text (here, task by
 * task) → closure (over the whole program, where it is tracked) → digest. Injecting follows when a file
 * is emitted. No pass changes anything but the list of diagnostics.
 */
export function readFile(context: Context, file: TS.SourceFile, symbols: ReadonlySet<TS.Symbol>): ReadFile {
  const scoped: Context = { ...context, diagnostics: [] };
  const calls = discoverTasks(scoped, file, symbols).map((call) => readCall(context, call));
  return { calls, diagnostics: scoped.diagnostics };
}

function readCall(context: Context, { call, found, diagnostics }: DiscoveredCall): ReadCall {
  if (!found) return { call, found, parts: undefined, diagnostics };
  const scoped: Context = { ...context, diagnostics: [] };
  const signature = canonicalSignature(scoped, found);
  const code = canonicalCode(scoped, found);
  const errors = [...diagnostics, ...scoped.diagnostics];
  const parts = !signature || !code || errors.length > 0 ? undefined : readParts(scoped, found, { signature, code });
  return { call, found, parts, diagnostics: errors };
}

function readParts(context: Context, found: FoundTask, { signature, code }: { signature: SignatureText; code: CodeText }): TaskParts {
  return { found, signature: { ...digested("signature", signature.text), fields: signature.fields }, async: signature.async, plan: planTask(context, found), code };
}

/** The last step: the digests of a task's parts in one. Undefined for a task that was refused. */
export function closeCall({ call, found, parts, diagnostics }: ReadCall, closure: TrackedClosure | undefined): AnalysedCall {
  const errors = [...diagnostics, ...(closure?.diagnostics ?? [])];
  return { call, found, record: parts && errors.length === 0 ? digestTask(parts, closure) : undefined, diagnostics: errors };
}

function digestTask({ found, signature, async, plan, code: { text } }: TaskParts, closure: TrackedClosure | undefined): TaskRecord {
  const code: Digested = { text, digest: digestText("code", closure ? [text, closure.digest] : [text]) };
  const version = found.cacheVersion === undefined ? undefined : digested("version", found.cacheVersion);
  const fingerprint = digestText("fingerprint", [
    found.name,
    signature.digest,
    version ? "version" : "code",
    (version ?? code).digest,
  ]);
  return { found, signature, async, plan, code, version, fingerprint, closure };
}

function digested(tag: "signature" | "version", text: string): Digested {
  return { text, digest: digestText(tag, [text]) };
}
