/**
 * How far `task.map` has come. `done` of `total` inputs have an outcome: `hits` from the store or from the run of an equal input, `failed`
 * with an error, the others by a run.
 *
 * @example
 * ```ts
 * import type { MapProgress } from "taskprint";
 *
 * export const percent = ({ done, total }: MapProgress): number => Math.floor((100 * done) / total);
 * ```
 */
export interface MapProgress {
  readonly done: number;
  readonly total: number;
  readonly hits: number;
  readonly failed: number;
}

/**
 * How `task.map` goes about many inputs.
 *
 * @example
 * ```ts
 * import { task, type MapOptions } from "taskprint";
 *
 * declare function download(city: string): Promise<number>;
 *
 * const temperature = task(async function temperature(city: string): Promise<number> {
 *   return download(city);
 * });
 *
 * const options: MapOptions = { concurrency: 4, signal: AbortSignal.timeout(60_000), progress: true };
 * const degrees = await temperature.map([["Oslo"], ["Lima"], ["Oslo"]], options);
 * const outcomes = await temperature.map([["Oslo"], ["Nowhere"]], { ...options, onError: "collect" });
 * console.log(degrees[1], outcomes[1]?.status);
 * ```
 */
export interface MapOptions {
  /** How many runs are under way at a time, at most. Default: as many as the machine has processors. */
  readonly concurrency?: number;
  /** Ends it early: no further run begins, and it rejects with the signal's reason. Runs under way go on, and are stored. */
  readonly signal?: AbortSignal;
  /**
   * `"stop"`: the first failure ends it, and it rejects with that. `"collect"`: each result is what
   * `Promise.allSettled` would give. Default: `"stop"`.
   */
  readonly onError?: "stop" | "collect";
  /** Called with each step. It must not throw; what it throws is a warning. */
  readonly onProgress?: (progress: MapProgress) => void;
  /** Whether a bar is shown on standard error, where that is a terminal. Default: false. */
  readonly progress?: boolean;
}

/**
 * One call for `task.map`: the list of its arguments; or the argument alone of a task with one parameter, where its type takes no
 * array, which would be read as a list of arguments.
 *
 * @example
 * ```ts
 * import type { MapInput } from "taskprint";
 *
 * const cities: MapInput<(city: string) => number>[] = ["Oslo", ["Lima"]];
 * ```
 */
export type MapInput<F extends (...args: never) => unknown> = Readonly<Parameters<F>> | AloneOf<Parameters<F>>;

type AloneOf<P extends readonly unknown[]> = P extends readonly [] ? never : P extends readonly [(infer A)?] ? ArrayFree<A> : never;

/** `unknown` and the like could be an array. */
type ArrayFree<A> = unknown[] extends A ? never : Extract<A, readonly unknown[]> extends never ? A : never;
