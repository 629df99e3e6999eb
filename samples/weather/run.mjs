import assert from "node:assert/strict";
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Project } from "../project.mjs";

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));
const DATA = join(REPOSITORY, "node_modules/vega-datasets/data/weather.csv");
const CHART = join(REPOSITORY, "build/samples/weather.svg");

/** Runs the workflow twice: the second run must find every result of the first, and write the same chart. */
export function weather(installed) {
  const project = weatherProject(installed, "weather");
  project.build();
  const first = project.run();
  assert.equal(first.status, 0, first.stderr);
  const drawn = project.read("out/weather.svg");
  console.log(`First run\n\n${first.stdout.split("\n\n")[0]}\n`);

  const second = project.run();
  assert.equal(second.status, 0, second.stderr);
  console.log(`Second run\n\n${second.stdout}`);
  assertRanOnce(first.events);
  assert.deepEqual(second.events.filter(({ outcome }) => outcome !== "hit"), [], "The second run must be all hits.");
  assert.equal(second.events.length, first.events.length);
  assert.equal(project.read("out/weather.svg"), drawn, "The second run must draw the same chart.");
  return keepChart(project);
}

/** The sample and its data, in a folder of that name. */
export function weatherProject(installed, name) {
  const project = new Project(installed, name, "weather");
  mkdirSync(join(project.folder, "data"));
  copyFileSync(DATA, join(project.folder, "data/weather.csv"));
  return project;
}

/** Two stations with four years each: what is asked for again must not run again. */
function assertRanOnce(events) {
  const runs = (task) => events.filter((event) => event.task === task && event.outcome === "run").length;
  const expected = { parse: 1, clean: 1, statistics: 10, climate: 2, season: 4, chart: 1 };
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((task) => [task, runs(task)])), expected);
  assert(events.some(({ outcome }) => outcome === "shared"), "Concurrent calls must share a run.");
}

function keepChart(project) {
  mkdirSync(dirname(CHART), { recursive: true });
  copyFileSync(join(project.folder, "out/weather.svg"), CHART);
  return relative(REPOSITORY, CHART);
}
