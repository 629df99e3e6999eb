import type { CallKey } from "../key/callKey.js";
import { flushAtExit, forgetAtExit, isAtExit } from "./exit.js";
import { isFull, StoreFull } from "./failures.js";
import { lentFrom, type Lent } from "./lent.js";
import { WriteQueue } from "./queue.js";
import type { Store } from "./store.js";
import { warnOfTrouble } from "./trouble.js";

/**
 * A store that never throws: the first failure is one warning, and after it tasks run uncached. A full
 * disk leaves the store in use; but after a write that failed inside LMDB it is only read, as each
 * such failure can harm the process.
 *
 * Results wait in a queue for a millisecond, or until their runs took ten together, and are then written in one
 * commit; here they are found at once.
 */
export class GuardedStore {
  #isUsable = true;
  #isWritable = true;

  readonly #queue = new WriteQueue();
  #timer: NodeJS.Timeout | undefined;
  readonly #flush = (): boolean => this.flush();
  readonly #atExit = (): void => {
    this.flush();
    this.store.atExit?.();
  };

  constructor(
    readonly dir: string,
    readonly store: Store,
  ) {
    flushAtExit(this.#atExit);
  }

  /** False once a failure or `close` has ended its use. */
  get isUsable(): boolean {
    return this.#isUsable;
  }

  /** Whether it can hold off other processes. */
  get isExclusive(): boolean {
    return this.#isWritable && this.#attempt(() => this.store.exclusively !== undefined && this.store.refusal === undefined, false);
  }

  /** See `Store`. */
  get isAsleep(): boolean {
    return this.store.isAsleep === true;
  }

  /** See `Store`. Written out, as it is on the way of every hit. */
  lend(key: CallKey): Lent | undefined {
    if (!this.#isUsable) return undefined;
    const waiting = this.#queue.size > 0 ? this.#queue.get(key.copy()) : undefined;
    if (waiting) return lentFrom(waiting);
    try {
      return this.store.lend(key);
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  /** Not to be changed: it may be the buffer that waits to be written. */
  get(key: Buffer): Buffer | undefined {
    const waiting = this.#queue.size > 0 ? this.#queue.get(key) : undefined;
    return waiting ?? this.#attempt(() => this.store.get(key), undefined);
  }

  /**
   * Returns whether the entry was written, or waits for it.
   *
   * @param value is kept, and must not be changed
   * @param workMs how long the run took whose result it is, in milliseconds
   */
  put(key: Buffer, value: Buffer, workMs: number): boolean {
    if (!this.#isUsable || !this.#isWritable) return false;
    if (this.store.refusal) return this.#fail(this.store.refusal);
    this.#queue.add(key, value, workMs);
    if (this.#queue.isDue || isAtExit()) return this.flush();
    // By a timer, as the loop waits for no immediate that lets the process end.
    this.#timer ??= setTimeout(this.#flush, 0).unref();
    return true;
  }

  /** Commits what waits; returns whether it could. */
  flush(): boolean {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#queue.size === 0) return true;
    const writes = this.#queue.take();
    return this.#attemptWrite(() => {
      this.store.putAll(writes);
      return true;
    }, false);
  }

  delete(key: Buffer): boolean {
    this.flush();
    return this.#attemptWrite(() => this.store.delete(key), false);
  }

  clearPrefix(prefix: Buffer): number {
    this.flush();
    return this.#attemptWrite(() => this.store.clearPrefix(prefix), 0);
  }

  /**
   * Runs `action` while no other process opens or writes, and returns what it returned; undefined when that cannot
   * be, or the action failed. What it touches beside the entries is no reason to give the store up.
   */
  exclusively<T>(action: () => T): T | undefined {
    if (!this.#isUsable || !this.#isWritable) return undefined;
    try {
      return this.store.exclusively?.(action);
    } catch {
      return undefined;
    }
  }

  /** After it, reads find nothing and writes do nothing: a call may end later than the store. */
  close(): void {
    this.flush();
    forgetAtExit(this.#atExit);
    this.#attempt(() => this.store.close(), undefined);
    this.#isUsable = false;
  }

  #attemptWrite<T>(action: () => T, otherwise: T): T {
    return this.#isWritable ? this.#attempt(action, otherwise) : otherwise;
  }

  #attempt<T>(action: () => T, otherwise: T): T {
    if (!this.#isUsable) return otherwise;
    try {
      return action();
    } catch (error) {
      this.#fail(error);
      return otherwise;
    }
  }

  /** Returns false: nothing was written. */
  #fail(error: unknown): false {
    if (isFull(error)) this.#isWritable = error instanceof StoreFull;
    else this.#isUsable = false;
    warnOfTrouble(this.dir, error);
    return false;
  }
}
