import { existsSync, readFileSync } from "node:fs";
import { parseManifest, readBuilds, type Manifest } from "../records/index.js";
import { plannedManifest } from "./manifest.js";
import type { Place } from "./place.js";

/**
 * What the program's last build wrote; undefined where that cannot be told, as there is no tsconfig, no build, or one of
 * another release. To be told what is wrong, see `findManifest`.
 */
export function lastBuild(place: Place): Manifest | undefined {
  if (place.tsconfig === undefined) return undefined;
  try {
    // A kept build is found without the compiler, which takes long to load.
    const [kept] = readBuilds(place.dir, place.tsconfig);
    return kept ? kept.manifest() : readPlanned(place);
  } catch {
    return undefined;
  }
}

function readPlanned(place: Place): Manifest | undefined {
  const path = plannedManifest(place);
  return existsSync(path) ? parseManifest(readFileSync(path, "utf8"), path) : undefined;
}
