/**
 * What the plugin costs: builds the same project with bare `tsc` and with `tspc` and taskprint, by turns,
 * and prints medians and ratios. Read the ratios; the times are those of this machine. One project for
 * each value of the plugin's option `track`: that for "closure" has closures that overlap heavily. The form
 * "references", by name only, has as many helpers in a project of their own, and also edits one of them: bare
 * `tsc -b` then builds the helpers alone, where the constants of the tasks must be made anew.
 *
 *   node bench/build.mjs [files = 500] [runs = 5] [body | closure | references]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { writeClosureProject } from "./closureProject.mjs";
import { writeProject } from "./project.mjs";
import { editHelper, writeReferences } from "./referencesProject.mjs";
import { median, printTable } from "./statistics.mjs";

const require = createRequire(import.meta.url);
const [files, runs] = [Number(process.argv[2] ?? 500), Number(process.argv[3] ?? 5)];

const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
const tspc = join(dirname(require.resolve("ts-patch/package.json")), "bin/tspc.js");
const clean = (folder) => rmSync(join(folder, "out"), { recursive: true, force: true });
const nothing = () => undefined;

/** What each form builds, and by kind of build what is done before it, and what it may cost. */
const forms = [
  { name: "body", track: "body", write: writeProject, options: ["-p", "."], kinds: { clean: { before: clean, goal: 1.6 }, "no-op": { before: nothing, goal: 1.9 } } },
  { name: "closure", track: "closure", write: writeClosureProject, options: ["-p", "."], kinds: { clean: { before: clean, goal: 1.9 }, "no-op": { before: nothing, goal: 2 } } },
  {
    name: "references",
    track: "closure",
    write: writeReferences,
    options: ["-b", "tasks"],
    kinds: { clean: { before: clean }, "no-op": { before: nothing }, "a helper edited": { before: (folder, run) => editHelper(folder, files, run) } },
  },
];

const wanted = process.argv[4] === undefined ? ["body", "closure"] : [process.argv[4]];
const chosen = forms.filter(({ name }) => wanted.includes(name));
if (chosen.length === 0) throw new Error(`"${process.argv[4]}" is no form. Use body, closure or references, or leave it out for the first two.`);
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
  for (const builder of builders) build(form, builder);
  const times = builders.map(() => new Map(Object.keys(form.kinds).map((kind) => [kind, []])));
  for (let run = 0; run < runs; run += 1) {
    for (const [index, builder] of builders.entries()) {
      for (const [kind, { before }] of Object.entries(form.kinds)) {
        before(builder.folder, run);
        times[index].get(kind).push(build(form, builder));
      }
    }
  }
  return times;
}

/** One build, in seconds; a build with errors throws. */
function build({ options }, { folder: cwd, script }) {
  const start = performance.now();
  const { status, stdout } = spawnSync(process.execPath, [script, ...options], { cwd, encoding: "utf8" });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`The build in ${cwd} failed:\n${stdout.split("\n", 5).join("\n")}`);
  return seconds;
}

function print({ name, kinds }, times) {
  const rows = Object.entries(kinds).map(([kind, { goal }]) => {
    const [base, middle, full] = times.map((each) => median(each.get(kind)));
    const ratio = full / base;
    const seconds = [base, middle, full].map((each) => `${each.toFixed(2)} s`);
    return [kind, ...seconds, ratio.toFixed(2), ...(goal === undefined ? ["", ""] : [`<= ${goal}`, ratio <= goal ? "met" : "missed"])];
  });
  console.log(`${name}: ${files} files with ${files} tasks, medians of ${runs} runs by turns, Node ${process.versions.node}`);
  printTable([["build", "tsc", "tspc", "tspc + taskprint", "ratio", "goal", ""], ...rows]);
  console.log();
}
