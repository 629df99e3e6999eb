import { coloursFor } from "./colours.js";

/** A text difference with what goes in red, and what comes in green. */
export function colourDiff(diff: string): string {
  const { red, green, cyan, bold } = coloursFor(process.stdout);
  return diff
    .split("\n")
    .map((line) => (/^(---|\+\+\+) /.test(line) ? bold(line) : line.startsWith("@@") ? cyan(line) : line.startsWith("+") ? green(line) : line.startsWith("-") ? red(line) : line))
    .join("\n");
}
