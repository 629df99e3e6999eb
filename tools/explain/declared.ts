import type { ManifestTask } from "../records/manifest.js";
import type { Move } from "./move.js";
import { placeOf } from "./place.js";

/** What moved in the name of a task. */
export function compareNames(before: ManifestTask, after: ManifestTask): readonly Move[] {
  if (before.name === after.name) return [];
  return [{ part: "name", sentence: `name ${before.name} → ${after.name}`, place: placeOf(after) }];
}

/** What moved in the explicit version of a task. */
export function compareVersions(before: ManifestTask, after: ManifestTask): readonly Move[] {
  const [old, now] = [before.version?.value, after.version?.value];
  if (old === now) return [];
  const place = placeOf(after);
  if (old === undefined) return [{ part: "version", sentence: `cacheVersion ${now} added, which stands in for the code`, place }];
  if (now === undefined) return [{ part: "version", sentence: `cacheVersion ${old} removed, so that the code counts again`, place }];
  return [{ part: "version", sentence: `cacheVersion ${old} → ${now}`, place }];
}
