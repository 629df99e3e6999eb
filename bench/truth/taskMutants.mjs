/** Mutants as tasks: through the code pass of a build, which leaves a function's name and parameters to the signature. */
import ts from "typescript";
import { canonicalCode } from "#plugin/code/index";
import { proofOf } from "./proofs.mjs";
import { isFunctionWithBody, isParsed, nodesIn, parseUnit } from "./units.mjs";

/** Compares the mutants whose edit lies in the function's body, and counts into `tally` (`compared`, `undetected`). */
export function compareAsTasks(tally, unit, mutants) {
  const bodies = mutants.filter(({ edit }) => isInBody(unit, edit));
  const [before, ...after] = codesOf(unit.path, [unit.text, ...bodies.map(({ text }) => text)]);
  if (before === undefined) return;
  tally.compared += bodies.length;
  bodies.forEach(({ text, edit }, index) => {
    if (after[index] !== before || proofOf(unit.path, unit.text, text) !== undefined) return;
    tally.undetected.push({ operator: `${edit.operator} (as a task)`, path: unit.path, before: unit.text.slice(edit.start, edit.end), after: edit.text });
  });
}

function isInBody(unit, { start, end }) {
  const body = functionIn(parseUnit(ts, unit))?.body;
  return body !== undefined && body.getStart() < start && end < body.end;
}

function functionIn(file) {
  for (const node of nodesIn(ts, file)) if (isFunctionWithBody(ts, node)) return node;
  return undefined;
}

/** The code of the first function of each text; undefined where it is refused, as one that uses `this` is. */
function codesOf(path, texts) {
  const files = texts.map((text, index) => parseUnit(ts, { path, text }, `/${index}${/x$/.test(path) ? ".tsx" : ".ts"}`));
  const program = createProgram(new Map(files.map((file) => [file.fileName, file])));
  const checker = program.getTypeChecker();
  return files.map((file) => codeOf({ ts, program, checker, diagnostics: [] }, file));
}

function codeOf(context, file) {
  const fn = isParsed(file) ? functionIn(file) : undefined;
  if (fn === undefined) return undefined;
  const found = { call: fn, name: "unit", nameNode: fn, fn, cacheVersion: undefined, ignore: [], untracked: [] };
  return canonicalCode(context, found)?.text;
}

function createProgram(files) {
  const options = { noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, jsx: ts.JsxEmit.Preserve };
  return ts.createProgram([...files.keys()], options, {
    getSourceFile: (name) => files.get(name),
    getDefaultLibFileName: () => "lib.d.ts",
    writeFile: () => undefined,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (name) => files.has(name),
    readFile: (name) => files.get(name)?.text,
  });
}
