import { keyText, type CallKey, type KeyText } from "../key/callKey.js";
import { flushAtExit, forgetAtExit, isAtExit } from "./exit.js";
import { isFull, StoreFull, StoreVanished } from "./failures.js";
import { FileStore } from "./file.js";
import { lentFrom, type Lent } from "./lent.js";
import { WriteQueue, type Write } from "./queue.js";
import type { Store } from "./store.js";
import { warnOfTrouble } from "./trouble.js";
import { isFitting, keepBounds, largestCommit, noteEvery, type Limits } from "./bounds.js";
import type { Upkeep } from "./upkeep.js";
import { RecordLog } from "../records/recordLog.js";
import { UseLog } from "./uses.js";

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
  #isDoubted = false;

  /** How large and old the store may become; of the configuration in force. */
  limits: Limits = { maxSize: undefined, maxAge: undefined };
  readonly uses: UseLog | undefined;
  /** What tools will know of its entries. */
  readonly records: RecordLog | undefined;
  readonly #queue = new WriteQueue();
  /** How many bytes were put since uses were noted anew. */
  #sinceNotes = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #flush = (): boolean => this.flush();
  readonly #atExit = (): void => {
    this.flush();
    this.uses?.flush();
    this.store.atExit?.();
  };

  constructor(
    readonly dir: string,
    readonly store: Store,
  ) {
    if (!(store instanceof FileStore)) {
      this.uses = new UseLog(dir);
      this.records = new RecordLog(dir);
    }
    flushAtExit(this.#atExit);
  }

  /** False once a failure or `close` has ended its use, and while its file is gone. */
  get isUsable(): boolean {
    return this.#isUsable && this.store.isGone !== true;
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
    const waiting = this.#queue.size > 0 ? this.#queue.find(key) : undefined;
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
  put(key: Buffer | KeyText, value: Buffer, workMs: number): boolean {
    if (!this.#isUsable || !this.#isWritable) return false;
    // Asked once: the answer can be another one a moment later, when a store that was lost is there again.
    const { refusal } = this.store;
    if (refusal) return this.#fail(refusal);
    if (!isFitting(this.limits, value.length)) return false;
    const text = keyText(key);
    this.#queue.add(text, value, workMs);
    this.records?.accept(text);
    if (this.#queue.isDue(largestCommit(this.limits)) || isAtExit()) return this.flush();
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
    const isWritten = this.#attemptWrite(() => {
      this.#keepBounds(writes);
      this.store.putAll(writes, this.limits.maxSize);
      return true;
    }, false);
    if (isWritten) this.records?.flush(this);
    else this.records?.drop();
    return isWritten;
  }

  delete(key: Buffer): boolean {
    this.flush();
    return this.#attemptWrite(() => this.store.delete(key), false);
  }

  clearPrefix(prefix: Buffer): number {
    this.flush();
    const count = this.#attemptWrite(() => this.store.clearPrefix(prefix), 0);
    if (count > 0) this.records?.clear(prefix, this);
    return count;
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

  /** To be called when an entry is damaged: its pages may be, too. */
  doubt(): void {
    if (!this.#isDoubted) this.store.suspect?.();
    this.#isDoubted = true;
  }

  /** After it, reads find nothing and writes do nothing: a call may end later than the store. */
  close(): void {
    this.flush();
    forgetAtExit(this.#atExit);
    this.uses?.close();
    this.#attempt(() => this.store.close(), undefined);
    this.#isUsable = false;
  }

  /** The store's upkeep, that throws as little as the rest; undefined where it has none. */
  get upkeep(): Upkeep | undefined {
    const upkeep = this.#attempt(() => this.store.upkeep, undefined);
    if (upkeep === undefined) return undefined;
    return {
      usedBytes: () => this.#attempt(() => upkeep.usedBytes(), 0),
      scan: (visitor) => this.#attempt(() => upkeep.scan(visitor), 0),
      removeAll: (keys) => this.#attemptWrite(() => upkeep.removeAll(keys), 0),
    };
  }

  #keepBounds(writes: readonly Write[]): void {
    const { dir, limits, uses } = this;
    if (limits.maxSize === undefined && limits.maxAge === undefined) return;
    const { upkeep } = this.store;
    if (upkeep === undefined) return;
    const coming = writes.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
    uses?.flush();
    keepBounds({ dir, upkeep, limits }, coming);
    this.#sinceNotes += coming;
    if (this.#sinceNotes < noteEvery(limits)) return;
    this.#sinceNotes = 0;
    uses?.forget();
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
    else this.#isUsable = error instanceof StoreVanished && this.store.isGone === true;
    if (!this.#isUsable && !(error instanceof StoreVanished)) this.store.suspect?.();
    warnOfTrouble(this.dir, error);
    return false;
  }
}
