import { task, type Task, type TaskFunction, type TaskOptions } from "taskprint";
import type { CompiledFingerprint } from "#runtime/compiled";
import { FORMAT } from "#runtime/digest";

type Injecting = <F extends TaskFunction>(fn: F, options: TaskOptions | undefined, compiled: unknown) => Task<F>;

/** `task` with its third argument, which the plugin adds after the types were checked. */
export const injected = task as unknown as Injecting;

/** The constants that the plugin would inject for a task of that name. */
export function constants(name: string, overrides: Partial<CompiledFingerprint> = {}): CompiledFingerprint {
  return { format: FORMAT, name, fingerprint: "0123456789abcdef".repeat(4), async: false, ...overrides };
}

/** A task as the plugin compiles it. An `async` function is told by its class. */
export function compiled<F extends TaskFunction>(name: string, fn: F, options?: TaskOptions, overrides?: Partial<CompiledFingerprint>): Task<F> {
  const isAsync = fn.constructor.name === "AsyncFunction";
  return injected(fn, options, constants(name, { async: isAsync, ...overrides }));
}
