import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { causeText } from "#runtime/warn";
import type { Finding } from "../finding.js";
import { isIgnoredByGit, withStoreIgnored } from "../gitignore.js";
import * as say from "../messages.js";
import type { Project } from "../project.js";
import { findInstalled } from "../tree.js";

/** Whether results can be kept, and are kept out of git. */
export function checkStore(project: Project, dir: string): readonly Finding[] {
  return [checkIgnored(project), ...checkLmdb(project), checkWritable(dir)];
}

export function checkIgnored({ root, gitignore }: Project): Finding {
  const isIgnored = isIgnoredByGit(root) ?? (gitignore !== undefined && withStoreIgnored(gitignore) === gitignore);
  return isIgnored ? say.ignored() : say.notIgnored(relative(process.cwd(), join(root, ".gitignore")));
}

/** Loads it in a process of its own, as native code that does not fit can end the process. */
function checkLmdb({ tree }: Project): readonly Finding[] {
  if (!tree.taskprint) return [];
  const lmdb = findInstalled(tree.taskprint.folder, "lmdb");
  if (!lmdb) return [say.lmdbFails("it is not installed.")];
  const url = pathToFileURL(createRequire(join(tree.taskprint.folder, "package.json")).resolve("lmdb")).href;
  const { status, signal, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", `await import(${JSON.stringify(url)})`], { encoding: "utf8" });
  if (status === 0) return [say.lmdbLoads(lmdb.version)];
  return [say.lmdbFails(signal ? `loading it ended with ${signal}.` : errorLine(stderr))];
}

function errorLine(printed: string): string {
  return printed.split("\n").find((line) => /^\S*Error/.test(line)) ?? printed.trim();
}

/** Looks without making anything. */
function checkWritable(dir: string): Finding {
  const existing = nearestExisting(dir);
  try {
    if (!statSync(existing).isDirectory()) return say.storeUnwritable(dir, `${existing} is not a folder`);
    accessSync(existing, constants.W_OK | constants.X_OK);
    return say.storeWritable(dir);
  } catch (error) {
    return say.storeUnwritable(dir, causeText(error));
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}
