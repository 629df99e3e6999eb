import { basename, posix } from "node:path";
import { rootBelowNodeModules } from "./folders.js";
import type { PackagesHost } from "./host.js";
import { createLookUps } from "./lookUps.js";
import type { Package } from "./package.js";
import { isBuiltin, isBuiltinTypes, packageName, typedName } from "./specifier.js";
import { typedPackage } from "./typed.js";

export type { PackagesHost } from "./host.js";
export type { Package } from "./package.js";

/** The packages that a program can reach. Made anew for each program, since packages change between two. */
export interface Packages {
  /** What `import "specifier"` in the file `from` runs; undefined for paths, and where nothing is installed. */
  find(specifier: string, from: string): Package | "builtin" | undefined;
  /**
   * The package that a file below node_modules belongs to. For `@types/x` it is x, as found from there or from
   * `from` (a file or folder of the project); `@types/x` itself where x is not installed.
   */
  owner(fileName: string, from: string): Package | "builtin" | undefined;
  /** The package that any file is part of: the one below node_modules, else the nearest with a name, linked then. */
  enclosing(fileName: string): Package | undefined;
}

/** Looks packages up through a host. Each file is read once. */
export function createPackages(host: PackagesHost): Packages {
  const lookUps = createLookUps(host);
  const { folders, describe, installed } = lookUps;
  return {
    find: (specifier, from) => {
      if (isBuiltin(specifier)) return "builtin";
      const name = packageName(specifier);
      return name === undefined ? undefined : installed(name, posix.dirname(from));
    },
    owner: (fileName, from) => {
      const root = rootBelowNodeModules(fileName);
      if (root === undefined) return undefined;
      const name = nameBelowNodeModules(root);
      if (isBuiltinTypes(name)) return "builtin";
      const typed = typedName(name);
      const real = typed === undefined ? undefined : typedPackage(lookUps, { name: typed, root, from });
      return real ?? describe(name, folders.at(root));
    },
    enclosing: (fileName) => {
      const folder = folders.enclosing(posix.dirname(fileName));
      if (folder === undefined) return undefined;
      const root = rootBelowNodeModules(fileName);
      return describe(root === undefined ? (folder.json?.name ?? basename(folder.path)) : nameBelowNodeModules(root), folder);
    },
  };
}

function nameBelowNodeModules(root: string): string {
  return root.slice(root.lastIndexOf("/node_modules/") + "/node_modules/".length);
}
