import { diffTexts } from "../../explain/textDiff.js";
import type { Move } from "../../explain/move.js";
import type { Stored } from "../../explain/stored.js";
import { showDuration, showNumber } from "./amounts.js";
import { coloursFor } from "./colours.js";

/** A diff that is longer tells a reader no more. */
const MOST_LINES = 40;

/** A reason in a line, and below it, indented, what of its text moved. */
export function formatMove(move: Move, isTextWanted: boolean): string {
  const lines = isTextWanted && move.texts ? formatDiff(move.texts) : [];
  return [`  ${move.sentence}`, ...lines.map((line) => `      ${line}`)].join("\n");
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
