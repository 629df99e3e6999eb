import { digestBytes } from "../digest.js";
import { TaskprintError } from "../errors.js";
import { tooDeep, unreadable } from "../messages.js";
import { causeText } from "../warn.js";
import { encodeKey } from "./encode.js";
import { environmentFields, readEnvironment, type Environment } from "./environment.js";
import { Walk } from "./walk.js";

/** What of a task counts in its keys. */
export interface KeyedTask {
  readonly name: string;
  readonly fingerprint: string;
  readonly ignore?: readonly number[];
  readonly ignoreFrom?: number;
  readonly rest?: number;
  readonly env?: readonly string[];
  /** What the variables of `env` held when the task was defined. */
  readonly loaded?: Environment;
}

/** The length of the part of a key that all entries of one task and account share. */
export const SCOPE_BYTES = 32;

/** The first half of a key: whose results they are. `clear()` removes all entries that begin with it. */
export function digestScope(account: string, name: string): Buffer {
  return digestBytes("scope", [account, name]);
}

/**
 * The key of a call in the store: 64 bytes. The positions that are ignored are part of it, so that
 * a call keyed without an argument can never meet a result that was stored with it. The environment
 * is read at each call, as a program may change it.
 *
 * @throws TaskprintError when an argument or an environment variable cannot be keyed.
 */
export function digestKey(task: KeyedTask, account: string, args: readonly unknown[]): Buffer {
  const ignored = JSON.stringify([task.ignore ?? [], task.ignoreFrom ?? null]);
  const fields = [task.fingerprint, ignored, encodeArguments(task, keyedArguments(task, args))];
  if (task.env) fields.push(...environmentFields(task.name, readEnvironment(task), task.loaded ?? new Map()));
  return Buffer.concat([scopeOf(task, account), digestBytes("inputs", fields)]);
}

/** The last scope of each task: most programs run under one account. */
const scopes = new WeakMap<KeyedTask, { readonly account: string; readonly scope: Buffer }>();

function scopeOf(task: KeyedTask, account: string): Buffer {
  const last = scopes.get(task);
  if (last?.account === account) return last.scope;
  const scope = digestScope(account, task.name);
  scopes.set(task, { account, scope });
  return scope;
}

/**
 * The arguments that count. Trailing `undefined` is dropped, as `f(1)` and `f(1, undefined)` are one
 * call; not from a rest parameter, whose length the function sees.
 */
function keyedArguments(task: KeyedTask, args: readonly unknown[]): readonly unknown[] {
  const kept = args.slice(0, task.ignoreFrom ?? args.length);
  for (const position of task.ignore ?? []) {
    if (position < kept.length) kept[position] = undefined;
  }
  if (task.rest !== undefined && kept.length > task.rest) return kept;
  let end = kept.length;
  while (end > 0 && kept[end - 1] === undefined) end--;
  return kept.slice(0, end);
}

function encodeArguments(task: KeyedTask, args: readonly unknown[]): Buffer {
  const walk = new Walk(task.name);
  try {
    encodeKey(walk, args);
  } catch (error) {
    if (error instanceof TaskprintError) throw error;
    if (isStackOverflow(error)) throw new TaskprintError(tooDeep(task.name, walk.depth));
    throw new TaskprintError(unreadable(task.name, walk.place(), causeText(error)), { cause: error });
  }
  return walk.writer.since(0);
}

/** Whether an error says that the stack is used up. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}
