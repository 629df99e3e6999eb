/**
 * What the store and earlier builds say, for tools. Nothing here makes or changes a store.
 *
 *     readTasks(dir): readonly TaskRecord[]
 *     readBuilds(dir, config?): readonly BuildRecord[]          newest first; of one tsconfig, where it is named
 *     readEntries(dir): Iterable<EntryRecord>
 *     readMisses(dir): readonly MissRecord[]
 *     parseManifest(text, path): Manifest
 *     environmentDigest(dir, value): string | null               to compare a value with those of records
 */
export { readBuilds } from "./builds.js";
export { HiddenPart, type Inputs } from "./inputs.js";
export type { Manifest, ManifestNode, ManifestTask, ManifestText } from "./manifest.js";
export { assertManifest, parseManifest } from "./parseManifest.js";
export type { BuildRecord, EntryRecord, MissRecord, TaskRecord } from "./types.js";
