import { posix } from "node:path";
import type TS from "typescript";
import type { Context } from "../../context.js";
import { isTaskDeclarationFile } from "../../discover/taskSymbol.js";
import { isLibNode } from "../../signature/lib.js";

/** Who wrote a declaration: the project, in code that is in the program; the language or Node; taskprint; or anybody else. */
export type Origin = "project" | "library" | "taskprint" | "elsewhere";

const runtimeFolders = new WeakMap<TS.Program, ReadonlySet<string>>();

export function originOf(context: Context, declaration: TS.Node): Origin {
  const file = declaration.getSourceFile();
  if (isProjectFile(context, file)) return "project";
  if (isLibNode(context, declaration)) return "library";
  return foldersOfRuntime(context).has(posix.dirname(file.fileName)) ? "taskprint" : "elsewhere";
}

/** Whether the code of a file is in the program and is the project's own. */
export function isProjectFile({ program }: Context, file: TS.SourceFile): boolean {
  return !file.isDeclarationFile && !file.fileName.includes("/node_modules/") && !program.isSourceFileFromExternalLibrary(file);
}

/** Files of the project that run, in the order of their names. */
export function projectFiles(context: Context): readonly TS.SourceFile[] {
  const files = context.program.getSourceFiles().filter((file) => isProjectFile(context, file) && !file.fileName.endsWith(".json"));
  return files.sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
}

function foldersOfRuntime({ program }: Context): ReadonlySet<string> {
  const known = runtimeFolders.get(program);
  if (known) return known;
  const folders = new Set(program.getSourceFiles().filter(isTaskDeclarationFile).map(({ fileName }) => posix.dirname(fileName)));
  runtimeFolders.set(program, folders);
  return folders;
}
