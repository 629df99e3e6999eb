import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

interface Trees {
  /** The top folder of the working tree. */
  readonly root: string;
  /** The same of another revision. */
  readonly tree: string;
}

/**
 * Gives another revision's tree the packages that are installed in the working tree: each `node_modules` from the project
 * up. Packages of the repository itself, which are linked there, are that revision's own.
 */
export function linkModules(trees: Trees, project: string): void {
  const { root, tree } = trees;
  for (let folder = project; ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    const isInside = folder === root || folder.startsWith(root + sep);
    const isThere = existsSync(modules);
    if (isThere) linkEntries(trees, modules, isInside ? join(tree, relative(root, modules)) : join(dirname(tree), "node_modules"));
    // Above the tree, the nearest will do: what lies further up is found from there.
    if ((isThere && !isInside) || folder === dirname(folder)) return;
  }
}

function linkEntries(trees: Trees, from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    if (existsSync(target)) continue;
    if (name.startsWith("@") && !lstatSync(source).isSymbolicLink()) linkEntries(trees, source, target);
    else symlinkSync(ownCopyOf(trees, source), target, "junction");
  }
}

/** Where an entry of `node_modules` leads to in the other tree. */
function ownCopyOf({ root, tree }: Trees, entry: string): string {
  if (!lstatSync(entry).isSymbolicLink() || !existsSync(entry)) return entry;
  const real = realpathSync(entry);
  const isOfRepository = real.startsWith(root + sep) && !real.slice(root.length).split(sep).includes("node_modules");
  return isOfRepository ? join(tree, relative(root, real)) : real;
}
