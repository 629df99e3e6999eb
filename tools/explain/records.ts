import { environmentDigest, readBuilds, readEntries, readMisses, type BuildRecord, type Manifest } from "../records/index.js";
import type { Records } from "./why.js";

/** All that is known of a store, as it is now, and of the builds of one program. */
export function readRecords(dir: string, tsconfig: string | undefined): Records {
  return {
    entries: [...readEntries(dir)],
    builds: readBuilds(dir, tsconfig).map(rememberBuild),
    misses: readMisses(dir),
    environment: (name) => environmentDigest(dir, name, process.env[name]),
    now: Date.now(),
  };
}

const manifests = new Map<string, Manifest>();

/** The same build, read once: many tasks, and many calls, are held against it, and what it left never changes. */
export function rememberBuild(build: BuildRecord): BuildRecord {
  return {
    ...build,
    manifest: () => {
      const manifest = manifests.get(build.path) ?? build.manifest();
      manifests.set(build.path, manifest);
      return manifest;
    },
  };
}
