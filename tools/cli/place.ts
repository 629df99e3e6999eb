import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { TaskprintError } from "#runtime/errors";
import { dataFile } from "#runtime/store/files";
import { noConfig, noStore } from "../messages.js";
import type { GlobalOptions } from "./command.js";

/** What a command works on. */
export interface Place {
  /** Where the program's tsconfig lies; without one, the working directory. */
  readonly folder: string;
  /** The path of the tsconfig; undefined where there is none and none was named. */
  readonly tsconfig: string | undefined;
  /** The store's folder, which need not exist. */
  readonly dir: string;
  /** Whether that is the place where it lies when none is named. */
  readonly isDefault: boolean;
}

/**
 * Finds the tsconfig (named, or the nearest above the working directory) and the store's folder: named, in
 * TASKPRINT_DIR, or `.taskprint/` beside the nearest package.json above the tsconfig.
 *
 * @throws TaskprintError (TP3001) when a tsconfig was named that is not there
 */
export function findPlace({ dir, project }: GlobalOptions): Place {
  const tsconfig = project === undefined ? findAbove(process.cwd(), "tsconfig.json") : namedConfig(resolve(project));
  const folder = tsconfig === undefined ? process.cwd() : dirname(tsconfig);
  const named = dir ?? (process.env["TASKPRINT_DIR"] || undefined);
  const store = named === undefined ? join(packageFolder(folder), ".taskprint") : resolve(named);
  return { folder, tsconfig, dir: store, isDefault: named === undefined };
}

/** @throws TaskprintError (TP3005) where nothing was stored yet: a command never makes a store */
export function assertStore({ dir }: Place): void {
  if (!existsSync(dataFile(dir))) throw new TaskprintError(noStore(dir));
}

function namedConfig(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const tsconfig = isFolder ? join(path, "tsconfig.json") : path;
  if (!existsSync(tsconfig)) throw new TaskprintError(noConfig(tsconfig));
  return tsconfig;
}

/** Where programs that are started in that folder have their results by default. */
function packageFolder(folder: string): string {
  const found = findAbove(folder, "package.json");
  return found === undefined ? folder : dirname(found);
}

function findAbove(start: string, name: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return join(folder, name);
    if (folder === dirname(folder)) return undefined;
  }
}
