/**
 * The compiler's odd files: thousands of small programs that exist to be hard to read go through discovery,
 * signature and code. None may crash, and a fresh run with the files in another order must come to the same.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { analyseFunctions, analyseTasks } from "./analyses.mjs";
import { isMeasuredWithClosures } from "./closures.mjs";
import { withStatements } from "./control.mjs";
import { codeBases, givenBases, readSources } from "./corpora.mjs";
import { oddTexts } from "./oddTexts.mjs";
import { packageFolder } from "./packages.mjs";
import { spellingRows } from "./spellings.mjs";
import { counted } from "./table.mjs";
import { wrapFunctions } from "./wrapFunctions.mjs";

const FEWEST = { short: 500, full: 5_000 };
/** Files of one program. A failure is searched for by halving, so a program should not be huge. */
const TOGETHER = 400;

export async function run({ scale, say }) {
  const sources = sourcesOf(scale);
  const wrapped = sources.map(({ name, isReal, files }) => ({ name, isReal, files: files.map((file) => wrapFunctions(file, file.path)) }));
  const lanes = [
    { name: "task() calls", analyse: (files) => analyseTasks(files), sources: wrapped },
    // With every function a task, each code base takes up to an hour: those that `closures` knows are enough.
    { name: "task() calls with closures", analyse: (files) => analyseTasks(files, "closure"), sources: wrapped.filter(({ name, isReal }) => !isReal || isMeasuredWithClosures(name)) },
    // Real code has thousands of heavy signatures, which `types` measures; here they would cost an hour.
    { name: "functions of odd files", analyse: analyseFunctions, sources: sources.filter(({ isReal }) => !isReal) },
  ];
  const reports = lanes.map((lane) => reportLane(lane, say));
  const spellings = scale === "full" ? spellingRows(packageFolder("test262-parser-tests"), say) : { rows: [], notes: [] };
  return {
    title: "Odd files: through discovery, signature and code without a crash, twice to the same result",
    rows: [...sourceRows(sources, FEWEST[scale]), controlRow(sources.slice(0, 2).flatMap(({ files }) => files)), ...reports.flatMap(laneRows), ...spellings.rows],
    notes: [...reports.flatMap(laneNotes), ...spellings.notes],
  };
}

/** What is read, by where it comes from. */
function sourcesOf(scale) {
  const fixtures = fileURLToPath(new URL("../../test/fixtures", import.meta.url));
  const own = [{ name: "made", files: oddTexts() }, ...fixtureSources(readSources(fixtures), scale)];
  const published = scale === "short" ? [] : [...testsOfParsers(), ...codeBases(scale).map((base) => ({ ...base, isReal: true }))];
  return [...own, ...published, ...givenBases()].map(({ name, files, isReal = false }) => ({ name, isReal, files: files.map((file) => below(name, file)) }));
}

/**
 * The two sides of a fixture are two programs: in one, what both declare to the library would contradict itself.
 * They are nearly alike, so the short form reads one.
 */
function fixtureSources(files, scale) {
  const sides = { "fixtures, before": /\/before(\/|\.)/, "fixtures, after": /\/after(\/|\.)/ };
  const paired = Object.entries(sides).map(([name, side]) => ({ name, files: files.filter(({ path }) => side.test(path)) }));
  const single = files.filter(({ path }) => Object.values(sides).every((side) => !side.test(path)));
  return [...(scale === "short" ? paired.slice(0, 1) : paired), { name: "fixtures, single", files: single }];
}

/** Programs in JavaScript are read as TypeScript, and those that are valid as JavaScript too. */
function testsOfParsers() {
  const root = packageFolder("test262-parser-tests");
  const folders = ["pass", "pass-explicit", "early", "fail"];
  const files = folders.flatMap((folder) => readSources(root, folder, /\.js$/));
  const typed = files.map(({ path, text }) => ({ path: path.replace(/\.js$/, ".ts"), text }));
  return [
    { name: "test262-parser-tests, as TypeScript", files: typed },
    { name: "test262-parser-tests, as JavaScript", files: files.filter(({ path }) => path.startsWith("pass/")) },
  ];
}

function below(name, { path, text }) {
  return { path: join(name.replace(/\W+/g, "-"), path).replaceAll("\\", "/"), text };
}

