/**
 * Code as a tree of lists, from which the text is printed. A list's head fixes the number and the
 * roles of its items (only the last role may repeat), and no atom contains a bracket or a space
 * outside a JSON string: two different trees never print the same text.
 */
export type Code = string | CodeList;

export interface CodeList {
  readonly head: string;
  /** Printed on the line of the head. */
  readonly items: readonly Code[];
  /** Printed below the head, each on a line of its own. */
  readonly lines: readonly Code[];
}

/** Stands where a field of a node is absent, so that the fields behind it keep their places. */
export const ABSENT = "()";

/** `(head item …)` on one line. */
export function inline(head: string, ...items: readonly Code[]): CodeList {
  return { head, items, lines: [] };
}

/** `(head item …` with one line for each of `lines` below it. */
export function stacked(head: string, items: readonly Code[], lines: readonly Code[]): CodeList {
  return { head, items, lines };
}

/** A string's text as an atom: JSON, which writes lone surrogates as escapes. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A name as an atom, bare where it reads well. Only for places where nothing but a name can stand. */
export function named(text: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(text) ? text : quoted(text);
}

/** The text of a code, indented two spaces a level. */
export function printCode(code: Code): string {
  return printCodeWorker(code, "\n  ");
}

function printCodeWorker(code: Code, lineBreak: string): string {
  if (typeof code === "string") return code;
  const items = code.items.map((item) => ` ${printCodeWorker(item, lineBreak)}`);
  const lines = code.lines.map((line) => lineBreak + printCodeWorker(line, `${lineBreak}  `));
  return `(${code.head}${items.join("")}${lines.join("")})`;
}
