import { currentAccount } from "./account.js";
import { callTask, refreshTask, usesCache } from "./call.js";
import type { CompiledFingerprint, CompiledTask } from "./compiled.js";
import { currentSettings } from "./config.js";
import type { Definition } from "./definition.js";
import { FORMAT } from "./digest.js";
import { TaskprintError } from "./errors.js";
import { outdateFlights } from "./flights.js";
import { digestScope } from "./key/key.js";
import { lookUp } from "./lookup.js";
import { makeCall } from "./madeCall.js";
import { badTtl, notCompiled, otherFormat, refusedAtCompileTime } from "./messages.js";
import { currentStore } from "./store/current.js";

/**
 * Any function, for code that is generic over tasks. Which functions can be a task is checked by the plugin.
 *
 * @example
 * ```ts
 * import type { Task, TaskFunction } from "taskprint";
 *
 * export function countStored<F extends TaskFunction>(work: Task<F>, calls: readonly Parameters<F>[]): number {
 *   return calls.filter((args) => work.isCached(...args)).length;
 * }
 * ```
 */
export type TaskFunction = (...args: never) => unknown;

/**
 * How a task is cached. The plugin reads `name`, `cacheVersion` and `ignore`: written any other way
 * than as literals they are compile errors (TP1023, TP1025), as is an `ignore` that names no parameter (TP1024).
 *
 * @example
 * ```ts
 * import { task } from "taskprint";
 *
 * declare function download(city: string): Promise<number>;
 *
 * export const temperature = task(
 *   async (city: string, log: (line: string) => void): Promise<number> => {
 *     log(`asking for ${city}`);
 *     return download(city);
 *   },
 *   { name: "temperature", cacheVersion: "2", ignore: ["log"], ttl: 60 * 60 * 1000 }, // an hour
 * );
 * ```
 */
export interface TaskOptions {
  /** The task's name, in place of the function's. Each task of a program needs its own. */
  readonly name?: string;
  /** `false` runs the function at every call and stores nothing. Default: `true`. */
  readonly cache?: boolean;
  /** Stands for the code: while it stays, editing the function keeps what was stored. */
  readonly cacheVersion?: string;
  /** Names of parameters that do not count for what a call's result is: a logger, a progress bar. */
  readonly ignore?: readonly string[];
  /** How long a result may be used, in milliseconds from its writing. Default: for ever. */
  readonly ttl?: number;
}

/**
 * What a task can do beside being called. `isCached`, `refresh` and `invalidate` throw TaskprintError
 * (TP2020 to TP2023) for arguments that cannot be keyed; `refresh` of an asynchronous task rejects with it.
 *
 * @example
 * ```ts
 * import { task } from "taskprint";
 *
 * const square = task(function square(side: number): number {
 *   return side * side;
 * });
 *
 * square(3);
 * console.log(square.isCached(3)); // true
 * square.refresh(3); // runs again, and overwrites
 * console.log(square.invalidate(3), square.invalidate(3)); // true false
 * console.log(square.clear()); // 0
 * ```
 */
export interface TaskMethods<F extends TaskFunction> {
  /** 64 hexadecimal digits over the task's name, signature, and code or version. */
  readonly fingerprint: string;
  /** Whether a call with these arguments, made now, would be answered from the store: never in the modes off and refresh. */
  isCached(...args: Parameters<F>): boolean;
  /** Runs the function whatever is stored, and overwrites it; in the modes off and readonly it only runs. */
  readonly refresh: F;
  /**
   * Removes the stored result of these arguments under the current account; returns whether there was
   * one. In the modes off and readonly it does nothing and returns false.
   */
  invalidate(...args: Parameters<F>): boolean;
  /**
   * Removes all results of the task's name under the current account, of whatever code; returns how
   * many. In the modes off and readonly it does nothing and returns 0.
   */
  clear(): number;
}

/**
 * A function whose results are kept: of the same type as the function, with a few methods.
 *
 * @example
 * ```ts
 * import type { Task } from "taskprint";
 *
 * export function measureAgain(measure: Task<(city: string) => number>, city: string): number {
 *   measure.invalidate(city);
 *   return measure(city);
 * }
 * ```
 */
export type Task<F extends TaskFunction> = F & TaskMethods<F>;

