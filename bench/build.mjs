/**
 * What the plugin costs: builds the same project with bare `tsc` and with `tspc` and taskprint, by turns,
 * and prints medians and ratios. Read the ratios; the times are those of this machine. One project for
 * each value of the plugin's option `track`: that for "closure" has closures that overlap heavily.
 *
 *   node bench/build.mjs [files = 500] [runs = 5] [body | closure]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { writeClosureProject } from "./closureProject.mjs";
import { writeProject } from "./project.mjs";
import { median, printTable } from "./statistics.mjs";

const require = createRequire(import.meta.url);
const [files, runs] = [Number(process.argv[2] ?? 500), Number(process.argv[3] ?? 5)];

const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
const tspc = join(dirname(require.resolve("ts-patch/package.json")), "bin/tspc.js");
const forms = [
  { track: "body", write: writeProject, goals: { clean: 1.6, "no-op": 1.9 } },
  { track: "closure", write: writeClosureProject, goals: { clean: 1.9, "no-op": 2 } },
];

const chosen = forms.filter(({ track }) => process.argv[4] === undefined || process.argv[4] === track);
if (chosen.length === 0) throw new Error(`"${process.argv[4]}" is no value of track. Use body or closure, or leave it out for both.`);
for (const form of chosen) measure(form);

function measure(form) {
  const folder = mkdtempSync(join(tmpdir(), "taskprint-bench-"));
  try {
    print(form, timeBuilders(form, buildersIn(folder, form)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function buildersIn(folder, { track }) {
  return [
    { folder: join(folder, "bare"), script: tsc },
    { folder: join(folder, "patched"), script: tspc },
    { folder: join(folder, "taskprint"), script: tspc, plugins: [{ transform: "taskprint/plugin", transformProgram: true, track }] },
  ];
}

/** For each builder its times, by kind of build. */
function timeBuilders(form, builders) {
  for (const builder of builders) form.write(builder.folder, files, builder.plugins);
  // The first build of each is not counted: ts-patch patches the compiler then, and disks warm up.
  for (const builder of builders) build(builder);
  const times = builders.map(() => ({ clean: [], "no-op": [] }));
  for (let run = 0; run < runs; run += 1) {
    for (const [index, builder] of builders.entries()) {
      rmSync(join(builder.folder, "out"), { recursive: true, force: true });
      times[index].clean.push(build(builder));
      times[index]["no-op"].push(build(builder));
    }
  }
  return times;
}

/** One build, in seconds; a build with errors throws. */
function build({ folder: cwd, script }) {
  const start = performance.now();
  const { status, stdout } = spawnSync(process.execPath, [script, "-p", "."], { cwd, encoding: "utf8" });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`The build in ${cwd} failed:\n${stdout.split("\n", 5).join("\n")}`);
  return seconds;
}

function print({ track, goals }, times) {
  const rows = Object.entries(goals).map(([kind, goal]) => {
    const [base, middle, full] = times.map((each) => median(each[kind]));
    const ratio = full / base;
    return [kind, `${base.toFixed(2)} s`, `${middle.toFixed(2)} s`, `${full.toFixed(2)} s`, ratio.toFixed(2), `<= ${goal}`, ratio <= goal ? "met" : "missed"];
  });
  console.log(`track: ${track}: ${files} files with ${files} tasks, medians of ${runs} runs by turns, Node ${process.versions.node}`);
  printTable([["build", "tsc", "tspc", "tspc + taskprint", "ratio", "goal", ""], ...rows]);
  console.log();
}
