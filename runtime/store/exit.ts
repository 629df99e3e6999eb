const flushes = new Set<() => void>();
let isWatched = false;
let isEnding = false;

/**
 * Watches for the end of the process, or of the worker thread: by itself, by `process.exit()` or by an error that
 * nobody catches. To be called before lmdb is loaded: handlers run in the order of their registration, and
 * after lmdb's own nothing may be written any more.
 */
export function watchExit(): void {
  if (isWatched) return;
  isWatched = true;
  process.on("exit", () => {
    isEnding = true;
    for (const flush of flushes) flush();
  });
}

/** Adds what flushes at the end. It must not throw. */
export function flushAtExit(flush: () => void): void {
  flushes.add(flush);
}

/** Takes it back. */
export function forgetAtExit(flush: () => void): void {
  flushes.delete(flush);
}

/** Whether the last handlers run: what is put now must be written at once. */
export function isAtExit(): boolean {
  return isEnding;
}
