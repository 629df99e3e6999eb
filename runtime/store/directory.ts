import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The directory of the store: as configured, against the working directory, or the default. */
export function storeDirectory(configured: string | undefined): string {
  return configured === undefined ? join(projectDirectory(), ".taskprint") : resolve(configured);
}

/** The nearest directory above the working directory that has a package.json, else the working directory. */
function projectDirectory(): string {
  const start = process.cwd();
  for (let dir = start; ; dir = dirname(dir)) {
    if (existsSync(join(dir, "package.json"))) return dir;
    if (dir === dirname(dir)) return start;
  }
}

/**
 * Makes the directory, for its owner only, as results may be secret. The default directory lies
 * inside a project, so it tells git to pass over it.
 */
export function makeDirectory(dir: string, isDefault: boolean): void {
  const made = mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (made !== undefined && isDefault) writeFileSync(join(dir, ".gitignore"), "*\n");
}
