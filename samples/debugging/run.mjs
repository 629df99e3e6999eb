import assert from "node:assert/strict";
import { weatherProject } from "../weather/run.mjs";

const FILE = "src/chart/layout.ts";
const RIGHT = '"New York": "#c2540a",';
const WRONG = '"New-York": "#c2540a",';

/** Runs the weather workflow with a fault in its last step, mends it, and runs again: only the last step may run. */
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
  project.build();
  const mended = project.run();
  console.log(`Second run, with the fault mended\n\n${mended.stdout}`);
  assert.equal(mended.status, 0, mended.stderr);
  for (const task of ["parse", "clean", "statistics", "climate", "season"]) {
    assert.deepEqual(outcomesOf(mended.events, task), ["hit"], `${task} must be re-used.`);
  }
  assert.deepEqual(outcomesOf(mended.events, "chart"), ["run"]);
}

function outcomesOf(events, task) {
  return [...new Set(events.filter((event) => event.task === task).map(({ outcome }) => outcome))];
}

function errorLine(stderr) {
  return stderr.split("\n").find((line) => line.startsWith("Error:")) ?? stderr;
}
