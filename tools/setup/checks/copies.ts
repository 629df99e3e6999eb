import { existsSync, readdirSync, realpathSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Finding } from "../finding.js";
import { severalCopies } from "../messages.js";

/** Whether the packages of a project's tree share one taskprint. */
export function checkCopies(folder: string): readonly Finding[] {
  const copies = [...new Set(modulesAbove(folder).flatMap((modules) => copiesIn(modules)))].sort();
  return copies.length > 1 ? [severalCopies(copies.map((copy) => relative(folder, copy) || "."))] : [];
}

function modulesAbove(folder: string): readonly string[] {
  const here = join(folder, "node_modules");
  return [...(existsSync(here) ? [here] : []), ...(dirname(folder) === folder ? [] : modulesAbove(dirname(folder)))];
}

/** The folders, links followed, of all copies in a node_modules and in those of its packages. */
function copiesIn(modules: string): readonly string[] {
  const own = join(modules, "taskprint");
  const found = existsSync(join(own, "package.json")) ? [realpathSync(own)] : [];
  return [...found, ...packagesIn(modules).map((name) => join(modules, name, "node_modules")).filter(existsSync).flatMap(copiesIn)];
}

/** Links are not followed: what they lead to has its own place, in the workspace or in pnpm's store. */
function packagesIn(modules: string): readonly string[] {
  return readdirSync(modules, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [];
    if (entry.name === ".pnpm") return foldersIn(join(modules, ".pnpm")).map((name) => join(".pnpm", name));
    return entry.name.startsWith("@") ? foldersIn(join(modules, entry.name)).map((name) => join(entry.name, name)) : [entry.name];
  });
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
