const OPENING = "([{<";
const CLOSING = ")]}>";

/**
 * Splits a canonical text at a separator that stands outside of all brackets and strings. Every string in a signature is
 * JSON, and every template stands between backticks.
 */
export function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (const at of outsideOf(text)) {
    if (at < start || !text.startsWith(separator, at)) continue;
    parts.push(text.slice(start, at));
    start = at + separator.length;
  }
  return [...parts, text.slice(start)];
}

/** Where the bracket that opens a text closes again; -1 where the text does not begin with one. */
export function closingOf(text: string): number {
  if (!OPENING.includes(text[0] ?? " ")) return -1;
  const [, end = text.length] = outsideOf(text);
  return end - 1;
}

/** The positions in a text that no bracket and no string encloses; behind a bracket that opens, the next is behind the one that closes it. */
function* outsideOf(text: string): Generator<number> {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (depth === 0) yield at;
    if (char === '"' || char === "`") at = endOfString(text, at);
    else if (OPENING.includes(char)) depth++;
    else if (CLOSING.includes(char) && !text.startsWith("=>", at - 1)) depth--;
  }
  yield text.length;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === text[start]) return at;
  }
  return text.length;
}
