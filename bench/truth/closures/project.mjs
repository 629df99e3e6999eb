/** A project in memory: a code base, and tasks that reach what it exports. */
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** Below this repository, so that `taskprint` and the packages of `npm ci` are found; nothing is written there. */
const ROOT = fileURLToPath(new URL("../../../build/truth/closures", import.meta.url)).replaceAll("\\", "/");

const OPTIONS = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  experimentalDecorators: true,
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Every fifth task calls the one before it; every tenth is pinned by a version, so both kinds of it are called. */
export const isPinned = (number) => number % 10 === 4;
const callsAnother = (number) => number % 5 === 0 || number % 5 === 3;

/**
 * The texts of a code base by full path, and those of its tasks: one file of tasks for each file that
 * exports. `accepted` holds, by task, the constructs that its closure is to be tracked in spite of.
 */
export function createTexts({ name, files }, accepted = new Map()) {
  const folder = `${ROOT}/${name}`;
  const texts = new Map(files.map(({ path, text }) => [`${folder}/${path}`, text]));
  const { program } = createProgram(texts);
  const checker = program.getTypeChecker();
  let number = 0;
  for (const path of [...texts.keys()]) {
    const symbol = checker.getSymbolAtLocation(program.getSourceFile(path));
    const names = symbol ? checker.getExportsOfModule(symbol).filter((each) => isValueOf(checker, each)).map((each) => each.name) : [];
    if (names.length === 0) continue;
    texts.set(`${folder}/tasks/file${texts.size}.ts`, taskFile(path, { names, first: number, accepted }));
    number += names.length;
  }
  return texts;
}

function isValueOf(checker, symbol) {
  const meant = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return Boolean(meant.flags & ts.SymbolFlags.Value) && !/^export=$/.test(symbol.name);
}

function taskFile(path, { names, first, accepted }) {
  const lines = names.flatMap((name, index) => {
    const number = first + index;
    const another = index > 0 && callsAnother(number) ? ` + task${number - 1}(a)` : "";
    const untracked = accepted.get(`task${number}`);
    const options = isPinned(number) ? ', { cacheVersion: "1" }' : untracked ? `, { untracked: ${JSON.stringify([...untracked])} }` : "";
    return [
      `import { ${name} as used${number} } from "${path.replace(/\.tsx?$/, "")}";`,
      `export const task${number} = task(function task${number}(a: number): number { return a + [used${number}].length${another}; }${options});`,
    ];
  });
  return ['import { task } from "taskprint";', ...lines, ""].join("\n");
}

const parsed = new Map();

/** Files are parsed once, whatever the program; of a file with another text, the last text is kept. */
function parseFile(name, text, language) {
  const known = parsed.get(name);
  if (known && (text === undefined || known.text === text)) return known;
  const read = text ?? ts.sys.readFile(name);
  const file = read === undefined ? undefined : ts.createSourceFile(name, read, language, true);
  if (file) parsed.set(name, file);
  return file;
}

/** A program over texts, made from an older one of nearly the same texts. */
export function createProgram(texts, oldProgram) {
  const host = createHost(texts);
  return { host, program: ts.createProgram({ rootNames: [...texts.keys()], options: OPTIONS, host, oldProgram }) };
}

function createHost(texts) {
  const host = ts.createCompilerHost(OPTIONS);
  const folders = new Set([...texts.keys()].flatMap(foldersOf));
  return {
    ...host,
    fileExists: (name) => texts.has(name) || ts.sys.fileExists(name),
    directoryExists: (name) => folders.has(name.replace(/\/$/, "")) || ts.sys.directoryExists(name),
    readFile: (name) => texts.get(name) ?? ts.sys.readFile(name),
    realpath: (name) => (texts.has(name) ? name : ts.sys.realpath(name)),
    getSourceFile: (name, language) => parseFile(name, texts.get(name), language),
  };
}

function foldersOf(path) {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** A language service over the same texts, with a program of its own. */
export function createService(texts) {
  const host = createHost(texts);
  return ts.createLanguageService({
    ...host,
    getCompilationSettings: () => OPTIONS,
    getScriptFileNames: () => [...texts.keys()],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const text = texts.get(name) ?? ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
  });
}
