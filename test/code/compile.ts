import { createRequire } from "node:module";
import type TS from "typescript";
import { canonicalCode } from "#plugin/code/index";
import type { Compiler, Context, FoundTask, TaskFunction } from "#plugin/context";

const load = createRequire(import.meta.url);

/** The compilers that must give one text. */
export const compilers: readonly Compiler[] = [load("typescript") as Compiler, load("typescript-5.9") as Compiler];

export interface Compiled {
  readonly source: string;
  readonly text: string | undefined;
  readonly diagnostics: readonly TS.Diagnostic[];
  /** Errors of the parser: a row that has any tests nothing. */
  readonly syntax: readonly string[];
}

/** A program of in-memory files without lib, and a context over it. */
export function createContext(ts: Compiler, sources: readonly string[], options: TS.CompilerOptions = {}): Context {
  const files = new Map(sources.map((source, index) => [fileName(index), source]));
  const settings: TS.CompilerOptions = {
    noLib: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    jsx: ts.JsxEmit.Preserve,
    ...options,
  };
  const host: TS.CompilerHost = {
    getSourceFile: (name, target) => {
      const source = files.get(name);
      return source === undefined ? undefined : ts.createSourceFile(name, source, target, true);
    },
    getDefaultLibFileName: () => "lib.d.ts",
    writeFile: () => undefined,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (name) => files.has(name),
    readFile: (name) => files.get(name),
  };
  const program = ts.createProgram([...files.keys()], settings, host);
  return { ts, program, checker: program.getTypeChecker(), host, options: { track: "body", nondeterminism: "warn" }, diagnostics: [] };
}

/** Compiles each source as a file of one program; the function named `task`, or else the first one, is the task. */
export function compileAll(ts: Compiler, sources: readonly string[], options?: TS.CompilerOptions): readonly Compiled[] {
  const shared = createContext(ts, sources, options);
  return sources.map((source, index) => {
    const file = shared.program.getSourceFile(fileName(index));
    if (file === undefined) throw new Error("The file is not in the program.");
    const context: Context = { ...shared, diagnostics: [] };
    const text = canonicalCode(context, foundIn(ts, file))?.text;
    const syntax = shared.program.getSyntacticDiagnostics(file).map(({ messageText }) => String(messageText));
    return { source, text, diagnostics: context.diagnostics, syntax };
  });
}

function fileName(index: number): string {
  return `/row${index}.tsx`;
}

function foundIn(ts: Compiler, file: TS.SourceFile): FoundTask {
  const functions = [...functionsIn(ts, file)];
  const fn = functions.find((node) => nameOf(ts, node) === "theTask") ?? functions[0];
  if (fn === undefined) throw new Error(`No function in ${file.text}`);
  const call = ts.factory.createCallExpression(ts.factory.createIdentifier("task"), undefined, []);
  return { call, name: "theTask", nameNode: fn, fn, cacheVersion: undefined, ignore: [], untracked: [] };
}

function nameOf(ts: Compiler, fn: TaskFunction): string | undefined {
  return (fn.name ?? (ts.isVariableDeclaration(fn.parent) ? fn.parent.name : undefined))?.getText();
}

/** Every function with a body in a file, outer ones first. It does not recurse, as sums can be deep. */
export function* functionsIn(ts: Compiler, root: TS.Node): Generator<TaskFunction> {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isTaskFunction(ts, node) && node.body !== undefined) yield node;
    const children: TS.Node[] = [];
    ts.forEachChild(node, (child) => {
      children.push(child);
    });
    waiting.push(...children.reverse());
  }
}

function isTaskFunction(ts: Compiler, node: TS.Node): node is TaskFunction {
  return ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node);
}
