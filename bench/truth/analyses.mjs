/** What the plugin makes of programs: for each file the texts and the refusals of its tasks, or how the plugin failed. */
import { analyseProgram } from "#plugin/analysis";
import { canonicalCode } from "#plugin/code/index";
import { DIAGNOSTIC_BASE } from "#plugin/context";
import { canonicalSignature } from "#plugin/signature/index";
import { functionsOf } from "./codes.mjs";
import { memoryProgram, passContext, ROOT } from "./memoryProgram.mjs";

/** The outcomes of one run by file, in the order of the tasks. */
export function analyseTasks(files, track = "body") {
  return bisect(files, (some) => {
    const context = passContext(memoryProgram(some), track);
    const analysis = analyseProgram(context);
    return new Map([...analysis.files].map(([file, analysed]) => [pathOf(file), outcomesOf(analysed)]));
  });
}

/** The same, with signature and code of every function asked for directly: also those that no `task` can reach. */
export function analyseFunctions(files) {
  return bisect(files, (some) => {
    const made = memoryProgram(some);
    const sources = some.map(({ path }) => made.program.getSourceFile(`${ROOT}/${path}`));
    return new Map(sources.map((file) => [pathOf(file), outcomesOfFunctions(passContext(made), file)]));
  });
}

/** Runs over all files at once, and over ever fewer where that fails, until a failure belongs to one file. */
function bisect(files, analyse) {
  try {
    return analyse(files);
  } catch (error) {
    if (files.length === 1) return new Map([[files[0].path, [crashOutcome(files, error)]]]);
    const half = files.length >> 1;
    return new Map([...bisect(files.slice(0, half), analyse), ...bisect(files.slice(half), analyse)]);
  }
}

/** A file that the compiler alone cannot check either never reaches a build's output: that crash is not the plugin's. */
function crashOutcome(files, error) {
  try {
    memoryProgram(files).program.getSemanticDiagnostics();
    return { crash: placeOfCrash(error) };
  } catch (own) {
    return { beyond: placeOfCrash(own) };
  }
}

/** The error and where it was thrown, short enough for a table. */
function placeOfCrash(error) {
  const frames = String(error?.stack ?? error).split("\n");
  const place = frames.find((frame) => /^\s+at /.test(frame)) ?? "";
  return `${String(error?.message ?? error).split("\n", 1)[0]} ${place.trim().replace(/\(.*\/(dist|node_modules)\//, "($1/")}`;
}

function pathOf(file) {
  return file.fileName.slice(ROOT.length + 1);
}

function outcomesOf({ calls, diagnostics }) {
  const outcomes = calls.map(({ record, diagnostics: errors }) => outcomeOf(record?.fingerprint, errors));
  return diagnostics.length === 0 ? outcomes : [...outcomes, outcomeOf(undefined, diagnostics)];
}

function outcomesOfFunctions(context, file) {
  const { ts } = context;
  return functionsOf(file, ts).filter((fn) => isTaskFunction(ts, fn)).map((fn) => {
    const scoped = { ...context, diagnostics: [] };
    const found = { call: fn, name: "theTask", nameNode: fn, fn, cacheVersion: undefined, ignore: [], untracked: [] };
    const signature = canonicalSignature(scoped, found);
    const code = canonicalCode(scoped, found);
    const text = signature && code && joined(signature.text, code.text);
    return { ...outcomeOf(text, scoped.diagnostics), hasBlock: ts.isBlock(fn.body) };
  });
}

/** Whatever is no text would be compared as `[object Object]`, and every two functions would be alike. */
function joined(...texts) {
  if (texts.some((text) => typeof text !== "string")) throw new TypeError("A pass gave no text.");
  return texts.join("\n");
}

function isTaskFunction(ts, node) {
  return ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node);
}

/** A text or the codes of the refusals; neither would be a silent loss of the task, and counts as a crash. */
function outcomeOf(text, diagnostics) {
  if (text !== undefined && typeof text !== "string") throw new TypeError("A pass gave no text.");
  const errors = diagnostics.map(({ code, messageText }) => ({ code: code - DIAGNOSTIC_BASE, message: messageText }));
  if (errors.length > 0) return { errors };
  return text === undefined ? { crash: "neither a text nor a refusal" } : { text };
}
