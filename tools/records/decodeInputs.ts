import { CallKey, TAIL } from "#runtime/key/callKey";
import { fillKey } from "#runtime/key/key";
import { PREFIX_BYTES } from "#runtime/key/prefix";
import { taskCodec } from "#runtime/plan/taskCodec";
import type { TaskFacts } from "#runtime/records/taskLine";
import { decodeValue } from "#runtime/value/decode";
import { decodeFitted } from "./decodeFitted.js";
import { decodeGeneral } from "./decodeGeneral.js";
import { HiddenPart, type Inputs } from "./inputs.js";
import { Malformed, Reader } from "./reader.js";

/** Arguments that were kept beside a key. */
export interface Kept {
  readonly form: "fitted" | "value";
  readonly bytes: Buffer;
}

const UNKNOWN: Inputs = { kind: "unknown" };

/** What follows the prefix of a key, as `runtime/key/key.ts` numbers it. */
const [GENERAL, FITTED] = [0, 1];

/**
 * The arguments of a call, from its key and what was kept beside it. What was kept counts only if it gives the same key: a
 * damaged note, or one of arguments that changed meanwhile, is passed over.
 *
 * @param of the task, for its plan; without it, only keys without one can be read
 */
export function decodeInputs(key: Buffer, of: TaskFacts | undefined, kept: Kept | undefined): Inputs {
  const whole = kept && of && attempt(() => decodeKept(key, of, kept));
  return whole ?? attempt(() => inputsOf(decodeKey(key, of))) ?? UNKNOWN;
}

function decodeKept(key: Buffer, of: TaskFacts, { form, bytes }: Kept): Inputs {
  const args = form === "value" ? (decodeValue(bytes) as readonly unknown[]) : withoutTrailing(of, decodeFitted(of.plan ?? "", bytes));
  return isKeyOf(key, of, args) ? inputsOf(args) : UNKNOWN;
}

/** Whether these arguments give the part of the key that is about arguments. */
function isKeyOf(key: Buffer, of: TaskFacts, args: readonly unknown[]): boolean {
  const again = new CallKey();
  const { task: name, account, fingerprint, ignore, ignoreFrom, rest, plan } = of;
  const prefix = { account, environment: new Map<string, unknown>(), words: new Int32Array(PREFIX_BYTES / 4) };
  fillKey(again, { task: { name, fingerprint, ignore, ignoreFrom, rest, plan }, prefix, codec: taskCodec(plan), isLong: false }, args);
  return again.copy().subarray(PREFIX_BYTES).equals(key.subarray(PREFIX_BYTES));
}

/** @throws where the key holds a digest alone */
function decodeKey(key: Buffer, of: TaskFacts | undefined): readonly unknown[] {
  const kind = key[PREFIX_BYTES];
  const tail = key.subarray(TAIL);
  if (kind === FITTED && of?.plan !== undefined) return withoutTrailing(of, decodeFitted(of.plan, tail));
  if (kind !== GENERAL) throw new Malformed("they are a digest");
  const args = decodeGeneral(new Reader(tail));
  if (!Array.isArray(args)) throw new Malformed("they are no list of arguments");
  return args;
}

/** Trailing `undefined` is no argument; elements of a rest parameter are. */
function withoutTrailing({ rest }: TaskFacts, args: readonly unknown[]): readonly unknown[] {
  if (rest !== undefined && args.length > rest) return args;
  return args.slice(0, args.findLastIndex((arg) => arg !== undefined) + 1);
}

function inputsOf(args: readonly unknown[]): Inputs {
  return { kind: isHiding(args, new Set()) ? "parts" : "whole", args };
}

function isHiding(value: unknown, seen: Set<unknown>): boolean {
  if (typeof value !== "object" || value === null || seen.has(value)) return false;
  if (value instanceof HiddenPart) return true;
  seen.add(value);
  if (ArrayBuffer.isView(value)) return false;
  const inside: unknown[] = value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : [];
  return [...inside, ...Object.values(value)].some((part) => isHiding(part, seen));
}

function attempt(read: () => Inputs): Inputs | undefined {
  try {
    const inputs = read();
    return inputs.kind === "unknown" ? undefined : inputs;
  } catch {
    return undefined;
  }
}
