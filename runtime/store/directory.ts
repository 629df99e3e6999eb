import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { InTheWay } from "./failures.js";
import { assertRoom } from "./room.js";

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
  const missing: string[] = [];
  let above = dir;
  for (; statSync(above, { throwIfNoEntry: false }) === undefined; above = dirname(above)) missing.push(above);
  if (!statSync(above).isDirectory()) throw new InTheWay(`${above} is not a directory`);
  if (missing.length === 0) return;
  assertRoom(above, 0);
  // Node's own `recursive` never returns below a directory such as /proc, in which nothing can be made.
  for (const level of missing.reverse()) makeLevel(level);
  if (isDefault) writeFileSync(join(dir, ".gitignore"), "*\n");
}

/** Another process may make it first. */
function makeLevel(dir: string): void {
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
