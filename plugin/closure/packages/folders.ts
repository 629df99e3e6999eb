import { posix } from "node:path";
import { realPath, type PackagesHost } from "./host.js";
import { readPackageJson, type PackageJson } from "./packageJson.js";

/** A folder that holds a package. There is one object for each real path. */
export interface PackageFolder {
  readonly path: string;
  /** Undefined where there is no package.json. */
  readonly json: PackageJson | undefined;
}

/** Finds package folders. What was found is kept, so each file is looked at once. */
export interface Folders {
  /** The folder at a path, which may be a symbolic link. */
  at(path: string): PackageFolder;
  /** The nearest installed package of that name, as Node finds it from a folder. */
  installed(name: string, from: string): PackageFolder | undefined;
  /** The package that a folder is part of: the one directly below node_modules, else the nearest with a name. */
  enclosing(from: string): PackageFolder | undefined;
}

/** Without a package.json, a folder is a package where Node or the compiler would find a main file in it. */
const FILES_OF_A_PACKAGE = ["package.json", "index.js", "index.json", "index.node", "index.mjs", "index.cjs", "index.d.ts", "index.ts"];

export function createFolders(host: PackagesHost): Folders {
  const at = folderReader(host);
  const mayExist = remembered((folder) => host.directoryExists?.(folder) ?? true);
  const holdsPackage = remembered((folder) => mayExist(folder) && FILES_OF_A_PACKAGE.some((file) => host.fileExists(`${folder}/${file}`)));
  const isNamed = remembered((folder) => host.fileExists(posix.join(folder, "package.json")) && at(folder).json?.name !== undefined);
  const installed = remembered(() => new Map<string, string | undefined>());
  const enclosing = new Map<string, string | undefined>();
  return {
    at,
    installed: (name, from) => {
      const path = climb(from, installed(name), (folder) => {
        const modules = posix.join(folder, "node_modules");
        if (posix.basename(folder) === "node_modules" || !mayExist(modules)) return undefined;
        return holdsPackage(`${modules}/${name}`) ? `${modules}/${name}` : undefined;
      });
      return path === undefined ? undefined : at(path);
    },
    enclosing: (from) => {
      const path = rootBelowNodeModules(from) ?? climb(from, enclosing, (folder) => (isNamed(folder) ? folder : undefined));
      return path === undefined ? undefined : at(path);
    },
  };
}

/** Reads the package at a path, once for each real path. */
function folderReader(host: PackagesHost): (path: string) => PackageFolder {
  const atReal = remembered((path): PackageFolder => {
    const text = host.readFile(posix.join(path, "package.json"));
    return { path, json: text === undefined ? undefined : readPackageJson(text) };
  });
  return remembered((path) => atReal(realPath(host, path)));
}

/** The folder directly below node_modules, or below a scope there: whatever stands inside it belongs to it. */
export function rootBelowNodeModules(path: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/@][^/]*(?=\/|$)/s.exec(path)?.[0];
}

/** The first answer on the way from a folder to the root. Every folder on the way learns it. */
function climb(from: string, known: Map<string, string | undefined>, answer: (folder: string) => string | undefined): string | undefined {
  const passed: string[] = [];
  let folder = from;
  while (!known.has(folder)) {
    passed.push(folder);
    const found = answer(folder);
    const parent = posix.dirname(folder);
    if (found !== undefined || parent === folder || parent === ".") known.set(folder, found);
    else folder = parent;
  }
  const found = known.get(folder);
  for (const each of passed) known.set(each, found);
  return found;
}

function remembered<V extends {}>(ask: (key: string) => V): (key: string) => V {
  const known = new Map<string, V>();
  return (key) => {
    const value = known.get(key) ?? ask(key);
    known.set(key, value);
    return value;
  };
}
