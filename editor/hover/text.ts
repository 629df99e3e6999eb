import type { AnalysedCall, TaskRecord } from "../../plugin/pipeline.js";
import type { KnownFile } from "../analysis/tasks.js";
import type { StoredResults } from "../store/results.js";
import { describeClosure } from "./closure.js";

/** How many digits of a digest tell two of them apart at a glance. */
const SHORT = 12;

/** What people read of a task: a list, as editors print Markdown and others its text. */
export function describeTask(known: KnownFile, { found, record, diagnostics }: AnalysedCall, stored: StoredResults | undefined): string {
  const parts = record ? describeRecord(known, record) : [describeMissing(known, diagnostics.length)];
  return [`taskprint: task "${found?.name ?? ""}"`, "", ...[...parts, describeStored(stored, record)].map((line) => `- ${line}`)].join("\n");
}

function describeRecord(known: KnownFile, record: TaskRecord): readonly string[] {
  const { signature, code, version, fingerprint, closure } = record;
  const body = version ? `version ${JSON.stringify(version.text)}, in place of the code` : `code ${short(code.digest)}`;
  const reached = closure && !version ? describeClosure(known.context, closure) : undefined;
  const isExact = !reached?.isBeyondProject;
  return [
    ...(isExact ? [`fingerprint ${short(fingerprint)}`] : []),
    isExact ? `signature ${short(signature.digest)}, ${body}` : `signature ${short(signature.digest)}; the code reaches another project, whose build says what counts of it`,
    ...(reached ? [reached.text] : []),
  ];
}

function describeMissing({ isWhole }: KnownFile, errors: number): string {
  if (!isWhole && errors === 0) return "what its code reaches is still being looked at";
  return `refused: ${errors === 1 ? "there is an error" : `there are ${errors} errors`}`;
}

function describeStored(stored: StoredResults | undefined, record: TaskRecord | undefined): string {
  if (stored === undefined) return "stored: no results yet";
  const { own, others, isMore } = stored;
  const all = (count: number): string => `${isMore ? "at least " : ""}${count} ${count === 1 ? "result" : "results"}`;
  if (!record) return `stored: ${all(own + others)}`;
  return `stored: ${all(own)}${others > 0 ? `, and ${others} of earlier fingerprints` : ""}`;
}

function short(digest: string): string {
  return digest.slice(0, SHORT);
}
