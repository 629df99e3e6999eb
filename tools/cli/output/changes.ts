import type { Blast, Cause, Changed } from "../../explain/blast.js";
import { showNumber } from "./amounts.js";
import { coloursFor } from "./colours.js";
import { formatMoves, formatStored } from "./moves.js";

/** The outcome in a sentence: `3 of 41 tasks are invalidated`. */
export function headline({ tasks, invalidated, added, removed }: Blast): string {
  const count = invalidated.length;
  const first = count === 0 ? `None of ${showNumber(tasks, "task")} is invalidated` : `${count} of ${showNumber(tasks, "task")} ${count === 1 ? "is" : "are"} invalidated`;
  const others = [...(added.length > 0 ? [`${added.length} new`] : []), ...(removed.length > 0 ? [`${removed.length} gone`] : [])];
  return others.length === 0 ? first : `${first} (${others.join(", ")})`;
}

/** What a change invalidates, for a terminal. */
export function formatChanges(blast: Blast, isTextWanted: boolean): string {
  const { bold } = coloursFor(process.stdout);
  const { invalidated, added, removed, pinned, causes, lost } = blast;
  const sum = lost.results > 0 ? `: ${formatStored(lost)} to make anew` : "";
  return [
    bold(`${headline(blast)}${sum}.`),
    ...invalidated.map((each) => formatTask(each, isTextWanted)),
    ...(causes.some((cause) => cause.tasks.length > 1) ? [`${bold("By cause")}\n${causes.map(formatCause).join("\n")}`] : []),
    ...pinned.map((each) => formatTask(each, isTextWanted)),
    ...formatNames("New", added),
    ...formatNames("Gone", removed),
  ].join("\n\n");
}

function formatTask({ name, place, moves, stored }: Changed, isTextWanted: boolean): string {
  const { bold, dim } = coloursFor(process.stdout);
  const head = `${bold(name)} ${dim(`(${place})`)}${stored ? `  ${formatStored(stored)}` : ""}`;
  return [head, ...formatMoves(moves, isTextWanted)].join("\n");
}

function formatCause({ what, tasks, stored }: Cause): string {
  const sum = stored.results > 0 ? `, ${formatStored(stored)}` : "";
  return `  ${what}: ${tasks.length > 3 ? showNumber(tasks.length, "task") : tasks.join(", ")}${sum}`;
}

function formatNames(title: string, tasks: readonly Changed[]): readonly string[] {
  return tasks.length === 0 ? [] : [`${title}: ${tasks.map(({ name, place }) => `${name} (${place})`).join(", ")}`];
}
