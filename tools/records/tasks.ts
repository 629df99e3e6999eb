import { tasksFile } from "#runtime/records/files";
import { readLines, type Line } from "#runtime/records/lines";
import { digestVariable, readSalt } from "#runtime/records/salt";
import type { TaskRecord } from "./types.js";

/** The tasks that stored results, one for each account and environment; what was noted last comes last. */
export function readTasks(dir: string): readonly TaskRecord[] {
  const byId = new Map<string, TaskRecord>();
  for (const line of readLines(tasksFile(dir).path)) {
    if (!isTaskRecord(line) || line.id !== line.scope + line.identity) continue;
    const { id, ...record } = line;
    byId.delete(id);
    byId.set(id, record);
  }
  return [...byId.values()];
}

/**
 * What records hold in the place of an environment variable's value: null where it is unset. Undefined in a store that has
 * noted no variable.
 */
export function environmentDigest(dir: string, name: string, value: string | undefined): string | null | undefined {
  const salt = readSalt(dir);
  return salt === undefined ? undefined : digestVariable(salt, name, value);
}

/** Files beside a store may be damaged, or written by anyone. */
export function isTaskRecord<T extends object>(line: T): line is T & TaskRecord & Line {
  const { scope, identity, task, account, fingerprint, plan } = line as Partial<TaskRecord>;
  const isNamed = isDigits(scope, 32) && isDigits(identity, 64) && isDigits(fingerprint, 64) && typeof task === "string" && typeof account === "string";
  return isNamed && (plan === undefined || typeof plan === "string") && arePositions(line) && areDigests(line);
}

function isDigits(value: unknown, length: number): boolean {
  return typeof value === "string" && value.length === length && /^[0-9a-f]+$/.test(value);
}

function arePositions({ ignore, ignoreFrom, rest, ttl }: Partial<TaskRecord>): boolean {
  const isList = ignore === undefined || (Array.isArray(ignore) && ignore.every(Number.isInteger));
  return isList && [ignoreFrom, rest, ttl].every((value) => value === undefined || typeof value === "number");
}

function areDigests({ environment, loaded }: Partial<TaskRecord>): boolean {
  return [environment, loaded].every((digests) => digests === undefined || (typeof digests === "object" && digests !== null));
}
