import type TS from "typescript";
import { discoverImporters, type ImportGraph } from "../imports.js";

type WrittenFrom = ReadonlyMap<TS.SourceFile, readonly TS.SourceFile[]>;

/**
 * Adds, to the files that write, those that may load them by a call, and all that lead to such a call: whether
 * it is made may hang on a condition.
 */
export function withLoaders(graph: ImportGraph, writtenFrom: WrittenFrom): WrittenFrom {
  const loading = new Set(graph.files.filter(loadsByCall));
  if (loading.size === 0) return writtenFrom;
  const loaders = new Map<TS.SourceFile, readonly TS.SourceFile[]>();
  const loadersOf = (writer: TS.SourceFile): readonly TS.SourceFile[] => {
    const found = loaders.get(writer) ?? discoverLoaders(graph, writer, loading);
    loaders.set(writer, found);
    return found;
  };
  return new Map([...writtenFrom].map(([file, writers]) => [file, [...new Set([...writers, ...writers.flatMap(loadersOf)])].filter((each) => each !== file)]));
}

function loadsByCall({ isDeclarationFile, fileName, text }: TS.SourceFile): boolean {
  return !isDeclarationFile && !fileName.includes("/node_modules/") && /\bimport\s*\(|require/i.test(text);
}

function discoverLoaders(graph: ImportGraph, writer: TS.SourceFile, loading: ReadonlySet<TS.SourceFile>): readonly TS.SourceFile[] {
  const importers = [...discoverImporters(graph, [writer])].filter((each) => each !== writer);
  const loaders = importers.filter((each) => loading.has(each));
  return loaders.length === 0 ? [] : [...discoverImporters(graph, loaders)];
}
