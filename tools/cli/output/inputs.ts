import { inspect } from "node:util";
import { HiddenPart, type Inputs } from "../../records/index.js";

/** More of a value says no more about which call it was. */
const DEPTH = 4;
const MOST_ITEMS = 3;
const MOST_CHARACTERS = 200;
const LEAST = 12;

/**
 * The arguments of a call on one line, as the source would write them; undefined where they are not known.
 *
 * @param width how many characters there is room for: the longest argument is cut first
 */
export function showInputs(inputs: Inputs, width: number): string | undefined {
  if (inputs.kind === "unknown") return undefined;
  const texts = inputs.args.map(showArgument);
  for (let cut = 0; cut < texts.length && joinedLength(texts) > width; cut++) cutLongest(texts, width);
  return cutText(texts.join(", "), width);
}

function showArgument(value: unknown): string {
  if (typeof value === "string" && value.length <= MOST_CHARACTERS) return JSON.stringify(value);
  const text = inspect(value, { depth: DEPTH, breakLength: Infinity, compact: true, maxArrayLength: MOST_ITEMS, maxStringLength: MOST_CHARACTERS });
  // Of these the key holds a digest alone.
  return text.replace(new RegExp(`${HiddenPart.name} \\{ digest: '(\\w{8})\\w*' \\}`, "g"), "(digest $1…)");
}

function cutLongest(texts: string[], width: number): void {
  const lengths = texts.map(({ length }) => length);
  const longest = lengths.indexOf(Math.max(...lengths));
  const text = texts[longest] ?? "";
  texts[longest] = cutText(text, Math.max(LEAST, text.length - (joinedLength(texts) - width)));
}

function joinedLength(texts: readonly string[]): number {
  return texts.join(", ").length;
}

function cutText(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
