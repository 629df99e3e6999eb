import { diffTexts } from "../../explain/textDiff.js";
import type { Move } from "../../explain/move.js";
import type { Stored } from "../../explain/stored.js";
import { showDuration, showNumber } from "./amounts.js";
import { coloursFor } from "./colours.js";

/** A diff that is longer tells a reader no more. */
const MOST_LINES = 40;

/** Each reason in a line, and below it, indented, what of its text moved: once for several of one text. */
export function formatMoves(moves: readonly Move[], isTextWanted: boolean): readonly string[] {
  return moves.flatMap((move, index) => {
    const isLast = !moves.slice(index + 1).some(({ texts }) => texts?.before === move.texts?.before && texts?.after === move.texts?.after);
    const lines = isTextWanted && isLast && move.texts ? formatDiff(move.texts) : [];
    return [`  ${move.sentence}`, ...lines.map((line) => `      ${line}`)];
  });
}

/** The lines in which two texts differ, coloured on a terminal. */
export function formatDiff({ before, after }: { readonly before: string; readonly after: string }): readonly string[] {
  const { red, green, dim } = coloursFor(process.stdout);
  const lines = diffTexts(before, after);
  const shown = lines.slice(0, MOST_LINES).map(({ sign, text }) => {
    const line = `${sign} ${text}`.trimEnd();
    return sign === "-" ? red(line) : sign === "+" ? green(line) : dim(line);
  });
  return lines.length > MOST_LINES ? [...shown, dim(`… ${showNumber(lines.length - MOST_LINES, "more line")}`)] : shown;
}

/** `12 results (3.4 h of runs)` */
export function formatStored({ results, runMs }: Stored): string {
  return results === 0 ? "nothing stored" : `${showNumber(results, "result")} (${showDuration(runMs)} of runs)`;
}
