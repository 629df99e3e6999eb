/** A fenced block of a text in Markdown. */
export interface Fence {
  /** What stands behind the opening fence, such as `ts`; empty when nothing does. */
  readonly language: string;
  /** The line of the opening fence in the file, counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** The fenced blocks of a Markdown file. */
export function discoverFences(markdown: string): Fence[] {
  const fences = [...markdown.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map((match) => ({
    language: match[1] ?? "",
    line: lineAt(markdown, match.index),
    text: match[2] ?? "",
  }));
  const lines = markdown.match(/^\s*(?:```|~~~)/gm) ?? [];
  if (lines.length !== fences.length * 2) throw new Error("A fence is indented, made of ~~~ or never closed: its block would not be looked at.");
  return fences;
}

/** The fenced blocks in the doc comments of a TypeScript file. */
export function discoverCommentFences(source: string): Fence[] {
  return [...source.matchAll(/^[ \t]*\/\*\*[^]*?\*\//gm)].flatMap((comment) => {
    const above = lineAt(source, comment.index) - 1;
    return discoverFences(withoutStars(comment[0])).map((fence) => ({ ...fence, line: above + fence.line }));
  });
}

/** The text of a doc comment, line for line. */
function withoutStars(comment: string): string {
  return comment.replace(/^\s*\/\*\*/, "").replace(/\*\/$/, "").replace(/^[ \t]*\* ?/gm, "");
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
