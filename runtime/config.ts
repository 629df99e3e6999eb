import { TaskprintError } from "./errors.js";
import type { TaskEvent } from "./events.js";
import { longestWait, type SingleFlight } from "./singleFlightOption.js";
import { loadTracer, type Tracer } from "./tracing.js";
import { unknownOption } from "./unknownOption.js";
import { badAccount, badConfiguration, badDirectory, badListener, badMaxAge, badMaxSize, badMode, badShare, badSingleFlight, badTracing } from "./messages.js";

/**
 * How the cache is used: `"on"` reads and writes, `"off"` runs every task and touches no store,
 * `"refresh"` runs every task and overwrites what was stored, `"readonly"` reads and never writes.
 *
 * @example
 * ```ts
 * import { configure, type Mode } from "taskprint";
 *
 * const mode: Mode = process.argv.includes("--again") ? "refresh" : "on";
 * configure({ mode });
 * ```
 */
export type Mode = "on" | "off" | "refresh" | "readonly";

/**
 * What `configure` sets. A property that is left out stays as it was.
 *
 * @example
 * ```ts
 * import { configure, type Configuration } from "taskprint";
 *
 * const shared: Configuration = { dir: "/var/cache/my-app", account: "team-a" };
 * configure({ ...shared, mode: "readonly" });
 * ```
 */
export interface Configuration {
  /** The store's directory, against the working directory. Default: `TASKPRINT_DIR`, or `.taskprint/` beside the nearest package.json above the working directory. */
  readonly dir?: string;
  /** The account of calls outside `withAccount`. Default: `TASKPRINT_ACCOUNT`, or `"default"`. */
  readonly account?: string;
  /** Default: `TASKPRINT_MODE`, or `"on"`. */
  readonly mode?: Mode;
  /**
   * How many bytes the data file of the store may have, 2 MiB at least; results that were not used for longest
   * make room for new ones. A result of more than a tenth of it is not stored. Default: `TASKPRINT_MAX_SIZE`, or no limit.
   */
  readonly maxSize?: number;
  /** How long results are used and kept, in milliseconds since they were written. Default: `TASKPRINT_MAX_AGE`, or for ever. */
  readonly maxAge?: number;
  /** Called after each call of a task, with what happened. Must not throw. */
  readonly onEvent?: (event: TaskEvent) => void;
  /** Whether one process at a time runs a call of any task that does not say otherwise. Default: false. */
  readonly singleFlight?: SingleFlight;
  /**
   * Which share of hits, from 0 to 1, is held against a run, to find tasks that are not deterministic: the hit counts, and
   * a difference is a warning (TP2032). Default: 0.
   */
  readonly verify?: number;
  /** Whether each call is a span of OpenTelemetry, whose API (`@opentelemetry/api`) must be installed. Default: false. */
  readonly tracing?: boolean;
}

/** The configuration that is in force. A new object after every change. */
export interface Settings {
  /** As it was given; undefined means the default place. */
  readonly dir: string | undefined;
  readonly account: string;
  readonly mode: Mode;
  readonly maxSize: number | undefined;
  readonly maxAge: number | undefined;
  readonly onEvent: ((event: TaskEvent) => void) | undefined;
  /** How long, in milliseconds, a call waits at most for another process that runs the same; 0 when it does not. */
  readonly singleFlight: number;
  readonly verify: number;
  /** Whether each miss is explained on stderr: TASKPRINT_EXPLAIN. */
  readonly explain: boolean;
  /** Undefined when calls are not traced. */
  readonly tracer: Tracer | undefined;
}

/** LMDB itself takes some pages, and what is too small holds nothing. */
const LEAST_SIZE = 2 * 1024 * 1024;

const MODES: readonly unknown[] = ["on", "off", "refresh", "readonly"] satisfies readonly Mode[];

const SETTINGS = Object.keys({ dir: true, account: true, mode: true, maxSize: true, maxAge: true, onEvent: true, singleFlight: true, verify: true, tracing: true } satisfies Record<keyof Configuration, true>);

let explicit: Configuration = {};
let settings: Settings | undefined;
let tracer: Tracer | undefined;

/**
 * Sets how tasks are cached from now on. What is given here wins over the environment variables
 * `TASKPRINT_DIR`, `TASKPRINT_ACCOUNT` and `TASKPRINT_MODE`, which are read again. Another `dir`
 * closes the store that was open.
 *
 * @param configuration what to change
 * @throws TaskprintError (TP2010 to TP2014) that names a wrong value or setting; nothing is changed then. A wrong
 * `TASKPRINT_MODE` is thrown (TP2010) by the first call of a task instead
 *
 * @example
 * ```ts
 * import { configure } from "taskprint";
 *
 * configure({ dir: ".cache/tasks", onEvent: (event) => console.log(event.task, event.outcome, event.savedMs) });
 * ```
 */
