import { readableCode } from "../../readable/index.js";
import { readableSignature } from "../../readable/signature.js";
import type { EntryRecord, Manifest, ManifestTask } from "../../records/index.js";
import { closureTree } from "../closureTree.js";
import type { Shown } from "../commands/show.js";
import { showAgo, showBytes, showDuration, showNumber } from "./amounts.js";
import { coloursFor } from "./colours.js";
import { showInputs } from "./inputs.js";
import { formatTable, terminalWidth, type Column } from "./table.js";
import { formatTree } from "./tree.js";

/** So much of a closure shows what it is about. */
const MOST_LINES = 60;
const WIDEST = 110;
/** What the other columns of the table of results take: all of them, and those that stay on a narrow terminal. */
const OTHER_COLUMNS = 62;
const LASTING_COLUMNS = 24;
const NARROW = 110;
/** More rows are for programs: a table of them takes its time, and nobody reads it. */
const MOST_ROWS = 5000;
/** Where there is no terminal. */
const INPUTS = 120;
const LEAST_INPUTS = 20;

/** What the last build says of a task. */
export function formatTask({ build, built, stock }: Shown, isWhole: boolean): string {
  const { bold, dim } = coloursFor(process.stdout);
  const title = `${bold(stock.task ?? "")}${built ? dim(`  ${built.file}:${built.line}`) : ""}`;
  if (!build) return `${title}\nNo build of its program is known here: --project names the tsconfig, and --dir only the store.`;
  if (!built) return `${title}\nThe last build does not hold it.`;
  const sections = [section("Signature", readableSignature(built.signature.text, textWidth())), codeSection(built), closureSection(build, built, isWhole)];
  return [`${title}\n${formatFacts(built)}`, ...sections].join("\n\n");
}

function formatFacts({ fingerprint, async, ignore, version, closure }: ManifestTask): string {
  const facts: readonly (readonly [string, string])[] = [
    ["fingerprint", fingerprint],
    ["function", async ? "asynchronous" : "synchronous"],
    ...(version ? [["cacheVersion", version.value] as const] : []),
    ...(ignore.length > 0 ? [["ignored", ignore.join(", ")] as const] : []),
    ...(closure && closure.environment.length > 0 ? [["environment", closure.environment.join(", ")] as const] : []),
  ];
  const { dim } = coloursFor(process.stdout);
  return facts.map(([name, value]) => `${dim(name.padEnd(12))} ${value}`).join("\n");
}

function codeSection({ code, version }: ManifestTask): string {
  return section(version ? "Code (the cacheVersion stands in for it)" : "Code", readableCode(code.text, textWidth()));
}

function closureSection(build: Manifest, { closure }: ManifestTask, isWhole: boolean): string {
  const { dim } = coloursFor(process.stdout);
  if (!closure) return section("Closure", 'It is not tracked: the plugin\'s option "track" is "body".');
  const lines = formatTree(closureTree(build, closure.node));
  const most = isWhole ? Infinity : MOST_LINES;
  const left = lines.length > most ? [dim(`… ${showNumber(lines.length - most, "more line")}; --all shows them`)] : [];
  return section("Closure", lines.length === 0 ? "The body reaches nothing in the project." : [...lines.slice(0, most), ...left].join("\n"));
}

function textWidth(): number {
  return Math.min(terminalWidth(), WIDEST) - 2;
}

function section(title: string, text: string): string {
  const { bold } = coloursFor(process.stdout);
  return `${bold(title)}\n${text.replace(/^(?=.)/gm, "  ")}`;
}

const COLUMNS: readonly Column[] = [
  { title: "inputs" },
  { title: "account", dispensable: 3 },
  { title: "written", align: "right", dispensable: 2 },
  { title: "last use", align: "right" },
  { title: "took", align: "right" },
  { title: "size", align: "right", dispensable: 1 },
];

/** The results that are stored, most of them at most. */
export function formatStock({ built, stock }: Shown, wanted: number): string {
  const most = Math.min(wanted, MOST_ROWS);
  const { bold, dim } = coloursFor(process.stdout);
  const { entries, current, bytes } = stock;
  const found = current === undefined || current === entries.length ? "" : `, ${current} of them of this build`;
  const title = `${bold("Results")}  ${showNumber(entries.length, "result")}, ${showBytes(bytes)}${found}`;
  if (entries.length === 0 || most === 0) return title;
  const rows = entries.slice(0, most).map((entry) => rowOf(built, entry));
  const left = entries.length > most ? `\n${dim(`… ${showNumber(entries.length - most, "more result")}; ${most === MOST_ROWS ? "--all --json" : "--limit or --all"} shows them`)}` : "";
  return `${title}\n${formatTable(COLUMNS, rows)}${left}`;
}

/** Results of other fingerprints are dimmed. */
function rowOf(built: ManifestTask | undefined, { of, mark, inputs, writtenAt, usedAt, runMs, bytes }: EntryRecord): readonly string[] {
  const { dim } = coloursFor(process.stdout);
  const isOld = built !== undefined && !built.fingerprint.startsWith(mark);
  const shown = showInputs(inputs(), inputsWidth()) ?? "(only a digest was kept)";
  const cells = [shown, of?.account ?? "?", showAgo(writtenAt), usedAt === undefined ? "" : showAgo(usedAt), showDuration(runMs), showBytes(bytes)];
  return isOld ? cells.map((cell) => dim(cell)) : cells;
}

function inputsWidth(): number {
  const width = terminalWidth();
  if (width === Infinity) return INPUTS;
  return Math.max(width - (width < NARROW ? LASTING_COLUMNS : OTHER_COLUMNS), LEAST_INPUTS);
}
