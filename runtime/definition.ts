import type { Counters } from "./counters.js";
import type { KeyedTask } from "./key/key.js";
import type { Prepared } from "./prepared.js";

/** A task as the runtime sees it: the compiled constants and the options that count at run time. */
export interface Definition extends KeyedTask {
  readonly fn: (...args: readonly unknown[]) => unknown;
  /** Whether every result is a promise by type: then a call never throws, it rejects. */
  readonly async: boolean;
  /** False when every call is to run. */
  readonly cache: boolean;
  /** How long a result may be used, in milliseconds from its writing. */
  readonly ttl: number | undefined;
  /**
   * How long, in milliseconds, a call waits at most for another process that runs the same; 0 when it does not
   * wait, undefined when the configuration decides.
   */
  readonly singleFlight: number | undefined;
  /** Which share of its hits is held against a run; undefined when the configuration decides. */
  readonly verify: number | undefined;
  /** What its calls came to. */
  readonly counters: Counters;
  /** What the last call was prepared with; the next one mostly finds it as it was. */
  prepared: Prepared | undefined;
}
