import { group, indent, layOut, NOTHING, SPACE, type Doc } from "./layout.js";

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "{": "}", "[": "]", "<": ">" };
const TOKEN = /"(?:[^"\\]|\\.)*"|=>|, |[(){}[\]<>]|[^(){}[\]<>",=]+|[\s\S]/g;

/**
 * The canonical text of a signature, broken into lines where its types are long.
 *
 * @param lines the text, as manifests hold it
 * @param width how many characters a line may have, where that can be
 */
export function readableSignature(lines: readonly string[], width: number): string {
  return lines.map((line) => layOut(partsUntil(line.match(TOKEN) ?? [], undefined), width)).join("\n");
}

/** Takes the tokens up to the closing bracket, that one included. */
function partsUntil(tokens: string[], closing: string | undefined): Doc {
  const parts: Doc[] = [];
  for (let token = tokens.shift(); token !== undefined && token !== closing; token = tokens.shift()) {
    const close = CLOSING[token];
    if (token === ", ") parts.push(",", SPACE);
    else if (close === undefined) parts.push(token);
    else parts.push(bracket(token, partsUntil(tokens, close), close));
  }
  return parts;
}

function bracket(open: string, inside: Doc, close: string): Doc {
  const isEmpty = Array.isArray(inside) && inside.length === 0;
  return isEmpty ? open + close : group([open, indent([NOTHING, inside]), NOTHING, close]);
}
