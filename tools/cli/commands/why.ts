import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { TaskprintError } from "#runtime/errors";
import { explainTask, type Answer, type Question, type Records } from "../../explain/why.js";
import { readRecords } from "../../explain/records.js";
import { badInput, noTask } from "../../messages.js";
import { parseManifest, type Manifest, type ManifestTask } from "../../records/index.js";
import { addCommand, withJson, type GlobalOptions } from "../command.js";
import { findManifest } from "../manifest.js";
import { describeAnswer } from "../output/answerJson.js";
import { formatAnswer, formatAnswerLine } from "../output/answer.js";
import { print, printJson } from "../output/print.js";
import { assertStore, findPlace } from "../place.js";
import { Exit } from "../run.js";

interface WhyOptions extends GlobalOptions {
  readonly json?: boolean;
  readonly input?: string;
  readonly text?: boolean;
}

/** `taskprint why [task]`: whether the current build finds its results, and if not, what moved. */
export function addWhy(program: Command): void {
  const command = addCommand(program, {
    usage: "why [task]",
    summary:
      "Whether the last build finds stored results, and if not, what moved since the nearest earlier one whose results are stored. The exit code is 1 where a task would run.",
    examples: [
      ["taskprint why invoice", "what moved, with a diff, and why its last call missed"],
      ['taskprint why invoice --input \'[{"id": 1}, "EUR"]\'', "of one call: is it stored, or which stored one is nearest?"],
      ["taskprint why", "a line for each task"],
    ],
  });
  command.option("--input <json>", "the arguments of a call, as a JSON list").option("--no-text", "leave out the diffs");
  withJson(command).action((task: string | undefined) => runWhy(task, command.optsWithGlobals<WhyOptions>()));
}

function runWhy(name: string | undefined, { json, input, text, account, ...options }: WhyOptions): void {
  const place = findPlace(options);
  const path = findManifest(place);
  const manifest = parseManifest(readFileSync(path, "utf8"), path);
  assertStore(place);
  const records = readRecords(place.dir, place.tsconfig);
  const who = account ?? (process.env["TASKPRINT_ACCOUNT"] || "default");
  const tasks = name === undefined ? manifest.tasks : [taskNamed(manifest, name)];
  const answers = tasks.map((task) => answerFor(records, { manifest, task, account: who, input: parseInput(input) }));
  if (json) printJson(name === undefined ? answers.map(describeAnswer) : answers.map(describeAnswer)[0]);
  else print(name === undefined ? answers.map(formatAnswerLine).join("\n") : answers.map((each) => formatAnswer(each, text !== false)).join("\n"));
  if (answers.some(({ answer }) => wouldRun(answer))) process.exitCode = Exit.Found;
}

function answerFor(records: Records, question: Question): { readonly question: Question; readonly answer: Answer } {
  return { question, answer: explainTask(records, question) };
}

/** Of a call that was asked for, whether it is stored; else whether anything is. */
function wouldRun({ outcome, call }: Answer): boolean {
  return outcome === "miss" || (call?.from === "input" && call.nearest?.moves.length !== 0);
}

function taskNamed({ tasks }: Manifest, name: string): ManifestTask {
  const found = tasks.find((task) => task.name === name);
  if (!found) throw new TaskprintError(noTask(name, tasks.map((task) => task.name)));
  return found;
}

function parseInput(input: string | undefined): readonly unknown[] | undefined {
  if (input === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(input);
    if (Array.isArray(parsed)) return parsed;
  } catch (error) {
    throw new TaskprintError(badInput((error as Error).message));
  }
  throw new TaskprintError(badInput("it is no list"));
}
