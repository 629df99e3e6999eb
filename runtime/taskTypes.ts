import type { MapInput, MapOptions } from "./map/mapTypes.js";
import type { SingleFlight } from "./singleFlightOption.js";
import type { TaskStats } from "./stats.js";

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
 * How a task is cached. The plugin reads `name`, `cacheVersion`, `ignore` and `untracked`: written any
 * other way than as literals they are compile errors (TP1023, TP1025), as is an `ignore` that names no
 * parameter (TP1024) and an `untracked` that names nothing that the closure reaches (TP1109).
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
  /**
   * Under `"track": "closure"`, what the closure does not follow, by name: a variable that is assigned to
   * again, a helper whose changes do not matter, or a construct as its error names it (`"eval"`,
   * `"import()"`, `"process.env"`, `"Math.random"`). Whether it matters is then yours to say. A body alone
   * follows nothing, so there it is without effect.
   */
  readonly untracked?: readonly string[];
  /** How long a result may be used, in milliseconds from its writing. Default: for ever. */
  readonly ttl?: number;
  /**
   * Whether other processes and worker threads wait for a run of the same call and take its result, in place of
   * running it, too; `{ maxWait }` says for how many milliseconds at most. Default: what `configure` says.
   */
  readonly singleFlight?: SingleFlight;
  /**
   * Whether worker threads run the function, for work that keeps a processor busy. It must be asynchronous, and stand in a module that
   * a worker can load (not the program's main file); the package `piscina` must be installed. Default: false.
   */
  readonly worker?: boolean;
  /** Which share of hits, from 0 to 1, is held against a run. Default: what `configure` says. */
  readonly verify?: number;
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
  /**
   * Calls the task once for each input, and returns the results in the order of the inputs. What is stored is read at once, equal
   * inputs run once, and so many run at a time as `concurrency` says. An input is the list of the call's arguments, or, where a
   * task has one parameter that takes no array, the argument itself.
   *
   * @throws what the first failing run threw, unless failures are collected; `signal.reason` when it was aborted, and TaskprintError (TP2018)
   * for a wrong option: it rejects with them. What was finished until then is stored.
   */
  map(inputs: Iterable<MapInput<F>>, options: MapOptions & { readonly onError: "collect" }): Promise<PromiseSettledResult<Awaited<ReturnType<F>>>[]>;
  map(inputs: Iterable<MapInput<F>>, options?: MapOptions & { readonly onError?: "stop" }): Promise<Awaited<ReturnType<F>>[]>;
  /** What the calls of the task came to in this process so far, under all accounts. */
  stats(): TaskStats;
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
