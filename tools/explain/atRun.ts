import type { ExplainedCall } from "#runtime/explain";
import { environmentDigest, readBuilds, readEntries, type BuildRecord, type EntryRecord, type Manifest } from "../records/index.js";
import { taskOf } from "./build.js";
import { sentenceOf } from "./sentence.js";
import { explainTask, type Records } from "./why.js";

/** Of a store that holds more, what a program that runs has no time to read tells nothing new. */
const MOST_ENTRIES = 50_000;

/** The share of its time that a program gives to reading the store for explanations is one in so many. */
const SHARE = 20;

interface Known {
  readonly entries: readonly EntryRecord[];
  readonly builds: readonly BuildRecord[];
  /** When reading began and ended, by `performance.now()`. */
  readonly from: number;
  readonly to: number;
}

const stores = new Map<string, Known>();

/** Why a call finds nothing in the store, for a line on stderr: the same as `taskprint why` says, without a diff. */
export function explainCall({ dir, task, fingerprint, account, args }: ExplainedCall): string {
  const { entries, builds } = known(dir);
  const manifest = findManifest(builds, task, fingerprint);
  const found = manifest && taskOf(manifest, task);
  if (!manifest || !found) return unknownBuild(entries, task);
  const records: Records = { entries, builds, misses: [], environment: (name) => environmentDigest(dir, name, process.env[name]), now: Date.now() };
  return sentenceOf(explainTask(records, { manifest, task: found, account, input: args }));
}

function known(dir: string): Known {
  const last = stores.get(dir);
  if (last && performance.now() < last.to + SHARE * (last.to - last.from)) return last;
  const from = performance.now();
  const entries: EntryRecord[] = [];
  for (const entry of readEntries(dir)) if (entries.push(entry) >= MOST_ENTRIES) break;
  const next: Known = { entries, builds: readBuilds(dir), from, to: performance.now() };
  stores.set(dir, next);
  return next;
}

/** The newest build that the call is of. */
function findManifest(builds: readonly BuildRecord[], task: string, fingerprint: string): Manifest | undefined {
  for (const build of builds) {
    const manifest = build.manifest();
    if (taskOf(manifest, task)?.fingerprint === fingerprint) return manifest;
  }
  return undefined;
}

function unknownBuild(entries: readonly EntryRecord[], task: string): string {
  const isKnown = entries.some(({ of }) => of?.task === task);
  return isKnown ? "what is stored is of another build, and of this one no manifest was kept beside the store" : "nothing of it is stored";
}
