import { existsSync, readdirSync, realpathSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Finding } from "../finding.js";
import { severalCopies } from "../messages.js";

/** Whether the packages that a project can load share one taskprint. */
export function checkCopies(folder: string): readonly Finding[] {
  const seen = new Map<string, string>();
  for (const modules of modulesAbove(folder)) visitPackages(modules, seen);
  const copies = [...seen].flatMap(([path, name]) => (name === "taskprint" ? [path] : [])).sort();
  return copies.length > 1 ? [severalCopies(copies.map((copy) => relative(folder, copy) || "."))] : [];
}

function modulesAbove(folder: string): readonly string[] {
  const here = join(folder, "node_modules");
  return [...(existsSync(here) ? [here] : []), ...(dirname(folder) === folder ? [] : modulesAbove(dirname(folder)))];
}

/**
 * Visits the packages of a node_modules, links followed, and those that they can load themselves. What merely lies in the
 * store of pnpm, as after an upgrade, is loaded by nobody.
 *
 * @param seen names by folder
 */
function visitPackages(modules: string, seen: Map<string, string>): void {
  for (const name of packagesIn(modules)) {
    const folder = realFolder(join(modules, name));
    if (folder === undefined || seen.has(folder)) continue;
    seen.set(folder, name);
    for (const further of [join(folder, "node_modules"), ...besideInStore(folder)]) {
      if (existsSync(further)) visitPackages(further, seen);
    }
  }
}

/** pnpm puts links to what a package needs beside it. */
function besideInStore(folder: string): readonly string[] {
  const beside = /^.*[\\/]node_modules[\\/]\.pnpm[\\/][^\\/]+[\\/]node_modules(?=[\\/])/.exec(folder)?.[0];
  return beside === undefined ? [] : [beside];
}

function packagesIn(modules: string): readonly string[] {
  return foldersIn(modules).flatMap((name) => (name.startsWith("@") ? foldersIn(join(modules, name)).map((inner) => join(name, inner)) : [name]));
}

function foldersIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => !entry.name.startsWith(".") && (entry.isDirectory() || entry.isSymbolicLink())).map(({ name }) => name);
}

/** Undefined for a link that leads nowhere. */
function realFolder(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
