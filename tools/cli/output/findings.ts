import type { Finding, Status } from "../../setup/finding.js";
import { coloursFor } from "./colours.js";
import { wrapText } from "./wrap.js";

const SIGNS: Readonly<Record<Status, string>> = { ok: "✓", note: "!", wrong: "✗" };
const COLOURS = { ok: "green", note: "yellow", wrong: "red" } as const;

/** Findings as text, one below the other, each with what to do about it. */
export function formatFindings(findings: readonly Finding[]): string {
  const colours = coloursFor(process.stdout);
  return findings
    .map(({ status, text, remedy }) => {
      const sign = colours[COLOURS[status]](SIGNS[status]);
      const lines = [`${sign} ${text}`, ...(remedy === undefined ? [] : [`  ${colours.dim("→")} ${remedy}`])];
      return lines.map((line, index) => wrapText(line, index === 0 ? "  " : "    ")).join("\n");
    })
    .join("\n");
}

/** Whether something will not work. */
export function hasWrong(findings: readonly Finding[]): boolean {
  return findings.some(({ status }) => status === "wrong");
}
