import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

/** A package as it is installed. */
export interface InstalledPackage {
  readonly version: string;
  /** Its folder, with links followed. */
  readonly folder: string;
}

/** What of a set-up is installed, as Node.js finds it. */
export interface Tree {
  readonly taskprint: InstalledPackage | undefined;
  readonly tsPatch: InstalledPackage | undefined;
  /** The compiler that tspc patches: ts-patch finds it from where it lies itself. */
  readonly typescript: InstalledPackage | undefined;
  /** The compiler that the project's own folder leads to. */
  readonly ownTypescript: InstalledPackage | undefined;
}

export function readTree(folder: string): Tree {
  const tsPatch = findInstalled(folder, "ts-patch");
  const ownTypescript = findInstalled(folder, "typescript");
  const named = process.env["TSP_COMPILER_TS_PATH"];
  const patched = named ? packageAround(resolve(named), "typescript") : tsPatch && findInstalled(tsPatch.folder, "typescript");
  return { taskprint: findInstalled(folder, "taskprint"), tsPatch, typescript: tsPatch ? patched : ownTypescript, ownTypescript };
}

/** The package that code in a folder gets by its name. Not every package lets its package.json be asked for. */
export function findInstalled(folder: string, name: string): InstalledPackage | undefined {
  return locate(folder, `${name}/package.json`, name) ?? locate(folder, name, name);
}

/** A package that cannot be read counts as missing, as what installs it mends it. */
function locate(folder: string, wanted: string, name: string): InstalledPackage | undefined {
  try {
    return packageAround(createRequire(join(folder, "package.json")).resolve(wanted), name);
  } catch {
    return undefined;
  }
}

/** The package of a name that a file lies in. */
function packageAround(path: string, name: string): InstalledPackage | undefined {
  const file = join(path, "package.json");
  const described = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { readonly name?: unknown; readonly version?: unknown }) : undefined;
  if (described?.name === name) return { version: String(described.version), folder: dirname(realpathSync(file)) };
  return dirname(path) === path ? undefined : packageAround(dirname(path), name);
}
