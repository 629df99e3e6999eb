import type TS from "typescript";
import type { Compiler } from "./compilers.js";
import type { Project } from "./project.js";

const parsedLibraries = new Map<string, TS.SourceFile>();

/** A compiler host that sees the project's files over the real file system, and writes nothing to disk. */
export function createProjectHost(compiler: Compiler, project: Project, options: TS.CompilerOptions): TS.CompilerHost {
  const { ts } = compiler;
  const real = ts.createCompilerHost(options);
  const own = new Map([...project.files].map(([path, text]) => [`${project.root}/${path}`, text]));
  const links = Object.keys(project.links ?? {}).map((path) => `${project.root}/${path}`);
  const folders = new Set([...own.keys(), ...links].flatMap(foldersAbove));
  const follow = createFollower(project);
  return {
    ...real,
    getCurrentDirectory: () => project.root,
    fileExists: (path) => own.has(follow(path)) || real.fileExists(path),
    readFile: (path) => own.get(follow(path)) ?? real.readFile(path),
    directoryExists: (path) => folders.has(follow(path)) || (real.directoryExists?.(path) ?? true),
    realpath: (path) => (own.has(follow(path)) || folders.has(follow(path)) ? follow(path) : (real.realpath?.(path) ?? path)),
    writeFile: (path) => {
      throw new Error(`The build wrote ${path} past the callback that was handed to emit().`);
    },
    getSourceFile: (path, languageVersion, onError) => {
      const text = own.get(follow(path));
      return text === undefined
        ? parseLibrary(compiler, path, () => real.getSourceFile(path, languageVersion, onError), languageVersion)
        : ts.createSourceFile(path, text, languageVersion);
    },
  };
}

/**
 * Files outside the project are parsed once per compiler, as a language service does: they are most
 * of a program, and several hundred programs are built.
 */
function parseLibrary(
  compiler: Compiler,
  path: string,
  parse: () => TS.SourceFile | undefined,
  version: TS.ScriptTarget | TS.CreateSourceFileOptions,
): TS.SourceFile | undefined {
  const key = [compiler.label, path, describeVersion(version)].join("|");
  const known = parsedLibraries.get(key);
  if (known) return known;
  const file = parse();
  if (file) parsedLibraries.set(key, file);
  return file;
}

function describeVersion(version: TS.ScriptTarget | TS.CreateSourceFileOptions): string {
  if (typeof version === "number") return String(version);
  return `${version.languageVersion}/${version.impliedNodeFormat}/${version.jsDocParsingMode}`;
}

/** Gives the path that a path through the project's symbolic links leads to. */
function createFollower({ root, links = {} }: Project): (path: string) => string {
  const pairs = Object.entries(links).map(([from, to]) => [`${root}/${from}`, `${root}/${to}`] as const);
  return (path) => {
    const pair = pairs.find(([from]) => path === from || path.startsWith(`${from}/`));
    return pair ? pair[1] + path.slice(pair[0].length) : path;
  };
}

function foldersAbove(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(1, -1).map((_, index) => parts.slice(0, index + 2).join("/"));
}
