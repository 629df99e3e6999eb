import assert from "node:assert/strict";
import { weatherProject } from "../weather/run.mjs";

const FILE = "src/chart/layout.ts";
const RIGHT = '"New York": "#c2540a",';
const WRONG = '"New-York": "#c2540a",';
const OTHER = '"New York": "#a63603",';

const UPSTREAM = ["parse", "clean", "statistics", "climate", "season"];

/**
 * Runs the weather workflow with a fault in a helper of its last step, mends it, and edits the helper once
 * more: each time, only the last step may run.
 */
export function debugging(installed) {
  const project = weatherProject(installed, "debugging");
  project.edit(FILE, RIGHT, WRONG);
  project.build();
  const broken = project.run();
  console.log(`First run, with a misspelt station in ${FILE}\n\n${broken.stdout}`);
  console.log(`${errorLine(broken.stderr)}\n`);
  assert.notEqual(broken.status, 0, "The first run must fail.");
  assert.deepEqual(outcomesOf(broken.events, "chart"), ["failed"]);

  project.edit(FILE, WRONG, RIGHT);
  const mended = runOnlyChart(project);
  console.log(`Second run, with the fault mended\n\n${mended.stdout}`);

  project.edit(FILE, RIGHT, OTHER);
  const edited = runOnlyChart(project);
  console.log(`Third run, with another colour\n\n${tasksTable(edited)}`);
  assert.match(project.read("out/weather.svg"), /#a63603/);
}

function runOnlyChart(project) {
  project.build();
  const run = project.run();
  assert.equal(run.status, 0, run.stderr);
  for (const task of UPSTREAM) assert.deepEqual(outcomesOf(run.events, task), ["hit"], `${task} must be re-used.`);
  assert.deepEqual(outcomesOf(run.events, "chart"), ["run"]);
  return run;
}

function tasksTable({ stdout }) {
  return stdout.split("\n\n")[0];
}

function outcomesOf(events, task) {
  return [...new Set(events.filter((event) => event.task === task).map(({ outcome }) => outcome))];
}

function errorLine(stderr) {
  return stderr.split("\n").find((line) => line.startsWith("Error:")) ?? stderr;
}
