import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repository } from "../../harness/project.js";
import { newPlace } from "../../runtime/support/places.js";

/** Texts by path. */
export type Files = Readonly<Record<string, string>>;

/** A new folder with these files; it is removed when the tests end. */
export function newFolder(files: Files = {}): string {
  const folder = realpathSync(newPlace());
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The texts of these files, those that are there. */
export function readFiles(folder: string, ...paths: readonly string[]): Files {
  return Object.fromEntries(paths.filter((path) => existsSync(join(folder, path))).map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** Links the packages of a set-up into a folder: taskprint as it is built here, and the compiler that this repository has. */
export function linkPackages(folder: string, packages: readonly string[] = ["taskprint", "typescript", "ts-patch"]): void {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  for (const name of packages) symlinkSync(name === "taskprint" ? repository : join(repository, "node_modules", name), join(folder, "node_modules", name), "junction");
}
