import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Scripts } from "./buildScript.js";
import { readChain, type ConfigChain } from "./configChain.js";
import { findAbove, findConfigPlace, type ConfigPlace } from "./configPlace.js";
import { JsonText } from "./jsonText.js";
import { readText } from "./readText.js";
import { readTree, type Tree } from "./tree.js";

/** A project as its files say it is. Nothing in it is changed: a change makes another. */
export interface Project {
  readonly place: ConfigPlace;
  /** The folder of package.json, from which programs have their store and scripts are run. */
  readonly root: string;
  /** Undefined where there is no tsconfig yet. */
  readonly config: ConfigChain | undefined;
  /** Undefined where there is no package.json yet. */
  readonly manifest: JsonText | undefined;
  readonly gitignore: string | undefined;
  readonly tree: Tree;
  /** The names of all packages that the package.json, or one above it, asks for. */
  readonly declared: ReadonlySet<string>;
}

/**
 * Reads the project that a folder belongs to.
 *
 * @param folder the working directory
 * @param named the tsconfig that was asked for, or its folder
 * @throws TaskprintError as `findConfigPlace`, or for a file that is no JSON (TP3002)
 */
export function readProject(folder: string, named?: string): Project {
  const place = findConfigPlace(folder, named);
  const root = dirname(place.packageFile);
  const text = readText(place.packageFile);
  return {
    place,
    root,
    config: existsSync(place.tsconfig) ? readChain(place.tsconfig) : undefined,
    manifest: text === undefined ? undefined : new JsonText(place.packageFile, text),
    gitignore: readText(join(root, ".gitignore")),
    tree: readTree(dirname(place.tsconfig)),
    declared: new Set(declaredAbove(root)),
  };
}

/** The scripts of package.json. */
export function scriptsOf({ manifest }: Project): Scripts {
  return readScripts(manifest);
}

/** The scripts of the next package.json above, which can be that of a workspace. */
export function scriptsAbove({ root }: Project): Scripts {
  const path = dirname(root) === root ? undefined : findAbove(dirname(root), "package.json");
  const text = path === undefined ? undefined : readText(path);
  return path === undefined || text === undefined ? {} : readScripts(new JsonText(path, text));
}

function readScripts(manifest: JsonText | undefined): Scripts {
  const scripts = manifest?.value("scripts");
  if (typeof scripts !== "object" || scripts === null) return {};
  return Object.fromEntries(Object.entries(scripts).filter(([, script]) => typeof script === "string")) as Scripts;
}

const DEPENDENCIES = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/** Packages of a workspace share what its root asks for. */
function declaredAbove(folder: string): readonly string[] {
  const path = join(folder, "package.json");
  const text = readText(path);
  const file = text === undefined ? undefined : new JsonText(path, text);
  const here = DEPENDENCIES.flatMap((field) => Object.keys((file?.value(field) as object | undefined) ?? {}));
  return dirname(folder) === folder ? here : [...here, ...declaredAbove(dirname(folder))];
}
