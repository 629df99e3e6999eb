import { digestText } from "../../../runtime/digest.js";
import { isLinked } from "./digests.js";
import type { PackageFolder } from "./folders.js";

/** A package as it is installed. */
export interface Package {
  /** The name that it is installed under, which differs from its own for an alias (`"a": "npm:b@1"`). */
  readonly name: string;
  /** Empty where its package.json has none; then its content counts. */
  readonly version: string;
  /** The real path of its folder. */
  readonly folder: string;
  /** Whether it is developed beside the project, outside node_modules: its version does not tell when it changes. */
  readonly linked: boolean;
  /**
   * Over its name and version and those of its installed dependencies, transitively; a linked package counts by
   * its name and content. Computed when it is first asked for, as it reads what the dependencies say of themselves.
   */
  readonly digest: string;
}

/** Makes one object for each package under each of its names. */
export function packageDescriber(digest: (folder: PackageFolder) => string): (name: string, folder: PackageFolder) => Package {
  const known = new Map<string, Package>();
  return (name, folder) => {
    const key = `${name} ${folder.path}`;
    const found = known.get(key) ?? describe(name, folder, digest);
    known.set(key, found);
    return found;
  };
}

function describe(name: string, folder: PackageFolder, digest: (folder: PackageFolder) => string): Package {
  return {
    name,
    version: folder.json?.version ?? "",
    folder: folder.path,
    linked: isLinked(folder),
    get digest() {
      return digestText("package", ["installed", name, digest(folder)]);
    },
  };
}
