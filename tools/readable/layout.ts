/** Text that is still to be laid out in lines. */
export type Doc = string | readonly Doc[] | Group | Indent | Break;

/** Stays on one line where it has room; otherwise each of its own breaks becomes a line break. */
interface Group {
  readonly group: Doc;
}

interface Indent {
  readonly indent: Doc;
}

/** A place for a line break; what it is where there is none: a space, or nothing. Undefined: always a line break. */
interface Break {
  readonly unbroken: string | undefined;
}

export const SPACE: Break = { unbroken: " " };
export const NOTHING: Break = { unbroken: "" };
export const LINE: Break = { unbroken: undefined };

export function group(doc: Doc): Doc {
  return { group: doc };
}

export function indent(doc: Doc): Doc {
  return { indent: doc };
}

/** With the separator between each two. */
export function joined(docs: readonly Doc[], separator: Doc): Doc {
  return docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]));
}

/** Items between brackets, on one line or on a line each. */
export function bracketed(open: string, items: readonly Doc[], { close, padding = NOTHING }: { readonly close: string; readonly padding?: Break }): Doc {
  if (items.length === 0) return open + close;
  return group([open, indent([padding, joined(items, [",", SPACE])]), padding, close]);
}

/** What it begins with. */
export function beginningOf(doc: Doc): string {
  if (typeof doc === "string") return doc;
  if ("unbroken" in doc) return "";
  if ("group" in doc) return beginningOf(doc.group);
  if ("indent" in doc) return beginningOf(doc.indent);
  for (const part of doc) {
    const beginning = beginningOf(part);
    if (beginning !== "") return beginning;
  }
  return "";
}

interface Pending {
  readonly doc: Doc;
  readonly depth: number;
  readonly isFlat: boolean;
}

/** Lays a text out in lines of at most so many characters, where that can be. */
export function layOut(doc: Doc, width: number): string {
  let text = "";
  let column = 0;
  const pending: Pending[] = [{ doc, depth: 0, isFlat: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { depth, isFlat } = next;
    if (typeof next.doc === "string") {
      text += next.doc;
      column += next.doc.length;
    } else if ("unbroken" in next.doc && (!isFlat || next.doc.unbroken === undefined)) {
      text = `${text.trimEnd()}\n${"  ".repeat(depth)}`;
      column = depth * 2;
    } else pending.push(...partsOf(next, width - column).toReversed());
  }
  return text;
}

/** What a part consists of, in order. */
function partsOf({ doc, depth, isFlat }: Pending, room: number): readonly Pending[] {
  if (typeof doc === "string") return [];
  if ("unbroken" in doc) return [{ doc: doc.unbroken ?? "", depth, isFlat }];
  if ("group" in doc) return [{ doc: doc.group, depth, isFlat: isFlat || widthOf(doc.group, room) <= room }];
  if ("indent" in doc) return [{ doc: doc.indent, depth: depth + 1, isFlat }];
  return doc.map((part) => ({ doc: part, depth, isFlat }));
}

/** On one line: endless where there must be several, and not counted on above the limit. */
function widthOf(doc: Doc, limit: number): number {
  let width = 0;
  const pending: Doc[] = [doc];
  for (let next = pending.pop(); next !== undefined && width <= limit; next = pending.pop()) {
    if (typeof next === "string") width += next.length;
    else if ("unbroken" in next) width += next.unbroken?.length ?? Infinity;
    else if ("group" in next) pending.push(next.group);
    else if ("indent" in next) pending.push(next.indent);
    else pending.push(...next.toReversed());
  }
  return width;
}
