import { currentAccount } from "./account.js";
import { callOf, callTask, refreshTask, usesCache } from "./call.js";
import type { CompiledFingerprint, CompiledTask } from "./compiled.js";
import { currentSettings } from "./config.js";
import { countersFor } from "./counters.js";
import type { Definition } from "./definition.js";
import { FORMAT } from "./digest.js";
import { TaskprintError } from "./errors.js";
import { outdateFlights } from "./flights.js";
import { readEnvironment } from "./key/environment.js";
import { digestScope } from "./key/prefix.js";
import { lookUp, MISS } from "./lookup.js";
import { keyCall } from "./madeCall.js";
import type { MapOptions } from "./map/mapTypes.js";
import { notCompiled, otherFormat, refusedAtCompileTime } from "./messages.js";
import { prepare } from "./prepared.js";
import { statsOf } from "./stats.js";
import { currentStore } from "./store/current.js";
import { readOptions } from "./taskOptions.js";
import type { Task, TaskFunction, TaskMethods, TaskOptions } from "./taskTypes.js";
import { inWorker } from "./worker/inWorker.js";

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
  return makeTask(define(fn as Definition["fn"], options ?? {}, compiled), fn);
}

function define(fn: Definition["fn"], options: TaskOptions, compiled: unknown): Definition {
  const constants = assertCompiled(fn, compiled);
  const { name, fingerprint, async, ignore, ignoreFrom, rest, env, plan } = constants;
  const { cache, ttl, singleFlight, verify, worker } = readOptions(name, options);
  const loaded = env && readEnvironment(constants);
  // Every definition has the same properties in the same order, so that the code of a hit meets one shape.
  return { name, fingerprint, async, ignore, ignoreFrom, rest, env, loaded, plan, fn: worker ? inWorker(constants, fn, task) : fn, cache, ttl, singleFlight, verify, counters: countersFor(name), prepared: undefined };
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

/** @param fn what the program wrote; a worker thread may run it */
function makeTask(definition: Definition, fn: TaskFunction): unknown {
  const call = (...args: readonly unknown[]): unknown => callTask(definition, args);
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(fn))) {
    if (!["prototype", "arguments", "caller"].includes(name)) Object.defineProperty(call, name, forwarded(fn, name, property));
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
    map: (async (inputs: Iterable<unknown>, options: MapOptions = {}) =>
      (await import("./map/map.js")).mapTask(definition, inputs, options)) as TaskMethods<Definition["fn"]>["map"],
    stats: () => statsOf(definition.name, definition.counters),
  };
}

function isCached(definition: Definition, args: readonly unknown[]): boolean {
  const settings = currentSettings();
  if (!usesCache(definition, settings) || settings.mode === "refresh") return false;
  const prepared = prepare(definition);
  keyCall(prepared, args);
  return lookUp(prepared) !== MISS;
}

/** A run under way began before, so its result is not stored either. */
function invalidate(definition: Definition, args: readonly unknown[]): boolean {
  if (!mayRemove()) return false;
  const { key, store } = callOf(definition, args);
  outdateFlights(key);
  return store?.delete(Buffer.from(key, "latin1")) ?? false;
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
