import { inline, quoted, type Code } from "./text.js";

/** Text as JSX reads it: characters, and named entities that are not decoded here. */
export type TextPiece = string | { readonly entity: string };

/**
 * Entities that formatters exchange with characters. Any other is kept by its name and apart from
 * the text, so that `&hearts;` and `&amp;hearts;` never meet.
 */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["apos", "'"],
  ["gt", ">"],
  ["lt", "<"],
  ["nbsp", "\u00a0"],
  ["quot", '"'],
]);

/**
 * JSX text by the white-space rule: lines are trimmed where they meet a line break, empty ones are
 * dropped, the rest is joined by one space. Entities are decoded afterwards, so `&#32;` survives.
 */
export function jsxTextPieces(source: string): readonly TextPiece[] {
  const lines = source.split(/\r\n|\n|\r/);
  const trimmed = lines.map((line, index) => {
    const start = index === 0 ? line : line.replace(/^[ \t]+/, "");
    return index === lines.length - 1 ? start : start.replace(/[ \t]+$/, "");
  });
  return decodeEntities(trimmed.filter((line) => line !== "").join(" "));
}

/** A text with its entities decoded. */
export function decodeEntities(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(/&([^\s&;]+);/g)) {
    pieces.push(text.slice(end, match.index), decodeEntity(match[1] ?? ""));
    end = match.index + match[0].length;
  }
  return [...pieces, text.slice(end)];
}

function decodeEntity(name: string): TextPiece {
  const decimal = /^#(\d+)$/.exec(name)?.[1];
  const hexadecimal = /^#x([\da-fA-F]+)$/.exec(name)?.[1];
  const point = decimal !== undefined ? parseInt(decimal, 10) : hexadecimal !== undefined ? parseInt(hexadecimal, 16) : NaN;
  if (point <= 0x10ffff) return String.fromCodePoint(point);
  return ENTITIES.get(name) ?? { entity: name };
}

/** The atoms of a run of text, adjacent characters joined; none for the empty text. */
export function textCodes(pieces: readonly TextPiece[]): readonly Code[] {
  const joined: TextPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === "string" && typeof last === "string") joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined
    .filter((piece) => piece !== "")
    .map((piece) => (typeof piece === "string" ? quoted(piece) : inline("entity", quoted(piece.entity))));
}
