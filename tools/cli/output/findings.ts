import type { Finding, Status } from "../../setup/finding.js";
import { coloursFor } from "./colours.js";

const SIGNS: Readonly<Record<Status, string>> = { ok: "✓", note: "!", wrong: "✗" };
const COLOURS = { ok: "green", note: "yellow", wrong: "red" } as const;

/** Findings as text, one below the other, each with what to do about it. */
export function formatFindings(findings: readonly Finding[]): string {
  const colours = coloursFor(process.stdout);
  return findings
    .map(({ status, text, remedy }) => {
      const sign = colours[COLOURS[status]](SIGNS[status]);
      return remedy === undefined ? `${sign} ${text}` : `${sign} ${text}\n  ${colours.dim("→")} ${remedy}`;
    })
    .join("\n");
}

/** Whether something will not work. */
export function hasWrong(findings: readonly Finding[]): boolean {
  return findings.some(({ status }) => status === "wrong");
}
