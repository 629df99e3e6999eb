import { hash } from "node:crypto";
import { TaskprintError } from "../errors.js";
import { tooDeep, unreadable } from "../messages.js";
import { NO_ROOM, type Codec } from "../plan/codec.js";
import { taskCodec } from "../plan/taskCodec.js";
import { causeText } from "../warn.js";
import { CallKey, TAIL } from "./callKey.js";
import { encodeKey } from "./encode.js";
import { readEnvironment, type Environment } from "./environment.js";
import { encodeFitted, lastFitted } from "./fitted.js";
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
  readonly plan?: string | undefined;
}

/** What the keys of a task's calls are made with. */
export interface Keying {
  readonly task: KeyedTask;
  readonly prefix: Prefix;
  readonly codec: Codec;
  /** Whether the last call's encoding was long: then so, mostly, is the next one's. */
  isLong: boolean;
}

/** What the bytes behind the prefix are; they begin with it. Never renumber them. */
export const enum Tail {
  /** The general encoding of the arguments, which is short, as it replaces what is long by its digest. */
  General,
  /** What the codec of the task's types makes of them. */
  Fitted,
  /** The SHA-256 of that, where it is long. */
  FittedDigest,
}

/** Up to this length an encoding is part of the key itself: longer keys cost a look-up more than the digest. */
const INLINE = 128;

/**
 * Fills the key with the call of these arguments: the prefix, what kind of tail follows, and the tail.
 *
 * @throws TaskprintError when an argument cannot be keyed; the key is then not filled
 */
export function fillKey(key: CallKey, keying: Keying, args: readonly unknown[]): void {
  const turn = ++key.turn;
  let end: number = NO_ROOM;
  try {
    if (!keying.isLong) end = keying.codec.encodeKey(args, key.bytes, TAIL);
  } catch {
    // What cannot be read does not fit.
  }
  if (end < 0 || end > TAIL + INLINE || key.turn !== turn) return fillApart(key, keying, args);
  startKey(key, keying.prefix, Tail.Fitted);
  key.end(end);
}

/** For long encodings, arguments that do not fit, and where code of the program filled the key meanwhile. */
function fillApart(key: CallKey, keying: Keying, args: readonly unknown[]): void {
  const fits = encodeFitted(keying.codec, args, (encoding) => {
    keying.isLong = encoding.length > INLINE;
    if (keying.isLong) {
      fillTail(key, keying.prefix, { kind: Tail.FittedDigest, bytes: hash("sha256", encoding, "buffer") });
      lastFitted.remember(encoding, key.turn);
    } else fillTail(key, keying.prefix, { kind: Tail.Fitted, bytes: encoding });
  });
  if (fits) return;
  keying.isLong = false;
  fillTail(key, keying.prefix, { kind: Tail.General, bytes: encodeArguments(keying.task, keyedArguments(keying.task, args)) });
}

function fillTail(key: CallKey, prefix: Prefix, { kind, bytes }: { readonly kind: Tail; readonly bytes: Uint8Array }): void {
  key.turn++;
  startKey(key, prefix, kind);
  key.bytes.set(bytes, TAIL);
  key.end(TAIL + bytes.length);
}

function startKey(key: CallKey, prefix: Prefix, kind: Tail): void {
  key.bytes[PREFIX_BYTES] = kind;
  if (key.prefix === prefix) return;
  const { words } = prefix;
  for (let at = 0; at < PREFIX_BYTES / 4; at++) key.words[at] = words[at] as number;
  key.prefix = prefix;
}

/**
 * The key of a call in the store, as a buffer of its own. The environment is read at each call, as a
 * program may change it.
 *
 * @throws TaskprintError when an argument or an environment variable cannot be keyed.
 */
export function digestKey(task: KeyedTask, account: string, args: readonly unknown[]): Buffer {
  const key = new CallKey();
  const prefix = digestPrefix(task, account, readEnvironment(task));
  fillKey(key, { task, prefix, codec: taskCodec(task.plan), isLong: false }, args);
  return key.copy();
}

/**
 * The arguments that count. Trailing `undefined` is dropped, as `f(1)` and `f(1, undefined)` are one
 * call; not from a rest parameter, whose length the function sees.
 */
export function keyedArguments(task: KeyedTask, args: readonly unknown[]): readonly unknown[] {
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
