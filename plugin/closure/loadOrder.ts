import type TS from "typescript";
import { discoverImports, importedFiles, importersOf, type ImportGraph } from "../host/imports.js";
import { pathInProject } from "../host/projectFolder.js";
import type { Closures } from "./closures.js";
import { isOwnSource } from "./loaded.js";
import { discoverReaching } from "./reaching.js";

const known = new WeakMap<Closures, Map<string, string>>();

/**
 * In which order some files are loaded, as far as the imports of the project decide it: for each module
 * that imports its way to several of them, in which order it does. Where files write to one thing, the last
 * may overwrite what the first wrote.
 */
export function canonicalLoadOrder(closures: Closures, files: readonly TS.SourceFile[]): string {
  const { ts, program } = closures.context;
  const place = (file: TS.SourceFile): string => pathInProject(program, file);
  const key = files.map(place).sort().join("\n");
  const texts = known.get(closures) ?? new Map<string, string>();
  known.set(closures, texts);
  const text = texts.get(key) ?? describeOrder(discoverImports(ts, program), files, place);
  texts.set(key, text);
  return text;
}

function describeOrder(graph: ImportGraph, files: readonly TS.SourceFile[], place: (file: TS.SourceFile) => string): string {
  const leading = discoverLeading(graph, files);
  const lines = graph.files.filter(isOwnSource).map((file) => {
    const steps = [...new Set(importedFiles(graph, file))].flatMap((next) => {
      const loaded = leading.get(next);
      return loaded ? [[...loaded].map(place).sort().join(" ")] : [];
    });
    // A module's own statements come after what it imports.
    if (files.includes(file)) steps.push(place(file));
    return steps.length > 1 ? `${place(file)}: ${steps.join(" < ")}` : "";
  });
  return lines.filter((line) => line !== "").sort().join("\n");
}

/** For every file that loads one of some files, directly or not, or is one of them: which. */
function discoverLeading(graph: ImportGraph, files: readonly TS.SourceFile[]): ReadonlyMap<TS.SourceFile, ReadonlySet<TS.SourceFile>> {
  const leading = new Map<TS.SourceFile, Set<TS.SourceFile>>();
  for (const target of files) {
    for (const file of discoverReaching(importersOf(graph), [target])) leading.set(file, (leading.get(file) ?? new Set()).add(target));
  }
  return leading;
}
