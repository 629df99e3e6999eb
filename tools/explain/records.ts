import { environmentDigest, readBuilds, readEntries, readMisses } from "../records/index.js";
import type { Records } from "./why.js";

/** All that is known of a store, as it is now, and of the builds of one program. */
export function readRecords(dir: string, tsconfig: string | undefined): Records {
  return {
    entries: [...readEntries(dir)],
    builds: readBuilds(dir, tsconfig),
    misses: readMisses(dir),
    environment: (name) => environmentDigest(dir, name, process.env[name]),
    now: Date.now(),
  };
}
