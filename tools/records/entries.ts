import { closeSync, constants, openSync } from "node:fs";
import { headOf, PAYLOAD, runMs } from "#runtime/entry";
import { PREFIX_BYTES, SCOPE_BYTES } from "#runtime/key/prefix";
import { assertFile, dataFile } from "#runtime/store/files";
import { lentFrom } from "#runtime/store/lent";
import { metaOf } from "#runtime/store/metaPages";
import { readUses, type Uses } from "#runtime/store/uses";
import { walkEntries, type LyingEntry } from "#runtime/store/walk";
import { decodeInputs, type Kept } from "./decodeInputs.js";
import { readKept } from "./kept.js";
import { readTasks } from "./tasks.js";
import type { EntryRecord, TaskRecord } from "./types.js";

/** How often a store is read anew that is written to meanwhile. */
const ATTEMPTS = 10;

/** What is told of an entry without its value. */
interface Raw {
  readonly key: Buffer;
  readonly bytes: number;
  /** By which its uses are known. */
  readonly id: number;
  readonly mark: number;
  readonly writtenAt: number;
  readonly runMs: number;
}

/**
 * The results in a store, in the order of their keys; none where there is no store. Entries of another format are left out.
 * The store is only read, without a lock: what others write meanwhile may be missing.
 *
 * @throws when the data file cannot be read
 */
export function* readEntries(dir: string): Iterable<EntryRecord> {
  const raws = scan(dataFile(dir));
  if (raws.length === 0) return;
  const tasks = new Map(readTasks(dir).map((task) => [task.scope + task.identity, task]));
  const surroundings = { tasks, uses: readUses(dir), kept: readKept(dir) };
  for (const raw of raws) yield describeEntry(surroundings, raw);
}

interface Surroundings {
  readonly tasks: ReadonlyMap<string, TaskRecord>;
  readonly uses: Uses;
  readonly kept: ReadonlyMap<string, Kept>;
}

function describeEntry({ tasks, uses, kept }: Surroundings, { key, bytes, id, mark, writtenAt, runMs }: Raw): EntryRecord {
  const scope = key.toString("hex", 0, SCOPE_BYTES);
  const identity = key.toString("hex", SCOPE_BYTES, PREFIX_BYTES);
  const of = tasks.get(scope + identity);
  const inputs = () => decodeInputs(key, of, kept.get(key.toString("hex")));
  return { key, of, scope, identity, mark: mark.toString(16).padStart(8, "0"), bytes, writtenAt, runMs, usedAt: uses.get(id), inputs };
}

/** Pages that were used again while they were read show as unreadable. */
function scan(path: string): readonly Raw[] {
  if (!assertFile(path, constants.R_OK)) return [];
  for (let attempt = 1; ; attempt++) {
    const raws: Raw[] = [];
    const before = transactionOf(path);
    const unreadable = walkEntries(path, { bytes: PAYLOAD, visit: (entry) => raws.push(...rawOf(entry)) });
    if (unreadable === 0 || attempt === ATTEMPTS || transactionOf(path) === before) return raws;
  }
}

function rawOf({ key, takes, value }: LyingEntry): Raw[] {
  const head = headOf(value);
  if (head === undefined || key.length <= PREFIX_BYTES) return [];
  return [{ ...head, key: Buffer.from(key), bytes: takes, runMs: runMs(lentFrom(value.subarray(0, PAYLOAD))) }];
}

function transactionOf(path: string): bigint | undefined {
  const handle = openSync(path, "r");
  try {
    return metaOf(handle)?.transaction;
  } finally {
    closeSync(handle);
  }
}
