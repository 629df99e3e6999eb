import ts from "typescript";
import { createProjectHost } from "../harness/host.js";
import { current } from "../harness/compilers.js";
import { baseOptions } from "../harness/project.js";
import { discoverEffects, type Effects } from "#plugin/closure/effects/index";
import { unitOf } from "#plugin/closure/unit";
import type { Context } from "#plugin/context";

export const ROOT = "/project";

/** A program that is looked at for what it does to `table`. */
export interface Analysed {
  readonly program: ts.Program;
  readonly effects: Effects;
  readonly symbol: ts.Symbol;
  /** The unit called `read`. */
  readonly reader: ts.Node;
  readonly unitAt: (file: ts.SourceFile, position: number) => ts.Node | undefined;
  readonly fileOf: (path: string) => ts.SourceFile;
}

const OPTIONS: Readonly<Record<string, unknown>> = { allowJs: true, experimentalDecorators: false, jsx: "preserve", strict: true };

/** Makes a program of `table.ts` and the other files; a text alone is main.ts, which imports `table`. */
export function analyse(table: string, others: string | Readonly<Record<string, string>>): Analysed {
  const written = typeof others === "string" ? { "main.ts": `import { table } from "./table.js"; ${others}` } : others;
  const reader = table.includes("read(") ? "" : "\nexport function read() { return table; }";
  const files = new Map(Object.entries({ "table.ts": `${table}${reader}`, ...written }));
  const { program, context } = createContext(files);
  const fileOf = (path: string): ts.SourceFile => program.getSourceFile(`${ROOT}/${path}`)!;
  const exports = context.checker.getExportsOfModule(context.checker.getSymbolAtLocation(fileOf("table.ts"))!);
  const named = (name: string): ts.Symbol => exports.find((each) => each.name === name)!;
  return {
    program,
    effects: discoverEffects(context, taskCalls(program)),
    symbol: named("table"),
    reader: unitOf(ts, named("read").declarations![0]!)!,
    unitAt: (file, position) => unitFrom(nodeAt(file, position)),
    fileOf,
  };
}

export function createContext(files: ReadonlyMap<string, string>): { program: ts.Program; context: Context } {
  const project = { root: ROOT, files, compilerOptions: OPTIONS, pluginOptions: {} };
  const json = { compilerOptions: { ...baseOptions, ...OPTIONS }, files: [...files.keys()] };
  const { options } = ts.parseJsonConfigFileContent(json, ts.sys, ROOT);
  const host = createProjectHost(current, project, options);
  const rootNames = [...files.keys()].filter((path) => !path.endsWith(".json")).map((path) => `${ROOT}/${path}`);
  const program = ts.createProgram({ rootNames, options, host });
  const context: Context = { ts, program, host, checker: program.getTypeChecker(), options: { track: "closure", nondeterminism: "warn" }, diagnostics: [] };
  return { program, context };
}

/** Every call of something called `task`. */
function taskCalls(program: ts.Program): ReadonlySet<ts.Node> {
  const found = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "task") found.add(node);
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) if (!file.isDeclarationFile) visit(file);
  return found;
}

/** The unit of a node; of a whole variable statement, its first variable. */
function unitFrom(node: ts.Node): ts.Node | undefined {
  const list = ts.isVariableStatement(node) ? node.declarationList : node;
  return unitOf(ts, node) ?? (ts.isVariableDeclarationList(list) ? list.declarations[0] : undefined);
}

function nodeAt(file: ts.SourceFile, position: number): ts.Node {
  let found: ts.Node = file;
  const visit = (node: ts.Node): void => {
    if (node.getStart(file) > position || node.end <= position) return;
    found = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return found;
}
