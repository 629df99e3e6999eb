import { markOf } from "#runtime/entry";
import { digestPrefix, SCOPE_BYTES } from "#runtime/key/prefix";
import type { TaskRecord } from "../records/index.js";
import { Unreadable } from "./byteReader.js";

/**
 * What an archive says of a task. Digests of environment variables stay behind: their salt is the store's own. Without them
 * the identity cannot be computed again.
 */
export interface ArchivedTask extends Omit<TaskRecord, "environment" | "loaded"> {
  /** Whether environment variables are part of the identity. */
  readonly hasEnvironment?: true;
}

/** Of fields that this release does not know nothing is taken along. */
export function archiveTask(record: TaskRecord): ArchivedTask {
  const { scope, identity, task, account, fingerprint, plan, ignore, ignoreFrom, rest, ttl, at } = record;
  const archived = { scope, identity, task, account, fingerprint, plan, ignore, ignoreFrom, rest, ttl, at };
  return record.environment === undefined && record.loaded === undefined ? archived : { ...archived, hasEnvironment: true };
}

/** What the store that an archive is imported into notes of a task: what is not known is left out. */
export function importedTask({ hasEnvironment: _, ...task }: ArchivedTask): TaskRecord {
  return task;
}

/** @throws Unreadable when a field is missing or wrong, or the task cannot have the scope and the identity that it claims */
export function readTask(data: Buffer): ArchivedTask {
  const task = parse(data);
  if (!isTask(task)) throw new Unreadable("what it says of a task is damaged");
  const words = digestPrefix({ ...task, name: task.task }, task.account, new Map()).words;
  const prefix = Buffer.from(words.buffer).toString("hex");
  const claimed = `${task.scope}${task.identity}`;
  const compared = task.hasEnvironment ? SCOPE_BYTES * 2 : prefix.length;
  if (prefix.slice(0, compared) !== claimed.slice(0, compared)) throw new Unreadable(`it holds results that claim to be of the task ${JSON.stringify(task.task)}, and are not`);
  return task;
}

export function markOfTask({ fingerprint }: ArchivedTask): number {
  return markOf(fingerprint);
}

function parse(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString("utf8"));
  } catch {
    return undefined;
  }
}

const HEX_32 = /^[0-9a-f]{32}$/;
const HEX_64 = /^[0-9a-f]{64}$/;

const FIELDS: Readonly<Record<keyof ArchivedTask, (value: unknown) => boolean>> = {
  scope: (value) => isMatch(value, HEX_32),
  identity: (value) => isMatch(value, HEX_64),
  task: isText,
  account: isText,
  fingerprint: (value) => isMatch(value, HEX_64),
  plan: (value) => value === undefined || isText(value),
  ignore: (value) => value === undefined || (Array.isArray(value) && value.every(isPosition)),
  ignoreFrom: (value) => value === undefined || isPosition(value),
  rest: (value) => value === undefined || isPosition(value),
  ttl: (value) => value === undefined || isAmount(value),
  at: isAmount,
  hasEnvironment: (value) => value === undefined || value === true,
};

/** No other field is taken over. */
function isTask(value: unknown): value is ArchivedTask {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.entries(FIELDS).every(([name, isRight]) => isRight(fields[name])) && Object.keys(fields).every((name) => Object.hasOwn(FIELDS, name));
}

function isMatch(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function isPosition(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isAmount(value: unknown): boolean {
  return typeof value === "number" && value >= 0;
}
