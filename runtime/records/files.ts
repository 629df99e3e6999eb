import { join } from "node:path";
import type { LineFile } from "./lines.js";

/** Whose entries begin with which bytes: a line for each task, account and environment that stored a result. */
export function tasksFile(dir: string): LineFile {
  return { path: join(dir, "tasks.jsonl"), mostBytes: 4 * 1024 * 1024 };
}

/** Arguments of which a key holds only a digest: a line for each entry, as far as there is room. */
export function inputsFile(dir: string): LineFile {
  return { path: join(dir, "inputs.jsonl"), mostBytes: 16 * 1024 * 1024 };
}

/** The last call of each task and account that was not answered from the store. */
export function missesFile(dir: string): LineFile {
  return { path: join(dir, "misses.jsonl"), mostBytes: 2 * 1024 * 1024 };
}

/** The manifests of earlier builds. */
export function buildsFolder(dir: string): string {
  return join(dir, "builds");
}
