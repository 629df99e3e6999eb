import type TS from "typescript";
import { digestClosures } from "../../plugin/host/closures.js";
import { canonicalOptions } from "../../plugin/host/compilerOptions.js";
import { importedFiles, type ImportGraph } from "../../plugin/host/imports.js";

/** A text for each file of a program that is another whenever something changed that the file's tasks depend on. */
export type Versions = (file: TS.SourceFile) => string;

const numbers = new WeakMap<TS.SourceFile, number>();
let count = 0;

/** A language service makes a new object of a file when its text changes, and keeps those of the others. */
function numberOf(file: TS.SourceFile | undefined): number {
  if (file === undefined) return 0;
  const number = numbers.get(file) ?? (count += 1);
  numbers.set(file, number);
  return number;
}

/**
 * What a build's salt is to a builder, for an editor, in which file versions belong to the language service: made
 * of the files that each file imports, directly or not, of what their imports find, the ambient files, and the
 * compiler's options.
 */
export function versionsOf(program: TS.Program, graph: ImportGraph): Versions {
  const found = (file: TS.SourceFile): readonly number[] => (graph.imports.get(file) ?? []).map(({ target }) => numberOf(target));
  const closures = digestClosures("closure", {
    nodes: graph.files,
    edges: (file) => importedFiles(graph, file),
    own: (file) => [numberOf(file), ...found(file)].join(),
  });
  const ambient = graph.ambient.map((file) => closures.get(file) ?? "").sort();
  const shared = [canonicalOptions(program.getCompilerOptions()), ...ambient].join();
  return (file) => `${closures.get(file) ?? ""} ${shared}`;
}
