import type TS from "typescript";
import { diagnosticAt } from "../plugin/context.js";
import type { Message } from "../plugin/messages.js";
import type { KnownFile } from "./analysis/tasks.js";

/** Everything that a build would say of a file, where the file shows it. */
export function diagnosticsOf({ file, context, analysed }: KnownFile, problems: readonly Message[]): readonly TS.Diagnostic[] {
  const { ts } = context;
  const own = analysed.calls.flatMap(({ call, diagnostics }) => diagnostics.map((each) => placeIn(ts, each, { file, call })));
  return [...entryProblems(ts, file, problems), ...analysed.diagnostics, ...own, ...analysed.warnings];
}

/** What is wrong with tsconfig belongs to no file: it shows where taskprint is imported. */
function entryProblems(ts: typeof TS, file: TS.SourceFile, problems: readonly Message[]): readonly TS.Diagnostic[] {
  const imports = file.statements.filter(ts.isImportDeclaration).map(({ moduleSpecifier }) => moduleSpecifier);
  const own = imports.find((each) => ts.isStringLiteral(each) && each.text === "taskprint");
  return own ? problems.map((problem) => diagnosticAt(own, problem, ts.DiagnosticCategory.Error)) : [];
}

interface At {
  readonly file: TS.SourceFile;
  readonly call: TS.CallExpression;
}

/** An error in a function of another file shows where the task is made of it. */
function placeIn(ts: typeof TS, diagnostic: TS.Diagnostic, { file, call }: At): TS.Diagnostic {
  if (diagnostic.file === undefined || diagnostic.file === file) return diagnostic;
  const at = call.arguments[0] ?? call;
  const start = at.getStart(file);
  const { code, messageText, start: from, length } = diagnostic;
  const there = { file: diagnostic.file, start: from, length, code, messageText: "It stands here.", category: ts.DiagnosticCategory.Message };
  return { ...diagnostic, file, start, length: at.getEnd() - start, messageText, relatedInformation: [there] };
}
