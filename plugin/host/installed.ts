import type TS from "typescript";
import { createPackages, type Package } from "../closure/packages/index.js";
import { createScripts } from "../closure/packages/scripts.js";
import type { Context } from "../context.js";
import type { ImportGraph } from "./imports.js";
import { projectFolder } from "./projectFolder.js";

type Installed = Pick<Context, "ts" | "program" | "host" | "options">;

/**
 * What is installed of the packages that a file of the project imports. The version of a package stands in
 * no source file, and the code of a linked package in none of the program's.
 */
export function packageDigester(installed: Installed, graph: ImportGraph): (file: TS.SourceFile) => string {
  const { program, host } = installed;
  const packages = createPackages(host);
  const scripts = createScripts(contextOf(installed), packages);
  const ambient = new Set(graph.ambient);
  const own = `${projectFolder(program)}/`;
  const digest = (found: Package | "builtin" | undefined): string => {
    const isForeign = found !== undefined && found !== "builtin" && !own.startsWith(`${found.folder}/`);
    return isForeign ? found.digest : "";
  };
  return (file) => {
    if (file.fileName.includes("/node_modules/")) {
      return ambient.has(file) ? digest(packages.owner(file.fileName, program.getCurrentDirectory())) : "";
    }
    const imports = (graph.imports.get(file) ?? []).filter(({ target }) => target === undefined || target.isDeclarationFile);
    const around = file.isDeclarationFile ? (scripts.digestScript(file.fileName) ?? digest(packages.enclosing(file.fileName))) : "";
    return [...imports.map(({ specifier }) => digest(packages.find(specifier, file.fileName))), around].join();
  };
}

/** Scripts are read without asking the checker: making one binds every file of the program. */
function contextOf(installed: Installed): Context {
  return { ...installed, diagnostics: [], get checker() { return installed.program.getTypeChecker(); } };
}
