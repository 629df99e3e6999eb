import type TS from "typescript";
import type { Compiler } from "./compilers.js";
import type { Project } from "./project.js";

const diagnosticBase = 900_000;

/** One reported diagnostic in the form that `expected.txt` uses. */
export interface Reported {
  /** `file:line:col TP1020`, or `- TP1010` for a diagnostic without a place. */
  readonly place: string;
  readonly message: string;
}

/** Describes diagnostics, in the order of their places. */
export function describeDiagnostics(compiler: Compiler, project: Project, found: readonly TS.Diagnostic[]): Reported[] {
  return found
    .map((diagnostic) => describeDiagnostic(compiler, project, diagnostic))
    .sort((a, b) => compareTexts(a.place, b.place));
}

/** The lines of an `expected.txt`: a place, and a text that the message must contain. */
export function parseExpectations(text: string): Reported[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [place = "", message = ""] = line.split(" | ", 2);
      return { place, message };
    })
    .sort((a, b) => compareTexts(a.place, b.place));
}

function describeDiagnostic(compiler: Compiler, project: Project, diagnostic: TS.Diagnostic): Reported {
  const message = compiler.ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  const code = describeCode(diagnostic, message);
  if (!diagnostic.file) return { place: `- ${code}`, message };
  const { line, character } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
  const path = diagnostic.file.fileName.slice(project.root.length + 1);
  return { place: `${path}:${line + 1}:${character + 1} ${code}`, message };
}

/** Codes of the plugin carry their number a second time, where a reader sees it; the two must agree. */
function describeCode(diagnostic: TS.Diagnostic, message: string): string {
  if (diagnostic.source !== "taskprint") return `TS${diagnostic.code}`;
  const code = `TP${diagnostic.code - diagnosticBase}`;
  return message.endsWith(` [${code}]`) ? code : `${code} (message does not end in its code)`;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
