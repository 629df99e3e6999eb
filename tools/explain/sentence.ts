import type { InputMove } from "./inputs/differences.js";
import type { Answer } from "./why.js";

/** What stands in one line; more is for `taskprint why`. */
const MOST_REASONS = 3;

/** An answer in one line without a full stop: for what reason a call finds nothing. */
export function sentenceOf({ moves, earlier, call, outcome }: Answer): string {
  if (outcome === "miss") {
    if (moves.length > 0) return listOf(moves.map(({ sentence }) => sentence), "; ");
    return earlier === undefined ? "nothing of it is stored yet" : "what is stored of it is of builds that were not kept";
  }
  const fields = call?.nearest?.moves ?? [];
  if (fields.length === 0) return "nothing is stored for this call";
  return `new inputs; the nearest stored call differs in ${listOf(fields.map(inputText), ", ")}`;
}

/** `user.plan: "free" → "pro"` */
export function inputText({ path, before, after }: InputMove): string {
  if (before === undefined) return `${path}: added, ${after ?? ""}`;
  if (after === undefined) return `${path}: gone, was ${before}`;
  return `${path}: ${before} → ${after}`;
}

function listOf(texts: readonly string[], separator: string): string {
  const shown = texts.slice(0, MOST_REASONS).join(separator);
  return texts.length > MOST_REASONS ? `${shown}${separator}and ${texts.length - MOST_REASONS} more` : shown;
}
