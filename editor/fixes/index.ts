import type TS from "typescript";
import { DIAGNOSTIC_BASE } from "../../plugin/context.js";
import type { KnownFile } from "../analysis/tasks.js";
import { untrack } from "./closure.js";
import type { Fault, Fix, Fixer } from "./fix.js";
import { removeName } from "./lists.js";
import { writeLiteral, writeOptions } from "./literals.js";
import { nameTask, renameTask } from "./names.js";
import { ignoreParameter, makeUnknown, unbox } from "./types.js";

/** The errors whose remedy is mechanical, by the numbers of their codes. */
const FIXERS: ReadonlyMap<number, readonly Fixer[]> = new Map<number, readonly Fixer[]>([
  [1021, [nameTask]],
  [1022, [renameTask]],
  [1023, [writeLiteral]],
  [1024, [removeName]],
  [1025, [writeOptions]],
  [1027, [removeName]],
  [1050, [makeUnknown]],
  ...[1055, 1056, 1057, 1058, 1059, 1060, 1061, 1062, 1064].map((code) => [code, [ignoreParameter]] as const),
  [1063, [unbox]],
  ...[1100, 1101, 1102, 1103, 1104, 1105, 1106, 1107, 1108, 1110].map((code) => [code, [untrack]] as const),
  [1109, [removeName]],
]);

/** The codes that an editor may ask fixes for, as it knows them. */
export const FIXED_CODES: readonly string[] = [...FIXERS.keys()].map((code) => String(DIAGNOSTIC_BASE + code));

/** What an editor asks fixes for: errors of some codes that touch a stretch of text. */
export interface Asked {
  readonly start: number;
  readonly end: number;
  readonly codes: readonly number[];
}

/** The remedies for the errors of a file that are asked about. */
export function fixesAt(known: KnownFile, diagnostics: readonly TS.Diagnostic[], asked: Asked): readonly TS.CodeFixAction[] {
  const faults = diagnostics.filter((each) => isAsked(each, asked)).flatMap((each) => faultOf(known, each) ?? []);
  return faults.flatMap((fault) => (FIXERS.get(fault.code) ?? []).flatMap((fixer) => fixer(fault).map((fix) => actionOf(fault, fix))));
}

function isAsked({ start = 0, length = 0, code }: TS.Diagnostic, asked: Asked): boolean {
  return asked.codes.includes(code) && start <= asked.end && start + length >= asked.start;
}

function faultOf({ context, file, analysed }: KnownFile, { start = 0, length = 0, code, messageText }: TS.Diagnostic): Fault | undefined {
  const end = start + length;
  const around = analysed.calls.map(({ call }) => call).filter((each) => each.getStart(file) <= start && each.getEnd() >= end);
  // Of calls in one another, the innermost begins last.
  const call = around.at(-1) ?? analysed.calls.find(({ diagnostics }) => diagnostics.some((each) => each.start === start && each.code === code))?.call;
  const text = context.ts.flattenDiagnosticMessageText(messageText, " ");
  return call && { context, file, code: code - DIAGNOSTIC_BASE, text, start, end, call };
}

function actionOf({ code, file }: Fault, { description, changes }: Fix): TS.CodeFixAction {
  const textChanges = changes.map(({ start, end, text }) => ({ span: { start, length: end - start }, newText: text }));
  return { fixName: `taskprint${code}`, description, changes: [{ fileName: file.fileName, textChanges }] };
}
