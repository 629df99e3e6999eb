import { basename } from "node:path";
import { digestText } from "../../../runtime/digest.js";
import { digestClosures } from "../../host/closures.js";
import { digestFolder } from "./content.js";
import type { Folders, PackageFolder } from "./folders.js";
import type { PackagesHost } from "./host.js";

/** A package and a name by which it is asked for, one of its dependencies. */
interface Dependency {
  readonly name: string;
  readonly folder: PackageFolder;
}

/**
 * Digests a package with all that it may load, itself, through its installed dependencies. Where a
 * package is installed does not count, only what is found from there.
 */
export function packageDigester(host: PackagesHost, folders: Folders): (folder: PackageFolder) => string {
  const digests = new Map<PackageFolder, string>();
  const known = new Map<PackageFolder, readonly Dependency[]>();
  const dependencies = (folder: PackageFolder): readonly Dependency[] => {
    const found = known.get(folder) ?? dependenciesOf(folders, folder);
    known.set(folder, found);
    return found;
  };
  const edges = (folder: PackageFolder): readonly PackageFolder[] => dependencies(folder).map((dependency) => dependency.folder);
  const own = (folder: PackageFolder): string => {
    const loaded = dependencies(folder).flatMap((dependency) => [dependency.name, release(dependency.folder)]);
    return digestText("package", ["release", release(folder), contentOf(host, folder), ...loaded]);
  };
  return (folder) => digestClosures("package", { nodes: [folder], edges, own }, digests).get(folder) ?? "";
}

/** Whether a package is developed beside the project, under a version that stays the same meanwhile. */
export function isLinked(folder: PackageFolder): boolean {
  return !folder.path.split("/").includes("node_modules");
}

function dependenciesOf(folders: Folders, folder: PackageFolder): readonly Dependency[] {
  return (folder.json?.dependencies ?? []).flatMap((name) => {
    const found = folders.installed(name, folder.path);
    return found ? [{ name, folder: found }] : [];
  });
}

function release({ path, json }: PackageFolder): string {
  return JSON.stringify([json?.name ?? basename(path), json?.version ?? ""]);
}

/** What stands for the code: the version where there is one that moves with it, else the content. */
function contentOf(host: PackagesHost, folder: PackageFolder): string {
  const { path, json } = folder;
  if (!isLinked(folder) && json?.version !== undefined) return "";
  return digestText("package", [json?.text.replace(/\r\n?/g, "\n") ?? "", digestFolder(host, path, json?.isBuilt ?? false)]);
}
