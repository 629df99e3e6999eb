import { dirname, relative } from "node:path";
import type TS from "typescript";

/** The folder of a program's tsconfig, against which its files are named; without one, the working directory. */
export function projectFolder(program: TS.Program): string {
  const { configFilePath } = program.getCompilerOptions();
  return typeof configFilePath === "string" ? dirname(configFilePath) : program.getCurrentDirectory();
}

/** The path of a file below that folder, the same on every system. */
export function pathInProject(program: TS.Program, { fileName }: TS.SourceFile): string {
  return relative(projectFolder(program), fileName).replaceAll("\\", "/");
}
