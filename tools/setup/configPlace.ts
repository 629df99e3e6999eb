import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { TaskprintError } from "#runtime/errors";
import { namesOtherConfigs, noConfig, workspaceRoot } from "../messages.js";
import { findSetting, readChain } from "./configChain.js";
import { JsonText } from "./jsonText.js";
import { readText } from "./readText.js";

/** Where a set-up is, or is to be. */
export interface ConfigPlace {
  /** The path of the tsconfig, which may not be there yet. */
  readonly tsconfig: string;
  /** The path of the nearest package.json above it, or of the one to be made beside it. */
  readonly packageFile: string;
}

/**
 * Finds the tsconfig to set up: the one that is named, or the nearest above the folder within its package; where there is
 * none, it is to be made beside package.json.
 *
 * @throws TaskprintError when a named one is not there (TP3001), when it only names others (TP3060), or when the folder is
 * the root of a workspace and has none (TP3061)
 */
export function findConfigPlace(folder: string, named?: string): ConfigPlace {
  const packageFile = findAbove(folder, "package.json");
  const root = packageFile === undefined ? folder : dirname(packageFile);
  const tsconfig = named === undefined ? nearestConfig(folder, root) : namedConfig(resolve(folder, named));
  if (existsSync(tsconfig)) assertProgram(tsconfig);
  else if (isWorkspace(root)) throw new TaskprintError(workspaceRoot(root));
  return { tsconfig, packageFile: findAbove(dirname(tsconfig), "package.json") ?? join(dirname(tsconfig), "package.json") };
}

function namedConfig(path: string): string {
  const tsconfig = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? join(path, "tsconfig.json") : path;
  if (!existsSync(tsconfig)) throw new TaskprintError(noConfig(tsconfig));
  return tsconfig;
}

function nearestConfig(folder: string, root: string): string {
  const path = join(folder, "tsconfig.json");
  if (existsSync(path) || folder === root) return path;
  return nearestConfig(dirname(folder), root);
}

/** A tsconfig with references and no files of its own is built with `-b`, and compiles nothing itself. */
function assertProgram(tsconfig: string): void {
  const chain = readChain(tsconfig);
  const references = chain.file.value("references");
  const files = findSetting(chain, ["files"])?.value;
  const isSolution = Array.isArray(references) && references.length > 0 && Array.isArray(files) && files.length === 0 && !findSetting(chain, ["include"]);
  if (!isSolution) return;
  const paths = references.flatMap(({ path }: { readonly path?: unknown }) => (typeof path === "string" ? [path] : []));
  throw new TaskprintError(namesOtherConfigs(tsconfig, paths.map((path) => shownConfig(tsconfig, path))));
}

function shownConfig(tsconfig: string, path: string): string {
  const target = resolve(dirname(tsconfig), path);
  const file = target.endsWith(".json") ? target : join(target, "tsconfig.json");
  return relative(process.cwd(), file).replaceAll("\\", "/") || basename(file);
}

/** pnpm's file can hold settings alone. */
function isWorkspace(root: string): boolean {
  if (/^["']?packages["']?\s*:/m.test(readText(join(root, "pnpm-workspace.yaml")) ?? "")) return true;
  const text = readText(join(root, "package.json"));
  return text !== undefined && new JsonText(join(root, "package.json"), text).has("workspaces");
}

/** The nearest file of a name in a folder or above it. */
export function findAbove(folder: string, name: string): string | undefined {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  return dirname(folder) === folder ? undefined : findAbove(dirname(folder), name);
}