function reportLane({ name, analyse, sources }, say) {
  const report = { name, texts: 0, refusals: new Map(), crashes: [], beyond: [], moved: [] };
  for (const source of sources) {
    say(`corpus: ${name} of ${source.name}, ${source.files.length} files`);
    const first = analyseAll(analyse, source.files, (files) => files);
    const second = analyseAll(analyse, source.files, (files) => [...files].reverse());
    for (const { path } of source.files) countFile(report, path, [first.get(path) ?? [], second.get(path) ?? []]);
    say(`  so far: ${report.texts} fingerprinted, ${report.crashes.length} crashes, ${report.moved.length} files differ`);
  }
  return report;
}

function analyseAll(analyse, files, inOrder) {
  const outcomes = new Map();
  for (let at = 0; at < files.length; at += TOGETHER) {
    for (const [path, each] of analyse(inOrder(files.slice(at, at + TOGETHER)))) outcomes.set(path, each);
  }
  return outcomes;
}

function countFile(report, path, [first, second]) {
  // How deep the compiler gets before its stack ends is not the same twice.
  const isBeyond = [...first, ...second].some(({ beyond }) => beyond !== undefined);
  if (!isBeyond && comparable(first) !== comparable(second)) report.moved.push(path);
  for (const { text, crash, beyond, errors = [] } of first) {
    if (beyond !== undefined) report.beyond.push(`${path}: ${beyond}`);
    if (text !== undefined) report.texts += 1;
    if (crash !== undefined) report.crashes.push(`${path}: ${crash}`);
    for (const code of new Set(errors.map((error) => error.code))) report.refusals.set(code, (report.refusals.get(code) ?? 0) + 1);
  }
}

/** Where an error names another task's place, the first of several may be another: errors count by code. */
function comparable(outcomes) {
  return JSON.stringify(outcomes.map(({ errors = [], ...rest }) => ({ ...rest, errors: errors.map(({ code }) => code) })));
}

function sourceRows(sources, fewest) {
  const count = sources.reduce((sum, { files }) => sum + files.length, 0);
  return [
    { what: "files", figure: counted(count), goal: `>= ${counted(fewest)}`, met: count >= fewest },
    ...sources.map(({ name, files }) => ({ what: `  of ${name}`, figure: counted(files.length) })),
  ];
}

/** That nothing moved means something only where an edit is seen to move every function it touches. */
function controlRow(files) {
  const [before, after] = [files, files.map(withStatements)].map(analyseFunctions);
  const pairs = files.flatMap(({ path }) => before.get(path).map((outcome, index) => [outcome, after.get(path)[index]]));
  const edited = pairs.filter(([one, other]) => one.hasBlock && one.text !== undefined && other?.text !== undefined);
  const seen = edited.filter(([one, other]) => one.text !== other.text).length;
  return { what: "control: functions seen to change with a statement more", figure: `${counted(seen)} of ${counted(edited.length)}`, goal: "all", met: edited.length > 0 && seen === edited.length };
}

function laneRows({ name, texts, refusals, crashes, beyond, moved }) {
  const refused = [...refusals.values()].reduce((sum, each) => sum + each, 0);
  return [
    { what: `${name}: fingerprinted`, figure: counted(texts), goal: "> 0", met: texts > 0 },
    { what: `${name}: reasons to refuse one`, figure: counted(refused) },
    { what: `${name}: files that the compiler alone fails on`, figure: counted(beyond.length) },
    { what: `${name}: crashes`, figure: counted(crashes.length), goal: "0", met: crashes.length === 0 },
    { what: `${name}: files that came out differently the second time`, figure: counted(moved.length), goal: "0", met: moved.length === 0 },
  ];
}

function laneNotes({ name, refusals, crashes, beyond, moved }) {
  const codes = [...refusals].sort(([a], [b]) => a - b).map(([code, count]) => `TP${code} ${counted(count)}`);
  const others = beyond.map((each) => `the compiler alone fails, ${each}`);
  return [`${name}, refused by code: ${codes.join(", ")}`, ...others, ...crashes.map((each) => `crash, ${each}`), ...moved.map((each) => `differs, ${each}`)];
}
