import type { AskedCall, Answer, Question } from "../../explain/why.js";
import { inputText, sentenceOf } from "../../explain/sentence.js";
import { placeOf } from "../../explain/place.js";
import { showAgo, showNumber } from "./amounts.js";
import { coloursFor } from "./colours.js";
import { formatMoves, formatStored } from "./moves.js";
import { MISSED } from "./missed.js";

/** A question and its answer. */
export interface Answered {
  readonly question: Question;
  readonly answer: Answer;
}

/** Differences beyond these say only that the calls are other calls. */
const MOST_FIELDS = 12;

/** The whole answer, for a terminal. */
export function formatAnswer({ question, answer }: Answered, isTextWanted: boolean): string {
  const { bold, dim } = coloursFor(process.stdout);
  const head = `${bold(question.task.name)} ${dim(`(${placeOf(question.task)})`)} ${outcomeText(answer)}`;
  const moves = formatMoves(answer.moves, isTextWanted);
  return [head, ...moves, ...callText(answer)].join("\n");
}

/** The answer in a line: `invoice: code changed: helper roundTax (src/money.ts:12)`. */
export function formatAnswerLine({ question, answer }: Answered): string {
  const { bold } = coloursFor(process.stdout);
  const why = answer.outcome === "hit" ? `hits (${formatStored(answer.stored)})` : sentenceOf(answer);
  return `${bold(question.task.name)}: ${why}`;
}

function outcomeText(answer: Answer): string {
  const { green, yellow } = coloursFor(process.stdout);
  const { outcome, stored, earlier, moves, call } = answer;
  if (outcome === "hit" && call?.from === "input" && call.nearest?.moves.length !== 0) return `${yellow("misses")}: nothing is stored for that call.`;
  if (outcome === "hit") return `${green("hits")}: this build has ${formatStored(stored)} stored.`;
  if (earlier === undefined || moves.length === 0) return `${yellow("misses")}: ${sentenceOf(answer)}.`;
  const built = earlier.builtAt === undefined ? "" : `, of the build ${showAgo(earlier.builtAt)}`;
  return `${yellow("misses")}. Moved since its nearest ${formatStored(earlier.stored)}, the last stored ${showAgo(earlier.writtenAt)}${built}:`;
}

function callText({ call, outcome }: Answer): readonly string[] {
  if (call === undefined) return [];
  const { nearest } = call;
  if (nearest === undefined) return ["Of no stored call it is known what it was called with."];
  const when = showAgo(nearest.entry.writtenAt);
  const first = callIntroduction(call);
  if (nearest.moves.length === 0) return [outcome === "hit" ? `That call is stored, since ${when}.` : `That call was stored ${when}, before what moved.`];
  const shown = nearest.moves.slice(0, MOST_FIELDS).map((move) => `  ${inputText(move)}`);
  const more = nearest.moves.length > MOST_FIELDS ? [`  … ${showNumber(nearest.moves.length - MOST_FIELDS, "more field")}`] : [];
  return [`${first}The nearest stored call (${when}) differs in`, ...shown, ...more];
}

function callIntroduction({ miss }: AskedCall): string {
  return miss === undefined ? "" : `Its last call that ran, ${showAgo(miss.at)}, ${MISSED[miss.reason]}. `;
}
