/** A task as a worker thread finds it, once it has loaded the module that defines it. */
export interface WorkerTask {
  readonly fingerprint: string;
  readonly fn: (...args: readonly unknown[]) => unknown;
}

/** Under a symbol that all copies of taskprint share: the module may load another than the thread was started with. */
const KEY = Symbol.for("taskprint.workerTasks");

const holder = globalThis as { [KEY]?: Map<string, WorkerTask> };

/** The tasks of this thread by name; undefined in a thread that is none of taskprint's workers. */
export function workerTasks(): Map<string, WorkerTask> | undefined {
  return holder[KEY];
}

/** Makes this thread one of taskprint's workers. */
export function beWorker(): Map<string, WorkerTask> {
  return (holder[KEY] ??= new Map());
}
