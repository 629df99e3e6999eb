import type { Blast, Changed } from "../../explain/blast.js";
import type { Move } from "../../explain/move.js";
import { diffTexts } from "../../explain/textDiff.js";
import { headline } from "./changes.js";
import { formatStored } from "./moves.js";

/** Comments have a limit of 65,536 characters, and readers a lower one. */
const MOST_TASKS = 50;
const MOST_DIFFS = 10;

/** What a change invalidates, for a comment on a pull request. */
export function formatMarkdown(blast: Blast): string {
  const { invalidated, pinned, added, removed, lost } = blast;
  return [
    `### taskprint: ${headline(blast)}`,
    ...(lost.results > 0 ? [`${formatStored(lost)} to make anew.`] : []),
    ...formatTable(invalidated),
    ...formatDiffs(invalidated),
    ...pinned.map(({ name, moves }) => moves.map((move) => `- \`${name}\`: ${escapeText(move.sentence)}`).join("\n")),
    ...formatNames("New", added),
    ...formatNames("Gone", removed),
  ].join("\n\n");
}

function formatTable(tasks: readonly Changed[]): readonly string[] {
  if (tasks.length === 0) return [];
  const rows = tasks.slice(0, MOST_TASKS).map(({ name, place, stored, moves }) => {
    const why = moves.map(({ sentence }) => escapeText(sentence)).join("<br>");
    return `| \`${name}\` (${escapeText(place)}) | ${stored ? formatStored(stored) : ""} | ${why} |`;
  });
  const more = tasks.length > MOST_TASKS ? [`| … and ${tasks.length - MOST_TASKS} more | | |`] : [];
  return [["| task | stored | why |", "|---|---|---|", ...rows, ...more].join("\n")];
}

function formatDiffs(tasks: readonly Changed[]): readonly string[] {
  const moves = tasks.flatMap((task) => task.moves).filter(({ texts }) => texts !== undefined);
  const each = new Map(moves.map((move) => [move.texts?.after ?? "", move]));
  const diffs = [...each.values()].slice(0, MOST_DIFFS).map(formatDiff);
  return diffs.length === 0 ? [] : [`<details><summary>What moved</summary>\n\n${diffs.join("\n\n")}\n\n</details>`];
}

function formatDiff({ sentence, texts }: Move): string {
  const lines = diffTexts(texts?.before ?? "", texts?.after ?? "").map(({ sign, text }) => `${sign === "…" ? " …" : sign} ${text}`.trimEnd());
  const longest = Math.max(2, ...lines.map((line) => /`{3,}/.exec(line)?.[0].length ?? 0));
  const fence = "`".repeat(longest + 1);
  return `${escapeText(sentence)}\n\n${fence}diff\n${lines.join("\n")}\n${fence}`;
}

function formatNames(title: string, tasks: readonly Changed[]): readonly string[] {
  return tasks.length === 0 ? [] : [`${title}: ${tasks.map(({ name }) => `\`${name}\``).join(", ")}`];
}

/** Types hold bars and angle brackets, which Markdown would take for its own. */
function escapeText(text: string): string {
  return text.replace(/[\\|<>*_`[\]]/g, (char) => (char === "<" ? "&lt;" : char === ">" ? "&gt;" : `\\${char}`));
}
