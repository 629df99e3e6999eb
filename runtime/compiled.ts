/**
 * What the plugin injects as the third argument of a `task()` call. A call without it was not
 * compiled by the plugin and throws.
 */
export type CompiledTask = CompiledFingerprint | RefusedTask;

/** The constants of a task that compiled. */
export interface CompiledFingerprint {
  /** The format number of the plugin that wrote the constants; must be the runtime's `FORMAT`. */
  readonly format: number;
  readonly name: string;
  /** 64 hexadecimal digits over name, signature, and code or version. */
  readonly fingerprint: string;
  /** Whether every result is a promise by type: errors of the cache are then rejections, never throws. */
  readonly async: boolean;
  /** Positions of the parameters that `ignore` leaves out of the key, ascending; absent when there are none. */
  readonly ignore?: readonly number[];
  /** The position of an ignored rest parameter: every argument from there on is left out of the key. */
  readonly ignoreFrom?: number;
  /**
   * The position of a rest parameter. A function sees how many arguments its rest parameter took, so
   * `f(1)` and `f(1, undefined)` are two calls for it; elsewhere a trailing `undefined` does not count.
   */
  readonly rest?: number;
  /**
   * Names of the environment variables that the task's code reads, in code-unit order, each once. Their
   * values at the time of a call are part of its key; absent when there are none.
   */
  readonly env?: readonly string[];
  /**
   * A `TaskPlan` as JSON: what the types say of arguments and results, from which the runtime compiles
   * encoders. Absent when the types say nothing that helps.
   */
  readonly plan?: string;
}

/** A task that the plugin refused at compile time; defining it throws, even where the error was overlooked. */
export interface RefusedTask {
  readonly format: number;
  /** The compile error: its code and message. */
  readonly refused: string;
}
