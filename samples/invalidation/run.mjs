import assert from "node:assert/strict";
import { Project } from "../project.mjs";
import { EDITS } from "./edits.mjs";

const MODES = ["body", "closure"];
const TASKS = ["daylight", "noon"];
const WIDTH = Math.max(...EDITS.map(({ what }) => what.length));

/** Makes every edit in both modes, builds, runs, and prints what was re-run; fails when that is not what the design says. */
export function invalidation(installed) {
  const projects = MODES.map((mode) => projectOf(installed, mode));
  console.log(row(["", "", ...MODES.flatMap((mode) => [mode, ""])]));
  console.log(row(["", "edit", ...MODES.flatMap(() => TASKS)]));
  const wrong = EDITS.filter((edit) => !isAsDesigned(projects, edit));
  assert.equal(wrong.length, 0, `Not what the design says: ${wrong.map(({ what }) => what).join("; ")}.`);
  console.log(`All ${EDITS.length} outcomes are what the design says, in both modes.`);
}

/** The sample is written in one mode; the copies differ in nothing but that. */
function projectOf(installed, mode) {
  const project = new Project(installed, `invalidation-${mode}`, "invalidation");
  project.edit("tsconfig.json", '"track": "closure"', `"track": "${mode}"`);
  return project;
}

function isAsDesigned(projects, edit) {
  for (const project of projects) make(project, edit);
  Project.buildAll(projects);
  const actual = projects.flatMap((project) => outcomesOf(project, edit));
  const design = [edit.daylight, edit.noon ?? "re-used", edit.closure ?? edit.daylight, edit.noon ?? "re-used"];
  const asDesigned = actual.join() === design.join();
  console.log(row([edit.part, edit.what, ...actual, asDesigned ? "✓" : `✗ the design says ${design.join(", ")}`]));
  return asDesigned;
}

function make(project, { restore, move, changes = [] }) {
  if (restore) project.restore();
  if (move) project.move(...move);
  for (const change of changes) project.edit(...change);
}

function outcomesOf(project, { program, account, horizon }) {
  const { status, stderr, events } = project.run({ program, account, variables: { HORIZON: horizon } });
  assert.equal(status, 0, stderr);
  assert.deepEqual(events.map(({ task }) => task.replace("dayLength", "daylight")), TASKS);
  return events.map(({ outcome }) => (outcome === "hit" ? "re-used" : "re-run"));
}

function row([part, what, ...outcomes]) {
  return `${part.padEnd(9)} ${what.padEnd(WIDTH)}  ${outcomes.map((outcome) => outcome.padEnd(8)).join(" ")}`.trimEnd();
}
