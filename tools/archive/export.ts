import { readFileSync } from "node:fs";
import { endianness } from "node:os";
import { basename } from "node:path";
import { unpackEntry } from "#runtime/entry";
import { FORMAT } from "#runtime/digest";
import { FileStore } from "#runtime/store/file";
import type { BuildRecord, TaskRecord } from "../records/index.js";
import { readKept } from "../records/kept.js";
import { Kind, VERSION, type Counts } from "./format.js";
import { packInputs } from "./inputs.js";
import { archiveTask } from "./task.js";
import { ArchiveWriter } from "./writer.js";

/** What goes into an archive. */
export interface Exported {
  /** The store's folder. */
  readonly dir: string;
  /** Of all keys. */
  readonly tasks: readonly TaskRecord[];
  readonly builds: readonly BuildRecord[];
  readonly keys: readonly Buffer[];
  /** Told how many of the keys were dealt with. */
  readonly progress?: (done: number) => void;
}

const NO_NAME = Buffer.alloc(0);

/** Writes results with what is known of them to a file. What was removed meanwhile, or is damaged, is left out. */
export async function exportResults(path: string, exported: Exported): Promise<Counts> {
  const writer = new ArchiveWriter(path, { version: VERSION, format: FORMAT, endianness: endianness(), writtenAt: Date.now() });
  try {
    const [tasks, builds] = [await addTasks(writer, exported), await addBuilds(writer, exported)];
    const counts = { tasks, builds, ...(await addEntries(writer, exported)) };
    await writer.end(counts);
    return counts;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

async function addTasks(writer: ArchiveWriter, { tasks }: Exported): Promise<number> {
  for (const task of tasks) await writer.add({ kind: Kind.Task, name: NO_NAME, data: Buffer.from(JSON.stringify(archiveTask(task))) });
  return tasks.length;
}

async function addBuilds(writer: ArchiveWriter, { builds }: Exported): Promise<number> {
  const sound = builds.filter(isSound);
  for (const { path } of sound) await writer.add({ kind: Kind.Build, name: Buffer.from(basename(path)), data: readFileSync(path) });
  return sound.length;
}

/** Those of an older format are of no use to anybody. */
function isSound({ manifest }: BuildRecord): boolean {
  try {
    manifest();
    return true;
  } catch {
    return false;
  }
}

async function addEntries(writer: ArchiveWriter, { dir, keys, progress }: Exported): Promise<Pick<Counts, "entries" | "inputs">> {
  const store = new FileStore(dir, new Error("it is only read"));
  const keptByKey = readKept(dir);
  const counts = { entries: 0, inputs: 0 };
  let done = 0;
  try {
    for (const key of keys) {
      const value = store.get(key);
      progress?.(++done);
      if (value === undefined || unpackEntry(key, value) === undefined) continue;
      await writer.add({ kind: Kind.Entry, name: key, data: value });
      counts.entries++;
      const kept = keptByKey.get(key.toString("hex"));
      const inputs = kept && packInputs(kept);
      if (inputs === undefined) continue;
      await writer.add({ kind: Kind.Inputs, name: key, data: inputs });
      counts.inputs++;
    }
  } finally {
    store.close();
  }
  return counts;
}
