import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type TS from "typescript";
import { buildFileName, countAlike, digestOf, placeOf, programOf, readBuildName, type BuildName } from "../../runtime/records/buildName.js";
import { buildsFolder } from "../../runtime/records/files.js";
import { makeDirectory } from "../../runtime/store/directory.js";
import { pruneBuilds } from "./prune.js";

/** The program's manifest repeats its names and digests, so that the fastest compression is enough. */
const LEVEL = 1;

/**
 * Keeps a manifest in the folder of the project's store, so that tools can say what moved since. What was kept last is not
 * kept again, and is replaced where only lines moved. A program that lies on no disk has none, and whatever goes wrong here is no concern of the build.
 */
export function keepBuild(program: TS.Program, manifest: string): void {
  const { configFilePath } = program.getCompilerOptions();
  if (typeof configFilePath !== "string" || !mayWrite()) return;
  try {
    if (existsSync(configFilePath)) keep(resolve(configFilePath), manifest);
  } catch {
    // Without it tools have less to tell.
  }
}

function mayWrite(): boolean {
  const { TASKPRINT_MODE } = process.env;
  return TASKPRINT_MODE !== "off" && TASKPRINT_MODE !== "readonly";
}

function keep(config: string, manifest: string): void {
  const dir = storeOf(config);
  const folder = buildsFolder(dir);
  const place = placeOf(dir, config);
  const [program, digest] = [programOf(place), digestOf(manifest)];
  const last = lastBuild(folder, program);
  if (last?.digest === digest) return;
  makeDirectory(dir, !process.env["TASKPRINT_DIR"]);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, buildFileName({ time: Date.now(), program, digest }));
  const written = `${path}.${process.pid}`;
  writeFileSync(written, gzipSync(`{"place":${JSON.stringify(place)},"manifest":${manifest}}`, { level: LEVEL }), { mode: 0o600 });
  renameSync(written, path);
  if (last && countAlike(last.digest, digest)) rmSync(join(folder, buildFileName(last)), { force: true });
  pruneBuilds(dir);
}

/** Where a program of that project that is not told otherwise keeps its results. */
export function storeOf(config: string): string {
  const { TASKPRINT_DIR } = process.env;
  if (TASKPRINT_DIR) return resolve(TASKPRINT_DIR);
  const start = dirname(config);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return join(folder, ".taskprint");
    if (folder === dirname(folder)) return join(start, ".taskprint");
  }
}

function lastBuild(folder: string, program: string): BuildName | undefined {
  if (!existsSync(folder)) return undefined;
  const kept = readdirSync(folder).sort().flatMap((file) => readBuildName(file) ?? []);
  return kept.findLast((build) => build.program === program);
}
