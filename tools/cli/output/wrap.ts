import { terminalWidth } from "./table.js";

/**
 * Text broken between words so that it fits the terminal; elsewhere, as in a file, it stays on its line.
 *
 * @param indent what stands before the second and every further line
 */
export function wrapText(text: string, indent = "", width = terminalWidth()): string {
  const [first = "", ...words] = text.split(/(?<=\S) /);
  const lines = [first];
  for (const word of words) {
    const longer = `${lines.at(-1) ?? ""} ${word}`;
    if (shownLength(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(indent + word);
  }
  return lines.join("\n");
}

/** Without what switches colours. */
function shownLength(text: string): number {
  return [...text.replace(/\x1b\[[0-9;]*m/g, "")].length;
}
