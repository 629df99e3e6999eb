import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { open } from "lmdb";

/** A folder for stores, removed when the process ends. */
export const workplace = mkdtempSync(join(tmpdir(), "taskprint-bench-"));
process.once("exit", () => rmSync(workplace, { recursive: true, force: true }));

/** Where the built tasks lie; see compileTasks.mjs. */
export const compiled = process.env.TASKPRINT_BENCH_TASKS;

/** A built module of bench/calls/tasks. */
export async function importTasks(name) {
  return import(pathToFileURL(join(compiled, `${name}.js`)).href);
}

export function newFolder(name) {
  const folder = join(workplace, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Lets what is queued be written. */
export async function settle() {
  for (let turn = 0; turn < 3; turn += 1) await setTimeout(5);
}

/** The entries of a store as LMDB holds them: opened in a copy, with no part of taskprint. */
export function openRaw(store, name) {
  const folder = newFolder(name);
  copyFileSync(join(store, "data.mdb"), join(folder, "data.mdb"));
  return openEmptyRaw(folder);
}

/** An LMDB file with the options that taskprint's store has. */
export function openEmptyRaw(folder) {
  return open({ path: folder, encoding: "binary", keyEncoding: "binary", noSync: true });
}

/** Asserts that what was timed were hits. */
export function assertNoRuns(runs) {
  if (runs.count > 0) throw new Error(`${runs.count} hits were none.`);
}

/** All bytes below a folder. */
export function bytesIn(folder) {
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, path, name }) => sum + statSync(join(parentPath ?? path, name)).size, 0);
}