export function configure(configuration: Configuration): void {
  if (typeof configuration !== "object" || configuration === null) throw new TaskprintError(badConfiguration(configuration, SETTINGS.join(", ")));
  const unknown = unknownOption(configuration, SETTINGS);
  if (unknown !== undefined) throw new TaskprintError(badConfiguration(unknown, SETTINGS.join(", ")));
  const given = Object.entries(configuration).filter(([, value]) => value !== undefined);
  const merged: Configuration = { ...explicit, ...(Object.fromEntries(given) as Configuration) };
  assertConfiguration(merged, "configure()");
  explicit = merged;
  settings = undefined;
  tracer = merged.tracing ? loadTracer() : undefined;
}

/** What a worker thread of this process is to be configured with: functions stay where they are. */
export function shareableConfiguration(): Configuration {
  const { onEvent: _onEvent, tracing: _tracing, ...shared } = explicit;
  return shared;
}

/** What traces calls; undefined when they are not traced. */
export function activeTracer(): Tracer | undefined {
  return tracer;
}

/** The configuration in force; the environment is read at the first use and after `configure`. */
export function currentSettings(): Settings {
  return (settings ??= readSettings());
}

function readSettings(): Settings {
  const dir = explicit.dir ?? (process.env["TASKPRINT_DIR"] || undefined);
  const account = explicit.account ?? (process.env["TASKPRINT_ACCOUNT"] || "default");
  const mode = explicit.mode ?? (process.env["TASKPRINT_MODE"] || "on");
  assertMode(mode, "TASKPRINT_MODE");
  const maxSize = finite(explicit.maxSize ?? readNumber("TASKPRINT_MAX_SIZE"));
  const maxAge = finite(explicit.maxAge ?? readNumber("TASKPRINT_MAX_AGE"));
  assertLimits({ maxSize, maxAge }, "the environment");
  const singleFlight = longestWait(explicit.singleFlight ?? false) ?? 0;
  return { dir, account, mode, maxSize, maxAge, onEvent: explicit.onEvent, singleFlight, verify: explicit.verify ?? 0, explain: isAsked(process.env["TASKPRINT_EXPLAIN"]), tracer };
}

function assertConfiguration({ dir, account, mode, maxSize, maxAge, onEvent, singleFlight, verify, tracing }: Configuration, where: string): void {
  if (mode !== undefined) assertMode(mode, where);
  if (dir !== undefined && !isText(dir)) throw new TaskprintError(badDirectory(where, dir));
  if (account !== undefined && !isText(account)) throw new TaskprintError(badAccount(where, account));
  assertLimits({ maxSize, maxAge }, where);
  if (onEvent !== undefined && typeof onEvent !== "function") throw new TaskprintError(badListener(onEvent));
  if (singleFlight !== undefined && longestWait(singleFlight) === undefined) throw new TaskprintError(badSingleFlight("configure()", singleFlight));
  if (verify !== undefined && !isShare(verify)) throw new TaskprintError(badShare("configure()", verify));
  if (tracing !== undefined && typeof tracing !== "boolean") throw new TaskprintError(badTracing(tracing));
}

/** A variable that is empty or 0 asks for nothing. */
function isAsked(text: string | undefined): boolean {
  return text !== undefined && text !== "" && text !== "0";
}

function readNumber(name: string): number | undefined {
  const text = process.env[name];
  return text ? Number(text) : undefined;
}

/** A limit that is infinite is none. */
function finite(limit: number | undefined): number | undefined {
  return limit === Infinity ? undefined : limit;
}

interface GivenLimits {
  readonly maxSize?: unknown;
  readonly maxAge?: unknown;
}

function assertLimits({ maxSize, maxAge }: GivenLimits, where: string): void {
  if (maxSize !== undefined && !(typeof maxSize === "number" && maxSize >= LEAST_SIZE)) throw new TaskprintError(badMaxSize(where, maxSize));
  if (maxAge !== undefined && !(typeof maxAge === "number" && maxAge >= 0)) throw new TaskprintError(badMaxAge(where, maxAge));
}

function assertMode(mode: unknown, where: string): asserts mode is Mode {
  if (!MODES.includes(mode)) throw new TaskprintError(badMode(where, mode));
}

/** Whether a value is a share, from 0 to 1. */
export function isShare(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
