import { join } from "node:path";

/** Whose entries begin with which bytes: a line for each task, account and environment that stored a result. */
export function tasksFile(dir: string): string {
  return join(dir, "tasks.jsonl");
}

/** Arguments of which a key holds only a digest: a line for each entry, as far as there is room. */
export function inputsFile(dir: string): string {
  return join(dir, "inputs.jsonl");
}

/** The last call of each task and account that was not answered from the store. */
export function missesFile(dir: string): string {
  return join(dir, "misses.jsonl");
}

/** The manifests of earlier builds. */
export function buildsFolder(dir: string): string {
  return join(dir, "builds");
}
