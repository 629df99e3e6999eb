import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { TaskprintError } from "#runtime/errors";
import { configAt, placeOf, programOf, readBuildName } from "#runtime/records/buildName";
import { buildsFolder } from "#runtime/records/files";
import { causeText } from "#runtime/warn";
import { badRecord } from "../messages.js";
import type { Manifest } from "./manifest.js";
import { assertManifest } from "./parseManifest.js";
import type { BuildRecord } from "./types.js";

/** A kept manifest is larger than this only if somebody made it so. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * The manifests that builds left beside a store, newest first.
 *
 * @param dir the store's folder
 * @param config the path of a tsconfig: then only those of its program
 */
export function readBuilds(dir: string, config?: string): readonly BuildRecord[] {
  const folder = buildsFolder(dir);
  const program = config === undefined ? undefined : programOf(placeOf(dir, resolve(config)));
  return listFiles(folder).flatMap((file): BuildRecord[] => {
    const name = readBuildName(file);
    if (name === undefined || (program !== undefined && name.program !== program)) return [];
    const path = join(folder, file);
    return [{ path, time: name.time, config: () => configAt(dir, readBuild(path).place), manifest: () => readBuild(path).manifest }];
  });
}

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort().reverse();
  } catch {
    return [];
  }
}

function readBuild(path: string): { readonly place: string; readonly manifest: Manifest } {
  const { place, manifest } = unpack(path) as { readonly place?: unknown; readonly manifest?: unknown };
  if (typeof place !== "string") throw new TaskprintError(badRecord(path, "it does not say of which program it is"));
  return { place, manifest: assertManifest(manifest, path) };
}

function unpack(path: string): object {
  try {
    const build: unknown = JSON.parse(gunzipSync(readFileSync(path), { maxOutputLength: MOST_BYTES }).toString());
    return typeof build === "object" && build !== null ? build : {};
  } catch (error) {
    throw new TaskprintError(badRecord(path, causeText(error)));
  }
}
