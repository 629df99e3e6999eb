import { report, type Context, type FoundTask } from "./context.js";
import { addTo } from "./listMap.js";
import { nameTaken } from "./messages.js";
import { placeOf } from "./place.js";
import type { AnalysedCall, AnalysedFiles } from "./pipeline.js";

/** Refuses tasks that share a name, each with the place of the other: they would share a cache. */
export function reportDuplicates(context: Context, analysis: AnalysedFiles): AnalysedFiles {
  const named = new Map<string, FoundTask[]>();
  const tasks = [...analysis.values()].flatMap(({ calls }) => calls.flatMap(({ found }) => found ?? []));
  for (const found of tasks) addTo(named, found.name, found);
  const refuse = (each: AnalysedCall): AnalysedCall => refuseDuplicate(context, each, named);
  return new Map([...analysis].map(([file, analysed]) => [file, { ...analysed, calls: analysed.calls.map(refuse) }]));
}

function refuseDuplicate(context: Context, analysed: AnalysedCall, named: ReadonlyMap<string, readonly FoundTask[]>): AnalysedCall {
  const { found } = analysed;
  const other = found && named.get(found.name)?.find((each) => each !== found);
  if (!other) return analysed;
  const scoped: Context = { ...context, diagnostics: [] };
  report(scoped, found.nameNode, nameTaken(found.name, placeOf(context, other.nameNode)));
  return { ...analysed, record: undefined, diagnostics: [...analysed.diagnostics, ...scoped.diagnostics] };
}
