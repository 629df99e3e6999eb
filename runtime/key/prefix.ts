import { digestBytes } from "../digest.js";
import { environmentFields, type Environment } from "./environment.js";
import type { KeyedTask } from "./key.js";

/** The length of the part of a key that all entries of one task's name and account share. */
export const SCOPE_BYTES = 16;

const IDENTITY_BYTES = 32;

export const PREFIX_BYTES = SCOPE_BYTES + IDENTITY_BYTES;

/** The part of a key that calls of a task share as long as account and environment stay. */
export interface Prefix {
  readonly account: string;
  readonly environment: Environment;
  /** In the machine's own order. */
  readonly words: Int32Array;
}

/**
 * The first part of a key: whose results they are. `clear()` removes all entries that begin with it. It is
 * short, as it only finds what to remove; what keeps results apart is the identity behind it, which covers
 * the same again at full length.
 */
export function digestScope(account: string, name: string): Buffer {
  return digestBytes("scope", [account, name]).subarray(0, SCOPE_BYTES);
}

/**
 * The scope, and the identity: all that a key depends on but the arguments. The positions that are ignored
 * are part of it, so that a call keyed without an argument can never meet a result that was stored with it; so
 * is the plan, as fitted encodings of two plans could be the same bytes.
 *
 * @throws TaskprintError when an environment variable holds no text
 */
export function digestPrefix(task: KeyedTask, account: string, environment: Environment): Prefix {
  const ignored = JSON.stringify([task.ignore ?? [], task.ignoreFrom ?? null]);
  const variables = environmentFields(task.name, environment, task.loaded ?? new Map());
  const identity = digestBytes("identity", [account, task.name, task.fingerprint, ignored, task.plan ?? "", ...variables]);
  const bytes = new Uint8Array(PREFIX_BYTES);
  bytes.set(digestScope(account, task.name));
  bytes.set(identity, SCOPE_BYTES);
  return { account, environment, words: new Int32Array(bytes.buffer) };
}
