import { report, type Context, type FoundTask } from "./context.js";
import { addTo } from "./listMap.js";
import { nameTaken } from "./messages.js";
import { placeOf } from "./place.js";
import type { AnalysedCall, AnalysedFile, AnalysedFiles } from "./pipeline.js";

/** The tasks of a program by their names. */
export type TasksByName = ReadonlyMap<string, readonly FoundTask[]>;

/** Files, as far as their tasks are found. */
type Named = Iterable<{ readonly calls: readonly { readonly found: FoundTask | undefined }[] }>;

/** Refuses tasks that share a name, each with the place of the other: they would share a cache. */
export function reportDuplicates(context: Context, analysis: AnalysedFiles): AnalysedFiles {
  const named = groupByName(analysis.values());
  return new Map([...analysis].map(([file, analysed]) => [file, refuseDuplicates(context, analysed, named)]));
}

export function groupByName(files: Named): TasksByName {
  const named = new Map<string, FoundTask[]>();
  for (const { calls } of files) {
    for (const { found } of calls) if (found) addTo(named, found.name, found);
  }
  return named;
}

/** Refuses those tasks of one file whose names others have. */
export function refuseDuplicates(context: Context, analysed: AnalysedFile, named: TasksByName): AnalysedFile {
  return { ...analysed, calls: analysed.calls.map((each) => refuseDuplicate(context, each, named)) };
}

function refuseDuplicate(context: Context, analysed: AnalysedCall, named: TasksByName): AnalysedCall {
  const { found } = analysed;
  const other = found && named.get(found.name)?.find((each) => each !== found);
  if (!other) return analysed;
  const scoped: Context = { ...context, diagnostics: [] };
  report(scoped, found.nameNode, nameTaken(found.name, placeOf(context, other.nameNode)));
  return { ...analysed, record: undefined, diagnostics: [...analysed.diagnostics, ...scoped.diagnostics] };
}
