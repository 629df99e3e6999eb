/** Tasks for worker threads, in a module that a worker can load. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { compiled, constants, injected } from "../support/compiled.js";

const isAsync = (name: string): object => constants(name, { async: true });
const nap = (ms: number): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

export const where = injected(async (at: number) => ({ at, thread: threadId }), { worker: true }, isAsync("where"));

export const same = injected(async (value: unknown): Promise<unknown> => value, { worker: true }, isAsync("same"));

/** Stands still until so many calls do; returns the thread. */
export const meet = injected(
  async (place: string, at: number, count: number): Promise<number> => {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, String(at)), "");
    for (let left = 4000; readdirSync(place).length < count && left > 0; left--) nap(5);
    return readdirSync(place).length < count ? -1 : threadId;
  },
  { worker: true },
  isAsync("meet"),
);

export const inner = compiled("workerInner", (at: number) => ({ at, thread: threadId }));
export const outer = injected(async (at: number) => inner(at), { worker: true }, isAsync("workerOuter"));

export const failing = injected(
  async (at: number): Promise<number> => {
    if (at < 0) throw new RangeError(`${at} is negative`);
    return at;
  },
  { worker: true },
  isAsync("workerFailing"),
);

const thrown: Record<string, () => unknown> = {
  enoent: () => readdirSync("/nowhere/at/all"),
  nested: () => Object.assign(new AggregateError([Object.assign(new TypeError("one"), { code: "ONE" })], "all", { cause: Object.assign(new Error("why"), { code: "WHY" }) }), { f: () => 1, when: new Date(5) }),
  object: () => ({ a: 1, f: () => 1, list: [1, () => 1, { code: "IN" }] }),
  cycle: () => {
    const error = new RangeError("round");
    error.cause = error;
    return error;
  },
  text: () => "text",
};

/** Throws what has that name. */
export const throwing = injected(
  async (name: string): Promise<number> => {
    throw thrown[name]?.();
  },
  { worker: true },
  isAsync("workerThrowing"),
);

let depth = 0;
/** Calls itself with the same input, in the worker. */
export const again: (at: number) => Promise<number> = injected(async (at: number): Promise<number> => (depth++ < 3 ? (await again(at)) + 1 : 0), { worker: true }, isAsync("workerAgain"));

export const variable = injected(async (): Promise<string | undefined> => process.env["TASKPRINT_TEST_WORKER"], { worker: true }, constants("workerVariable", { async: true, env: ["TASKPRINT_TEST_WORKER"] }));

export const onlyHere = threadId === 0 ? injected(async (at: number) => at, { worker: true }, isAsync("onlyHere")) : undefined;