/**
 * Makes a function's results survive the process. A call whose name, types, code and inputs were seen
 * before is answered from the store; any other call runs the function. The taskprint plugin must have
 * compiled the call.
 *
 * @param fn called without `this`; its result must be plain data, or a promise of it
 * @param options how the results are kept; `ttl` is in milliseconds
 * @throws TaskprintError when the plugin did not compile the call (TP2001), refused it (TP2002) or is of
 * another version (TP2003), and when `ttl` is negative or no number (TP2004). A call throws it, or
 * rejects with it when the task is asynchronous, for arguments that cannot be keyed (TP2020 to TP2023)
 *
 * @example
 * ```ts
 * import { task } from "taskprint";
 *
 * declare const photo: Uint8Array;
 * declare function resize(photo: Uint8Array, width: number): Promise<Uint8Array>;
 *
 * const thumbnail = task(async function thumbnail(photo: Uint8Array, width: number): Promise<Uint8Array> {
 *   return resize(photo, width);
 * });
 *
 * await thumbnail(photo, 200); // runs
 * await thumbnail(photo, 200); // from the store, also tomorrow
 * ```
 */
export function task<F extends TaskFunction>(fn: F, options?: TaskOptions): Task<F>;
export function task(fn: TaskFunction, options?: TaskOptions, compiled?: unknown): unknown {
  return makeTask(define(fn as Definition["fn"], options ?? {}, compiled));
}

function define(fn: Definition["fn"], options: TaskOptions, compiled: unknown): Definition {
  const constants = assertCompiled(fn, compiled);
  const { cache = true, ttl } = options;
  if (ttl !== undefined && !(typeof ttl === "number" && ttl >= 0)) throw new TaskprintError(badTtl(constants.name, ttl));
  return { ...constants, fn, cache, ttl };
}

function assertCompiled(fn: Definition["fn"], compiled: unknown): CompiledFingerprint {
  if (!isCompiled(compiled)) throw new TaskprintError(notCompiled(typeof fn === "function" ? fn.name : ""));
  if ("refused" in compiled) throw new TaskprintError(refusedAtCompileTime(compiled.refused));
  if (compiled.format !== FORMAT) throw new TaskprintError(otherFormat(compiled.name, compiled.format, FORMAT));
  return compiled;
}

/** `[f, g].map(task)` passes a third argument, too; only the plugin's has a format. */
function isCompiled(compiled: unknown): compiled is CompiledTask {
  return typeof compiled === "object" && compiled !== null && "format" in compiled;
}

function makeTask(definition: Definition): unknown {
  const call = (...args: readonly unknown[]): unknown => callTask(definition, args);
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(definition.fn))) {
    if (!["prototype", "arguments", "caller"].includes(name)) Object.defineProperty(call, name, forwarded(definition.fn, name, property));
  }
  for (const [name, value] of Object.entries(methodsOf(definition))) Object.defineProperty(call, name, { value, enumerable: true, configurable: true });
  return call;
}

/** `name` and `length` are the function's own; what else it carries stays in step with the function. */
function forwarded(fn: object, name: string, property: PropertyDescriptor): PropertyDescriptor {
  if (name === "name" || name === "length") return property;
  const { enumerable = false } = property;
  return { enumerable, configurable: true, get: () => Reflect.get(fn, name) as unknown, set: (value: unknown) => Reflect.set(fn, name, value) };
}

function methodsOf(definition: Definition): TaskMethods<Definition["fn"]> {
  return {
    fingerprint: definition.fingerprint,
    isCached: (...args) => isCached(definition, args),
    refresh: (...args) => refreshTask(definition, args),
    invalidate: (...args) => invalidate(definition, args),
    clear: () => clear(definition),
  };
}

function isCached(definition: Definition, args: readonly unknown[]): boolean {
  const settings = currentSettings();
  if (!usesCache(definition, settings) || settings.mode === "refresh") return false;
  return lookUp(makeCall(definition, args)) !== undefined;
}

/** A run under way began before, so its result is not stored either. */
function invalidate(definition: Definition, args: readonly unknown[]): boolean {
  if (!mayRemove()) return false;
  const { key, store } = makeCall(definition, args);
  outdateFlights(key.toString("latin1"));
  return store?.delete(key) ?? false;
}

function clear(definition: Definition): number {
  if (!mayRemove()) return 0;
  const scope = digestScope(currentAccount(), definition.name);
  outdateFlights(scope.toString("latin1"));
  return currentStore()?.clearPrefix(scope) ?? 0;
}

function mayRemove(): boolean {
  const { mode } = currentSettings();
  return mode !== "off" && mode !== "readonly";
}
