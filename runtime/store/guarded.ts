import { storeBroken, storeFull, storeVanished } from "../messages.js";
import { causeText, warnOnce } from "../warn.js";
import { adviceFor } from "./advice.js";
import { isFull, StoreFull, StoreVanished } from "./failures.js";
import type { Store } from "./store.js";

/**
 * A store that never throws: the first failure is one warning, and after it tasks run uncached. A full
 * disk leaves the store in use; but after a write that failed inside LMDB it is only read, as each
 * such failure can harm the process.
 */
export class GuardedStore {
  #isUsable = true;
  #isWritable = true;

  constructor(
    readonly dir: string,
    readonly store: Store,
  ) {}

  /** False once a failure or `close` has ended its use. */
  get isUsable(): boolean {
    return this.#isUsable;
  }

  get(key: Buffer): Buffer | undefined {
    return this.#attempt(() => this.store.get(key), undefined);
  }

  /** Returns whether the entry was written. */
  put(key: Buffer, value: Buffer): boolean {
    return this.#attemptWrite(() => {
      this.store.put(key, value);
      return true;
    }, false);
  }

  delete(key: Buffer): boolean {
    return this.#attemptWrite(() => this.store.delete(key), false);
  }

  clearPrefix(prefix: Buffer): number {
    return this.#attemptWrite(() => this.store.clearPrefix(prefix), 0);
  }

  /** After it, reads find nothing and writes do nothing: a call may end later than the store. */
  close(): void {
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

  #fail(error: unknown): void {
    if (isFull(error)) {
      this.#isWritable = error instanceof StoreFull;
      return warnOnce(this.dir, storeFull(this.dir, causeText(error)));
    }
    this.#isUsable = false;
    const isGone = error instanceof StoreVanished;
    warnOnce(this.dir, isGone ? storeVanished(this.dir) : storeBroken(this.dir, causeText(error), adviceFor(error)));
  }
}
