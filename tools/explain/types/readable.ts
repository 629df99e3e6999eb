import { closingOf, splitOutside } from "./split.js";

const WIDTH = 80;

/** A signature's canonical text with a parameter or field a line, so that a diff shows the line that moved. */
export function readableSignature(lines: readonly string[]): string {
  return lines.map((line) => breakText(line, "")).join("\n");
}

/** Breaks a long text at its first bracket that holds a list of members, and what is in it in turn. */
function breakText(text: string, indent: string): string {
  if (indent.length + text.length <= WIDTH) return text;
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
