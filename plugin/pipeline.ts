import type TS from "typescript";
import { digestText } from "../runtime/digest.js";
import { canonicalCode } from "./code/index.js";
import type { Context, FoundTask } from "./context.js";
import { discoverTasks, type DiscoveredCall } from "./discover/index.js";
import { canonicalSignature, type SignatureText } from "./signature/index.js";

/** A text that a pass made, and its digest. */
export interface Digested {
  readonly text: string;
  readonly digest: string;
}

/** Everything known of a task that compiled. */
export interface TaskRecord {
  readonly found: FoundTask;
  readonly signature: Digested;
  readonly async: boolean;
  readonly code: Digested;
  /** The explicit `cacheVersion`, which then stands in for the code. */
  readonly version: Digested | undefined;
  readonly fingerprint: string;
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
export type Analysis = ReadonlyMap<TS.SourceFile, AnalysedFile>;

/**
 * The whole pipeline of a build, in its order: source → discover → signature text → code text → digest.
 * (Injecting follows when a file is emitted.) No pass changes anything but the list of diagnostics.
 */
export function analyseFile(context: Context, file: TS.SourceFile, symbols: ReadonlySet<TS.Symbol>): AnalysedFile {
  const scoped: Context = { ...context, diagnostics: [] };
  const calls = discoverTasks(scoped, file, symbols).map((call) => analyseCall(context, call));
  return { calls, diagnostics: scoped.diagnostics };
}

function analyseCall(context: Context, { call, found, diagnostics }: DiscoveredCall): AnalysedCall {
  if (!found) return { call, found, record: undefined, diagnostics };
  const scoped: Context = { ...context, diagnostics: [] };
  const signature = canonicalSignature(scoped, found);
  const code = canonicalCode(scoped, found);
  const errors = [...diagnostics, ...scoped.diagnostics];
  const record = !signature || code === undefined || errors.length > 0 ? undefined : digestTask(found, signature, code.text);
  return { call, found, record, diagnostics: errors };
}

function digestTask(found: FoundTask, signatureText: SignatureText, codeText: string): TaskRecord {
  const signature = digested("signature", signatureText.text);
  const code = digested("code", codeText);
  const version = found.cacheVersion === undefined ? undefined : digested("version", found.cacheVersion);
  const fingerprint = digestText("fingerprint", [
    found.name,
    signature.digest,
    version ? "version" : "code",
    (version ?? code).digest,
  ]);
  return { found, signature, async: signatureText.async, code, version, fingerprint };
}

function digested(tag: "signature" | "code" | "version", text: string): Digested {
  return { text, digest: digestText(tag, [text]) };
}

