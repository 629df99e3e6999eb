/** Programs over texts in memory, below this repository, so that they find `taskprint` and Node's types. */
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const ROOT = fileURLToPath(new URL("../../build/truth", import.meta.url)).replaceAll("\\", "/");

const declarations = new Map();

/** A program of `{ path, text }`s, paths relative to `ROOT`. Each call parses the texts anew; declarations from the disk are shared. */
export function memoryProgram(files) {
  const options = settings();
  const host = ts.createCompilerHost(options);
  const texts = new Map(files.map(({ path, text }) => [`${ROOT}/${path}`, text]));
  const folders = new Set([...texts.keys()].flatMap(foldersOf));
  const fromDisk = host.getSourceFile;
  host.fileExists = (name) => texts.has(name) || ts.sys.fileExists(name);
  host.directoryExists = (name) => folders.has(name) || ts.sys.directoryExists(name);
  host.readFile = (name) => texts.get(name) ?? ts.sys.readFile(name);
  host.getSourceFile = (name, language) => {
    const text = texts.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, language, true);
    if (!declarations.has(name)) declarations.set(name, fromDisk(name, language));
    return declarations.get(name);
  };
  return { program: ts.createProgram({ rootNames: [...texts.keys()], options, host }), host };
}

/** The files that are valid programs: many errors of grammar are the checker's to find, and formatters mend some. */
export function acceptedFiles(files) {
  const { program } = memoryProgram(files);
  return files.filter(({ path }) => {
    const file = program.getSourceFile(`${ROOT}/${path}`);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].every(({ code }) => !isGrammar(code));
  });
}

/** TypeScript numbers the errors of its grammar from 1000, and those of types from 2000. */
function isGrammar(code) {
  return code < 2000;
}

/** The context of the plugin's passes over a program. */
export function passContext({ program, host }, track = "body") {
  const options = { track, nondeterminism: "silent" };
  return { ts, program, checker: program.getTypeChecker(), host, options, diagnostics: [] };
}

function settings() {
  return {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    // Every file is a module, so that thousands of odd ones do not declare into each other.
    moduleDetection: ts.ModuleDetectionKind.Force,
    jsx: ts.JsxEmit.Preserve,
    types: ["node"],
    strict: true,
    allowJs: true,
    resolveJsonModule: true,
    experimentalDecorators: true,
    skipLibCheck: true,
    noEmit: true,
  };
}

/** Every folder above a file. */
function foldersOf(path) {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
