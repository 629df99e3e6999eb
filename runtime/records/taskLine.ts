import type { Environment } from "../key/environment.js";
import { PREFIX_BYTES, SCOPE_BYTES } from "../key/prefix.js";
import type { Call } from "../madeCall.js";
import { hexOf } from "./hex.js";
import type { Line } from "./lines.js";
import { digestVariable, makeSalt } from "./salt.js";

/** By name, a salted digest of what a variable held; null where it was unset. */
export type VariableDigests = Readonly<Record<string, string | null>>;

/**
 * What of a task and of its surroundings is part of its keys. The first 48 bytes of a key, scope and identity, say that
 * two calls agree in it, but not what it is.
 */
export interface TaskFacts {
  /** 32 hexadecimal digits, for account and name. */
  readonly scope: string;
  /** 64 hexadecimal digits, over everything here up to `loaded`. */
  readonly identity: string;
  readonly task: string;
  readonly account: string;
  readonly fingerprint: string;
  /** What the types say of arguments and results: JSON of a `TaskPlan`. */
  readonly plan?: string | undefined;
  readonly ignore?: readonly number[] | undefined;
  readonly ignoreFrom?: number | undefined;
  readonly rest?: number | undefined;
  /** Of the variables that the code reads. */
  readonly environment?: VariableDigests | undefined;
  /** Of those that had another value when the task was defined, that one. */
  readonly loaded?: VariableDigests | undefined;
  /** How long results are used, in milliseconds from their writing; no part of the key. */
  readonly ttl?: number | undefined;
}

/** A line of `tasks.jsonl`. */
export interface TaskLine extends Line, TaskFacts {}

/** What a task is noted with. */
export type TaskCall = Pick<Call, "task" | "account" | "environment" | "key" | "ttl">;

/** Whoever calls it holds off other processes, as the store's salt may have to be made. */
export function describeTask(dir: string, { task, account, environment, key, ttl }: TaskCall): TaskFacts {
  const { name, fingerprint, plan, ignore, ignoreFrom, rest } = task;
  const scope = hexOf(key, 0, SCOPE_BYTES);
  const identity = hexOf(key, SCOPE_BYTES, PREFIX_BYTES);
  return { scope, identity, task: name, account, fingerprint, plan, ignore, ignoreFrom, rest, ...describeEnvironment(dir, environment, task.loaded), ttl };
}

function describeEnvironment(dir: string, environment: Environment, loaded: Environment | undefined): Pick<TaskFacts, "environment" | "loaded"> {
  if (environment.size === 0) return {};
  const salt = makeSalt(dir);
  const digests = (variables: Iterable<readonly [string, unknown]>): VariableDigests =>
    Object.fromEntries([...variables].map(([name, value]) => [name, digestVariable(salt, name, value)]));
  const others = [...(loaded ?? [])].filter(([name, value]) => !Object.is(environment.get(name), value));
  return { environment: digests(environment), ...(others.length > 0 && { loaded: digests(others) }) };
}
