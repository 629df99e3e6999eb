import { TaskprintError } from "../errors.js";
import { tooDeep, unreadable } from "../messages.js";
import { causeText } from "../warn.js";
import { CallKey, TAIL } from "./callKey.js";
import { encodeKey } from "./encode.js";
import { readEnvironment, type Environment } from "./environment.js";
import { digestPrefix, PREFIX_BYTES, type Prefix } from "./prefix.js";
import { Walk } from "./walk.js";

/** What of a task counts in its keys. */
export interface KeyedTask {
  readonly name: string;
  readonly fingerprint: string;
  readonly ignore?: readonly number[] | undefined;
  readonly ignoreFrom?: number | undefined;
  readonly rest?: number | undefined;
  readonly env?: readonly string[] | undefined;
  /** What the variables of `env` held when the task was defined. */
  readonly loaded?: Environment | undefined;
}

/** What the bytes behind the prefix are; they begin with it. Never renumber them. */
const enum Tail {
  /** The general encoding of the arguments, which is short, as it replaces what is long by its digest. */
  General,
}

/**
 * Fills the key with the call of these arguments: the prefix, what kind of tail follows, and the tail.
 *
 * @throws TaskprintError when an argument cannot be keyed; the key is then not filled
 */
export function fillKey(key: CallKey, task: KeyedTask, { prefix, args }: { readonly prefix: Prefix; readonly args: readonly unknown[] }): void {
  const encoding = encodeArguments(task, keyedArguments(task, args));
  // From here on no code of the program runs.
  key.turn++;
  for (let at = 0; at < PREFIX_BYTES / 4; at++) key.words[at] = prefix.words[at] as number;
  key.bytes[PREFIX_BYTES] = Tail.General;
  key.bytes.set(encoding, TAIL);
  key.end(TAIL + encoding.length);
}

/**
 * The key of a call in the store, as a buffer of its own. The environment is read at each call, as a
 * program may change it.
 *
 * @throws TaskprintError when an argument or an environment variable cannot be keyed.
 */
export function digestKey(task: KeyedTask, account: string, args: readonly unknown[]): Buffer {
  const key = new CallKey();
  fillKey(key, task, { prefix: digestPrefix(task, account, readEnvironment(task)), args });
  return key.copy();
}

/**
 * The arguments that count. Trailing `undefined` is dropped, as `f(1)` and `f(1, undefined)` are one
 * call; not from a rest parameter, whose length the function sees.
 */
function keyedArguments(task: KeyedTask, args: readonly unknown[]): readonly unknown[] {
  if (task.ignore === undefined && task.ignoreFrom === undefined && args[args.length - 1] !== undefined) return args;
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
