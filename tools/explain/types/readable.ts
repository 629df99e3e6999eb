import { closingOf, splitOutside } from "./split.js";

const WIDTH = 80;

/** Whether a signature is too long to be read in one line. */
export function isLongSignature(lines: readonly string[]): boolean {
  return lines.some((line) => line.length > WIDTH);
}

/** A signature's canonical text; where it is long, with a parameter or field a line, so that a diff shows the line that moved. */
export function readableSignature(lines: readonly string[], isLong: boolean = isLongSignature(lines)): string {
  return lines.map((line) => (isLong ? breakText(line, "") : line)).join("\n");
}

/** Breaks a text at each list of members, however short: where one is added, no other line shall move. */
function breakText(text: string, indent: string): string {
  const at = listStart(text);
  if (at < 0) return text;
  const end = at + closingOf(text.slice(at));
  const members = splitOutside(text.slice(at + 1, end), ", ");
  if (members.length === 0 || end <= at + 1) return text;
  const inner = `${indent}  `;
  const shown = members.map((member) => `${inner}${breakText(member, inner)},`).join("\n");
  return `${text.slice(0, at + 1)}\n${shown}\n${indent}${breakText(text.slice(end), indent)}`;
}

/** Braces and the parentheses of parameters, outside of strings. */
function listStart(text: string): number {
  const [before = ""] = text.split(/[{(]/, 1);
  const start = before.length < text.length ? before.length : -1;
  return before.includes('"') || before.includes("`") ? -1 : start;
}
