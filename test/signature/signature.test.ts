import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DIFFERENT } from "./different.js";
import { ACCEPTED, ERRORS } from "./errors.js";
import { COMPILERS, openProgram, type Outcome } from "./harness.js";
import { moduleOf, type Row } from "./rows.js";
import { SAME } from "./same.js";

/** All rows are files of one program for each compiler: that is fast, and rows must not disturb each other. */
const rows: readonly Row[] = [
  ...[...SAME, ...DIFFERENT].flatMap(([, before, after]) => [{ source: before }, { source: after }]),
  ...ERRORS,
  ...ACCEPTED,
];
const sources = [...new Set(rows.map(({ source }) => source))];
const fileOf = (source: string): string => `row${sources.indexOf(source)}.ts`;
const files = Object.fromEntries(sources.map((source) => [fileOf(source), moduleOf(source)]));
const readers = new Map([...COMPILERS.keys()].map((version) => [version, openProgram(version, { files, options: { noImplicitAny: true } })]));

function read(version: string, { source, ignore }: Row): Outcome {
  const reader = readers.get(version);
  if (reader === undefined) throw new Error(`No compiler ${version}.`);
  return reader(fileOf(source), ignore);
}

/** The plan of each text: keys depend on it, so equal signatures must have equal plans. */
const plans = new Map<string, string | undefined>();

/** The text of a row that must be accepted; the same under every compiler, and so is its plan. */
function textOf(row: Row): string {
  const outcomes = [...COMPILERS.keys()].map((version) => read(version, row));
  for (const outcome of outcomes) {
    assert.equal(outcome.compileErrors, [], row.source);
    assert.equal(outcome.errors, [], row.source);
  }
  const [text] = outcomes.map((outcome) => outcome.text);
  if (text === undefined) throw new Error(`No text: ${row.source}`);
  for (const outcome of outcomes) assert.is(outcome.text, text, `The compilers disagree: ${row.source}`);
  for (const { plan } of outcomes) {
    if (!plans.has(text)) plans.set(text, plan);
    assert.is(plan, plans.get(text), `Plans differ: ${row.source}`);
  }
  return text;
}

const same = suite("signatures that are the same");
for (const [title, before, after] of SAME) {
  same(title, () => assert.is(textOf({ source: before }), textOf({ source: after })));
}
same.run();

const different = suite("signatures that differ");
for (const [title, before, after] of DIFFERENT) {
  different(title, () => assert.is.not(textOf({ source: before }), textOf({ source: after })));
}
different.run();

const accepted = suite("signatures that are accepted");
for (const row of ACCEPTED) accepted(row.source.trim(), () => void textOf(row));
accepted.run();

const errors = suite("signatures that are refused");
for (const version of COMPILERS.keys()) {
  for (const row of ERRORS) {
    errors(`${row.title} (${version})`, () => {
      const outcome = read(version, row);
      if (!row.broken) assert.equal(outcome.compileErrors, []);
      assert.is(outcome.text, undefined);
      assert.equal(
        outcome.errors.map(({ code, at, message }) => [code - 900_000, pathOf(message), at]),
        row.expected,
      );
      for (const { code, message } of outcome.errors) assert.ok(message.endsWith(`[TP${code - 900_000}]`), message);
    });
  }
}
errors.run();

/** `Task "f": <path> is …` */
function pathOf(message: string): string {
  return /^Task "f": (.*?) (?:is|has) /s.exec(message)?.[1] ?? message;
}
