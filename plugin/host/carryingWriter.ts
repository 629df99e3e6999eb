import type TS from "typescript";
import type { LazyAnalysis } from "./patch.js";

/** What the compiler hands on beside a text: where the comment that names the source map begins. */
type WriteData = TS.WriteFileCallbackData & { readonly sourceMapUrlPos?: number };

/**
 * A writer that puts at the end of each declaration file what it carries, before the comment that names
 * its source map. Builders compare what they write with what was there: they see it, too.
 */
export function carryingWriter(lazy: LazyAnalysis, writeFile: TS.WriteFileCallback): TS.WriteFileCallback {
  return (path, text, hasBom, onError, sources, data?: WriteData) => {
    const block = /\.d\.[cm]?ts$/.test(path) ? blockOf(lazy, sources) : undefined;
    if (block === undefined) return writeFile(path, text, hasBom, onError, sources, data);
    const end = data?.sourceMapUrlPos ?? text.length;
    const carrying = `${text.slice(0, end)}${block}${text.slice(end)}`;
    const moved = data?.sourceMapUrlPos === undefined ? data : { ...data, sourceMapUrlPos: end + block.length };
    writeFile(path, carrying, hasBom, onError, sources, moved);
  };
}

function blockOf(lazy: LazyAnalysis, sources: readonly TS.SourceFile[] | undefined): string | undefined {
  const { ts } = lazy.context;
  const [source] = sources ?? [];
  return source && lazy.get().carried.get(ts.getOriginalNode(source, ts.isSourceFile) ?? source);
}
