import Table from "cli-table3";
import { coloursFor } from "./colours.js";

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** On a narrow terminal, columns with the highest number are left out first; those without one stay. */
  readonly dispensable?: number;
}

export type Row = readonly string[];

const GAP = 2;
const LEAST = 8;
const STYLE = { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true };
const BORDERLESS = Object.fromEntries(
  ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right", "left", "left-mid", "mid", "mid-mid", "right", "right-mid"].map((name) => [name, ""]),
);

const CHARS = { ...BORDERLESS, middle: " ".repeat(GAP) };

/**
 * A table as text. On a terminal it is no wider than that: columns that can be spared go, then the widest
 * is cut; elsewhere nothing is left out.
 */
export function formatTable(columns: readonly Column[], rows: readonly Row[], width = terminalWidth()): string {
  const widths = columns.map((_, index) => naturalWidth(columns, rows, index));
  const kept = keepColumns(columns, widths, width);
  const shown = kept.map((index) => columns[index] as Column);
  const colWidths = cutWidest(kept.map((index) => widths[index] ?? 0), width);
  const { dim } = coloursFor(process.stdout);
  const table = new Table({ chars: CHARS, style: STYLE, head: shown.map(({ title }) => dim(title)), colAligns: shown.map(({ align }) => align ?? "left"), colWidths });
  for (const row of rows) table.push(kept.map((index) => row[index] ?? ""));
  return table.toString().replace(/[ \t]+$/gm, "");
}

/** How wide the terminal is that is written to; endless where there is none. */
export function terminalWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns : Infinity;
}

function keepColumns(columns: readonly Column[], widths: readonly number[], width: number): readonly number[] {
  const kept = columns.map((_, index) => index);
  const byNeed = kept.filter((index) => columns[index]?.dispensable !== undefined).sort((a, b) => (columns[b]?.dispensable ?? 0) - (columns[a]?.dispensable ?? 0));
  const total = (): number => kept.reduce((sum, index) => sum + (widths[index] ?? 0) + GAP, -GAP);
  for (const index of byNeed) {
    if (total() <= width) break;
    kept.splice(kept.indexOf(index), 1);
  }
  return kept;
}

function cutWidest(widths: number[], width: number): number[] {
  const total = widths.reduce((sum, each) => sum + each + GAP, -GAP);
  const widest = widths.indexOf(Math.max(...widths));
  if (total > width && widest >= 0) widths[widest] = Math.max(LEAST, (widths[widest] ?? 0) - (total - width));
  return widths;
}

function naturalWidth(columns: readonly Column[], rows: readonly Row[], index: number): number {
  return rows.reduce((widest, row) => Math.max(widest, shownLength(row[index] ?? "")), shownLength(columns[index]?.title ?? ""));
}

/** Without what switches colours; good enough where a character takes one place. */
function shownLength(text: string): number {
  return [...text.replace(/\x1b\[[0-9;]*m/g, "")].length;
}
