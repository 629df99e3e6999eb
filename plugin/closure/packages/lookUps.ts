import { packageDigester } from "./digests.js";
import { createFolders, type Folders, type PackageFolder } from "./folders.js";
import type { PackagesHost } from "./host.js";
import { packageDescriber, type Package } from "./package.js";

/** What finding a package takes. */
export interface LookUps {
  readonly folders: Folders;
  describe(name: string, folder: PackageFolder): Package;
  /** The package that files of a folder load by a name. */
  installed(name: string, from: string): Package | undefined;
}

export function createLookUps(host: PackagesHost): LookUps {
  const folders = createFolders(host);
  const describe = packageDescriber(packageDigester(host, folders));
  const installed = (name: string, from: string): Package | undefined => {
    const folder = selfReference(folders, name, from) ?? folders.installed(name, from);
    return folder && describe(name, folder);
  };
  return { folders, describe, installed };
}

/** A package with `exports` imports itself by its own name, whatever is installed. */
function selfReference(folders: Folders, name: string, from: string): PackageFolder | undefined {
  const folder = folders.enclosing(from);
  return folder?.json?.name === name && folder.json.hasExports ? folder : undefined;
}
