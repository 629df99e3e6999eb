import { createScanner, type JSONScanner, type Node } from "jsonc-parser";

/*
 * jsonc-parser's own `modify` puts what it inserts between a value and the comment that follows it on its line, which
 * then describes the wrong value. Here the new item goes below the comment.
 */

/** With `json` after the last item of an object or array that has one. */
export function insertAfterAll(text: string, holder: Node, json: string): string {
  const [first, last] = [holder.children?.[0], holder.children?.at(-1)];
  if (!first || !last) return text;
  const end = last.offset + last.length;
  if (!text.slice(holder.offset, first.offset).includes("\n")) return `${text.slice(0, end)}, ${json}${text.slice(end)}`;
  const { comma, at } = endOfItem(text, end);
  const line = `${lineEnd(text)}${indentation(text, first.offset)}${relaid(text, first.offset, json)}`;
  if (comma) return `${text.slice(0, at)}${line},${text.slice(at)}`;
  return `${text.slice(0, end)},${text.slice(end, at)}${line}${text.slice(at)}`;
}

/** With `json` as the only item of an object or array; a comment that stands in it stays above. */
export function insertIntoEmpty(text: string, holder: Node, json: string): string {
  const close = holder.offset + holder.length - 1;
  const inside = text.slice(holder.offset + 1, close);
  if (holder.type === "array" && inside.trim() === "") return `${text.slice(0, holder.offset + 1)}${json}${text.slice(close)}`;
  const outer = indentation(text, holder.offset);
  const inner = `${lineEnd(text)}${outer}${indentationUnit(text)}`;
  return `${text.slice(0, holder.offset + 1)}${inside.trimEnd()}${inner}${json}${lineEnd(text)}${outer}${text.slice(close)}`;
}

/** The line ends of the file, as its first line has them. */
export function lineEnd(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}

/** What stands before the first character of the line that holds the offset. */
function indentation(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** By how much the file indents; two spaces where no line of it is indented. */
export function indentationUnit(text: string): string {
  return /^([ \t]+)["{[]/m.exec(text)?.[1] ?? "  ";
}

/** An item of several lines, moved in as far as its neighbours. */
function relaid(text: string, offset: number, json: string): string {
  return json.split("\n").join(`${lineEnd(text)}${indentation(text, offset)}`);
}

/** Where the last item ends with its comma and the comments on its line, and whether it has a comma. */
function endOfItem(text: string, end: number): { readonly comma: boolean; readonly at: number } {
  const scanner = createScanner(text);
  scanner.setPosition(end);
  const comma = commaAfter(scanner);
  let at = comma ?? end;
  scanner.setPosition(at);
  for (let token: number = scanner.scan(); COMMENTS.includes(token) || token === TRIVIA; token = scanner.scan()) {
    if (COMMENTS.includes(token)) at = scanner.getTokenOffset() + scanner.getTokenLength();
  }
  return { comma: comma !== undefined, at };
}

/** Where the comma ends that follows, if one does, past comments and further lines. */
function commaAfter(scanner: JSONScanner): number | undefined {
  let token: number = scanner.scan();
  while (COMMENTS.includes(token) || token === TRIVIA || token === LINE_BREAK) token = scanner.scan();
  return token === COMMA ? scanner.getTokenOffset() + 1 : undefined;
}

/* The library's own enum of these is a `const enum`, whose members cannot be read from a module. */
const COMMA = 5;
const COMMENTS: readonly number[] = [12, 13];
const LINE_BREAK = 14;
const TRIVIA = 15;
