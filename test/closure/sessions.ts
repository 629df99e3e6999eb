import { createRequire } from "node:module";
import ts from "typescript";
import { current } from "../harness/compilers.js";
import { createProjectHost } from "../harness/host.js";
import { baseOptions, pluginEntry, repository } from "../harness/project.js";
import { ROOT } from "./effects.program.js";

export type Files = Readonly<Record<string, string>>;

/** What the plugin made of a program. */
export interface Made {
  readonly errors: readonly string[];
  /** The texts of the emitted scripts, by path below the output folder: they hold the constants. */
  readonly scripts: Files;
  /** The version that a file has for a builder: it emits again what has another. */
  readonly versionOf: (path: string) => string | undefined;
}

type Versioned = ts.SourceFile & { version?: string };
type Transformer = (program: ts.Program, host: ts.CompilerHost, entry: Readonly<Record<string, unknown>>, extras: { readonly ts: typeof ts }) => ts.Program;

const plugin = (createRequire(import.meta.url)(`${repository}dist/cjs/plugin/index.js`) as { default: Transformer }).default;

/**
 * Builds programs one after another as a watching compiler does: a file whose text stays the same stays the
 * same object, unless it is named as saved.
 */
export function startSession(): (files: Files, saved?: readonly string[]) => Made {
  const parsed = new Map<string, ts.SourceFile>();
  let last: ts.Program | undefined;
  return (files, saved = []) => {
    for (const path of saved) parsed.delete(`${ROOT}/${path}`);
    const { program, host } = createProgram(files, { parsed, last });
    last = program;
    const patched = plugin(program, host, { ...pluginEntry, track: "closure" }, { ts });
    return emitAll(patched);
  };
}

interface Session {
  readonly parsed: Map<string, ts.SourceFile>;
  readonly last: ts.Program | undefined;
}

function createProgram(files: Files, { parsed, last }: Session): { readonly program: ts.Program; readonly host: ts.CompilerHost } {
  const project = { root: ROOT, files: new Map(Object.entries(files)), compilerOptions: {}, pluginOptions: {} };
  const rootNames = Object.keys(files).filter((path) => /\.tsx?$/.test(path)).map((path) => `${ROOT}/${path}`);
  const { options } = ts.parseJsonConfigFileContent({ compilerOptions: baseOptions, files: rootNames }, ts.sys, ROOT, undefined, `${ROOT}/tsconfig.json`);
  const fresh = createProjectHost(current, project, options);
  const getSourceFile: ts.CompilerHost["getSourceFile"] = (path, ...rest) => {
    const known = parsed.get(path);
    if (known && known.text === (files[path.slice(ROOT.length + 1)] ?? known.text)) return known;
    const file: Versioned | undefined = fresh.getSourceFile(path, ...rest);
    if (file) parsed.set(path, Object.assign(file, { version: ts.sys.createHash!(file.text) }));
    return file;
  };
  const host = { ...fresh, getSourceFile };
  return { host, program: ts.createProgram({ rootNames, options, host, ...(last && { oldProgram: last }) }) };
}

function emitAll(program: ts.Program): Made {
  const errors = program.getSemanticDiagnostics().map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  const scripts: Record<string, string> = {};
  program.emit(undefined, (path, text) => void (path.endsWith(".js") && (scripts[path.slice(`${ROOT}/out/`.length)] = text)));
  return { errors, scripts, versionOf: (path) => (program.getSourceFile(`${ROOT}/${path}`) as Versioned | undefined)?.version };
}
