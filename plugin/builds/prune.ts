import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readBuildName, type BuildName } from "../../runtime/records/buildName.js";
import { buildsFolder, tasksFile } from "../../runtime/records/files.js";

/** So many builds of a program are kept whatever they hold. */
const RECENT = 30;
/** So many in all: those beyond the recent ones only if results of theirs were stored. */
const MOST = 120;
const MOST_BYTES = 64 * 1024 * 1024;
/** A file that is being written has another name. After this time, in milliseconds, its writer was killed. */
const STALE_MS = 3_600_000;

interface Kept extends BuildName {
  readonly path: string;
}

/**
 * Removes builds that are too many. Each is looked at once, when it is no longer recent, as that means to unpack it:
 * to be kept longer, one of its tasks must have stored a result.
 */
export function pruneBuilds(dir: string): void {
  const folder = buildsFolder(dir);
  const files = readdirSync(folder).sort().reverse();
  removeStale(folder, files.filter((file) => readBuildName(file) === undefined));
  const builds = files.flatMap((file): Kept[] => {
    const name = readBuildName(file);
    return name ? [{ ...name, path: join(folder, file) }] : [];
  });
  const programs = new Map<string, Kept[]>();
  for (const build of builds) programs.set(build.program, [...(programs.get(build.program) ?? []), build]);
  const left = [...programs.values()].flatMap((group) => pruneProgram(dir, group));
  const newest = new Set([...programs.values()].map(([first]) => first));
  removeBeyond(left.filter((build) => !newest.has(build)).sort((one, other) => other.time - one.time));
}

/** Builds of one program, newest first; returns those that stay. */
function pruneProgram(dir: string, builds: readonly Kept[]): readonly Kept[] {
  const judged = builds[RECENT];
  const isDoomed = (build: Kept, index: number): boolean => index >= MOST || (build === judged && !hasResults(dir, build));
  return builds.filter((build, index) => {
    if (!isDoomed(build, index)) return true;
    rmSync(build.path, { force: true });
    return false;
  });
}

function hasResults(dir: string, { path }: Kept): boolean {
  try {
    const stored = new Set(readFileSync(tasksFile(dir).path, "utf8").match(/"fingerprint":"[0-9a-f]{64}"/g));
    const built = gunzipSync(readFileSync(path)).toString().match(/"fingerprint": ?"[0-9a-f]{64}"/g) ?? [];
    return built.some((fingerprint) => stored.has(fingerprint.replace(" ", "")));
  } catch {
    return false;
  }
}

function removeBeyond(builds: readonly Kept[]): void {
  let bytes = 0;
  for (const { path } of builds) {
    bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (bytes > MOST_BYTES) rmSync(path, { force: true });
  }
}

function removeStale(folder: string, files: readonly string[]): void {
  const now = Date.now();
  for (const path of files.map((file) => join(folder, file))) {
    const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (now - since > STALE_MS) rmSync(path, { force: true });
  }
}
