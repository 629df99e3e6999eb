import type TS from "typescript";
import type { Context, FoundTask } from "../../plugin/context.js";
import { readFile, type ReadCall, type ReadFile } from "../../plugin/pipeline.js";

/** What was read for earlier programs, by file, with the version that it was read under. */
export type Memory = WeakMap<TS.SourceFile, { readonly version: string; readonly read: ReadFile }>;

interface Reading {
  readonly memory: Memory;
  readonly symbols: ReadonlySet<TS.Symbol>;
  readonly version: string;
}

/** Reads the tasks of a file, or takes what an earlier program's analysis read, if nothing changed that they depend on. */
export function recallFile(context: Context, file: TS.SourceFile, { memory, symbols, version }: Reading): ReadFile {
  const before = memory.get(file);
  if (before?.version === version) return before.read;
  const read = withoutTypes(readFile(context, file, symbols));
  memory.set(file, { version, read });
  return read;
}

/** A type would keep all of an earlier program in memory; the signature has been read of it. */
function withoutTypes({ calls, diagnostics }: ReadFile): ReadFile {
  return { calls: calls.map(withoutType), diagnostics };
}

function withoutType(call: ReadCall): ReadCall {
  const found = call.found && foundWithoutType(call.found);
  return { ...call, found, parts: call.parts && found && { ...call.parts, found } };
}

function foundWithoutType({ declaredType: _, ...found }: FoundTask): FoundTask {
  return found;
}
