import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import type TS from "typescript";
import type { Context, FoundTask, TaskFunction } from "#plugin/context";
import { planTask } from "#plugin/plan/index";
import { canonicalSignature } from "#plugin/signature/index";

const require = createRequire(import.meta.url);

export const COMPILERS: ReadonlyMap<string, typeof TS> = new Map([
  ["6.0.3", require("typescript") as typeof TS],
  ["5.9.3", require("typescript-5.9") as typeof TS],
]);

/** What a signature came to: its text, or the errors it was refused with. */
export interface Outcome {
  readonly text: string | undefined;
  readonly async: boolean | undefined;
  /** What the runtime is told of the types. */
  readonly plan: string | undefined;
  /** Code, message and the source that the error points at. */
  readonly errors: readonly { readonly code: number; readonly message: string; readonly at: string }[];
  /** What the compiler itself has to say; a row with a mistake in its source proves nothing. */
  readonly compileErrors: readonly string[];
}

export interface Program {
  /** Source text by file name; the task of a file is its function `f`. */
  readonly files: Readonly<Record<string, string>>;
  /** The files the program starts from, in order; all of them when absent. */
  readonly roots?: readonly string[];
  readonly options?: TS.CompilerOptions;
}

const ROOT = resolve("build/signature");

/** A compiled program, of which the signature of any file's `f` can be read. */
export type Reader = (file: string, ignore?: readonly string[]) => Outcome;

/** Compiles files under one compiler. Nothing is written to disk. */
export function openProgram(version: string, program: Program): Reader {
  const ts = compiler(version);
  const built = createProgram(ts, program);
  const checker = built.getTypeChecker();
  return (file, ignore = []) => {
    const source = built.getSourceFile(`${ROOT}/${file}`);
    if (source === undefined) throw new Error(`The program has no file ${file}.`);
    const host = ts.createCompilerHost(built.getCompilerOptions());
    const context: Context = { ts, program: built, checker, host, options: { track: "body", nondeterminism: "warn" }, diagnostics: [] };
    const task = foundTask(findFunction(ts, source), ignore);
    const signature = canonicalSignature(context, task);
    const plan = signature && planTask(context, task);
    const errors = context.diagnostics.map(({ code, messageText, start = 0, length = 0 }) => {
      return { code, message: ts.flattenDiagnosticMessageText(messageText, "\n"), at: source.text.slice(start, start + length) };
    });
    const found = [...built.getSyntacticDiagnostics(source), ...built.getSemanticDiagnostics(source)];
    const compileErrors = found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
    return { text: signature?.text, async: signature?.async, plan, errors, compileErrors };
  };
}

function compiler(version: string): typeof TS {
  const ts = COMPILERS.get(version);
  if (ts === undefined) throw new Error(`No compiler ${version}.`);
  return ts;
}

const sources = new Map<string, TS.SourceFile>();

function createProgram(ts: typeof TS, { files, roots, options }: Program): TS.Program {
  const settings: TS.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
    types: ["node"],
    typeRoots: [resolve("node_modules/@types")],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    ...options,
  };
  const host = ts.createCompilerHost(settings);
  const readDisk = host.getSourceFile;
  const inMemory = new Map(Object.entries(files).map(([name, text]) => [`${ROOT}/${name}`, text]));
  host.fileExists = (name) => inMemory.has(name) || ts.sys.fileExists(name);
  host.directoryExists = (name) => name === ROOT || [...inMemory.keys()].some((file) => dirname(file) === name) || ts.sys.directoryExists(name);
  host.readFile = (name) => inMemory.get(name) ?? ts.sys.readFile(name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const text = inMemory.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, languageVersion, true);
    const format = typeof languageVersion === "object" ? String(languageVersion.impliedNodeFormat) : "";
    const key = `${ts.version} ${settings.target} ${format} ${name}`;
    const known = sources.get(key) ?? readDisk(name, languageVersion, ...rest);
    if (known !== undefined) sources.set(key, known);
    return known;
  };
  const rootNames = (roots ?? Object.keys(files)).map((name) => `${ROOT}/${name}`);
  return ts.createProgram({ rootNames, options: settings, host });
}

/** The function `f`: a declaration with a body, or what the variable `f` is assigned. */
function findFunction(ts: typeof TS, main: TS.SourceFile): TaskFunction {
  const visit = (node: TS.Node): TaskFunction | undefined => {
    const named = (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name?.getText() === "f";
    if (named && node.body) return node;
    if (ts.isVariableDeclaration(node) && node.name.getText() === "f" && node.initializer) return functionIn(ts, node.initializer);
    return ts.forEachChild(node, visit);
  };
  const found = visit(main);
  if (found === undefined) throw new Error(`${main.fileName} has no function f.`);
  return found;
}

function functionIn(ts: typeof TS, node: TS.Node): TaskFunction | undefined {
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) return node;
  return ts.forEachChild(node, (child) => functionIn(ts, child));
}

function foundTask(fn: TaskFunction, ignore: readonly string[]): FoundTask {
  // The signature pass reads the function, the name and `ignore` only.
  return { call: fn as unknown as TS.CallExpression, name: "f", nameNode: fn, fn, cacheVersion: undefined, ignore, untracked: [] };
}
