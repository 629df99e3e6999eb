/** How long a call waits for another process when nothing else is said, in milliseconds. */
const DEFAULT_WAIT_MS = 600_000;

/**
 * Whether one process or worker thread at a time runs a call, while the others wait for its result.
 * `true` lets them wait up to ten minutes.
 *
 * @example
 * ```ts
 * import { configure, type SingleFlight } from "taskprint";
 *
 * const upToAnHour: SingleFlight = { maxWait: 3_600_000 };
 * configure({ singleFlight: upToAnHour });
 * ```
 */
export type SingleFlight = boolean | { readonly maxWait: number };

/** The longest wait in milliseconds, 0 for none; undefined when it is no such option. */
export function longestWait(option: unknown): number | undefined {
  if (typeof option === "boolean") return option ? DEFAULT_WAIT_MS : 0;
  if (typeof option !== "object" || option === null || !("maxWait" in option)) return undefined;
  const { maxWait } = option;
  return typeof maxWait === "number" && maxWait >= 0 ? maxWait : undefined;
}
