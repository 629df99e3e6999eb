/** What the store and earlier builds say, for tools. Nothing here makes or changes a store. */
export { readBuilds } from "./builds.js";
export { readEntries } from "./entries.js";
export { HiddenPart, type Inputs } from "./inputs.js";
export type { Manifest, ManifestNode, ManifestTask, ManifestText } from "./manifest.js";
export { readMisses } from "./misses.js";
export { assertManifest, parseManifest } from "./parseManifest.js";
export { environmentDigest, readTasks } from "./tasks.js";
export type { BuildRecord, EntryRecord, MissRecord, TaskRecord } from "./types.js";
