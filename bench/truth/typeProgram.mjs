/** Programs over real files, some with other texts, that can be shown under another path than they have. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const repository = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** The compilers that must agree; the first is the one all is held against. */
export const COMPILERS = [require("typescript"), require("typescript-5.9")];

/** Declarations of the library and of packages, by compiler: they are read once. */
const kept = new Map();

/**
 * A program of files `{ path, text }`, in their order. What lies below `root` is shown below `shown`; `lib`
 * is the year of the language's library.
 */
export function createTypeProgram(ts, { files, root, shown = root, lib = "es2022" }) {
  const options = settings(ts, lib);
  const host = ts.createCompilerHost(options);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const real = (name) => (name === shown || name.startsWith(`${shown}/`) ? root + name.slice(shown.length) : name);
  for (const method of ["fileExists", "readFile", "directoryExists", "getDirectories"]) {
    const read = ts.sys[method].bind(ts.sys);
    host[method] = (name) => read(real(name));
  }
  const { fileExists, readFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.realpath = (name) => name;
  host.getSourceFile = (name, language) => {
    const text = texts.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, language, true);
    const key = `${ts.version} ${name}`;
    if (!kept.has(key)) kept.set(key, parseFile(ts, host, { name, language }));
    return kept.get(key);
  };
  const program = ts.createProgram({ rootNames: [...texts.keys()], options, host });
  return { ts, program, checker: program.getTypeChecker(), host, options: { track: "body", nondeterminism: "warn" }, diagnostics: [] };
}

/** Forgets what is kept of packages: the next code base has others. */
export function forgetPackages() {
  for (const key of kept.keys()) if (!/\/node_modules\/(?:typescript|@types)/.test(key)) kept.delete(key);
}

function parseFile(ts, host, { name, language }) {
  const text = host.readFile(name);
  return text === undefined ? undefined : ts.createSourceFile(name, text, language, true);
}

function settings(ts, lib) {
  return {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: [`lib.${lib}.d.ts`, "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.esnext.disposable.d.ts"],
    types: ["node"],
    typeRoots: [join(repository, "node_modules/@types")],
    jsx: ts.JsxEmit.Preserve,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    experimentalDecorators: true,
    resolveJsonModule: true,
    allowImportingTsExtensions: true,
    esModuleInterop: true,
    forceConsistentCasingInFileNames: false,
  };
}
