import { basename } from "node:path";
import type { ExplainedCall } from "#runtime/explain";
import { readBuildName } from "#runtime/records/buildName";
import { environmentDigest, readBuilds, readEntries, type BuildRecord, type EntryRecord } from "../records/index.js";
import { taskOf } from "./build.js";
import { rememberBuild } from "./records.js";
import { sentenceOf } from "./sentence.js";
import { explainTask, readManifest, type Records } from "./why.js";

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
  const { entries, builds: all } = known(dir);
  const build = findBuild(all, task, fingerprint);
  const manifest = build?.manifest();
  const found = manifest && taskOf(manifest, task);
  if (!build || !manifest || !found) return unknownBuild(entries, task);
  const builds = all.filter(({ path }) => programOf(path) === programOf(build.path));
  const records: Records = { entries, builds, misses: [], environment: (name) => environmentDigest(dir, name, process.env[name]), now: Date.now() };
  return sentenceOf(explainTask(records, { manifest, task: found, account, input: args }));
}

function known(dir: string): Known {
  const last = stores.get(dir);
  if (last && performance.now() < last.to + SHARE * (last.to - last.from)) return last;
  const from = performance.now();
  const entries: EntryRecord[] = [];
  for (const entry of readEntries(dir)) if (entries.push(entry) >= MOST_ENTRIES) break;
  const next: Known = { entries, builds: readBuilds(dir).map(rememberBuild), from, to: performance.now() };
  stores.set(dir, next);
  return next;
}

/** The newest build that the call is of; one that cannot be read is passed over. */
function findBuild(builds: readonly BuildRecord[], task: string, fingerprint: string): BuildRecord | undefined {
  return builds.find((build) => {
    const manifest = readManifest(build);
    return manifest && taskOf(manifest, task)?.fingerprint === fingerprint;
  });
}

/** Tasks of one name in two programs that share a store have nothing to do with each other. */
function programOf(path: string): string | undefined {
  return readBuildName(basename(path))?.program;
}

function unknownBuild(entries: readonly EntryRecord[], task: string): string {
  const isKnown = entries.some(({ of }) => of?.task === task);
  return isKnown ? "what is stored is of another build, and of this one no manifest was kept beside the store" : "nothing of it is stored";
}
