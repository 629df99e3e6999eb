import { existsSync, statSync } from "node:fs";
import type { CallKey } from "../key/callKey.js";
import { condemn, forgetCheck } from "./boot.js";
import { isFull, LmdbMissing, StoreVanished } from "./failures.js";
import { dataFile } from "./files.js";
import type { Lent } from "./lent.js";
import type { Write } from "./queue.js";
import type { Store } from "./store.js";
import type { Upkeep } from "./upkeep.js";

/** How long a missing data file is waited for: whoever removes a store removes its files one by one, and those made meanwhile too. */
const SETTLING_MS = 200;

/** How often a process opens a store anew that fails. */
const MOST_FAILURES = 3;

/**
 * A store that is opened anew when it was lost: when another process set its file aside, when somebody removed or
 * replaced it, and when LMDB found damage, which the opening then looks for. What failed is done again on the new
 * store. A directory that was removed is not made again, as that may have been the end of a whole project; once
 * somebody makes it, it is used.
 */
export class RenewedStore implements Store {
  readonly #dir: string;
  readonly #open: () => Store;
  #store: Store | undefined;
  #isClosed = false;
  #failures = 0;
  /** When the data file was found missing, by `performance.now()`. */
  #missedAt: number | undefined;

  /**
   * @param open opens the store of that directory, looks through it where it is suspect, and sets aside what is damaged
   * @throws what `open` throws
   */
  constructor(dir: string, open: () => Store) {
    this.#dir = dir;
    this.#open = open;
    this.#store = open();
  }

  get isGone(): boolean {
    return this.#store === undefined && !this.#isClosed;
  }

  get refusal(): Error | undefined {
    try {
      return this.#present().refusal;
    } catch (error) {
      return error as Error;
    }
  }

  get upkeep(): Upkeep | undefined {
    if (this.#present().upkeep === undefined) return undefined;
    const inner = ({ upkeep }: Store): Upkeep => {
      if (upkeep === undefined) throw new Error("the store is only read");
      return upkeep;
    };
    return {
      usedBytes: () => this.#do((store) => inner(store).usedBytes()),
      scan: (visitor) => this.#do((store) => inner(store).scan(visitor)),
      removeAll: (keys) => this.#do((store) => inner(store).removeAll(keys)),
    };
  }

  lend(key: CallKey): Lent | undefined {
    if (this.#store === undefined) return undefined;
    try {
      return this.#store.lend(key);
    } catch (error) {
      return this.#renew(error).lend(key);
    }
  }

  get(key: Buffer): Buffer | undefined {
    return this.#store && this.#do((store) => store.get(key));
  }

  putAll(writes: readonly Write[], maxSize?: number): void {
    this.#do((store) => store.putAll(writes, maxSize));
  }

  delete(key: Buffer): boolean {
    return this.#do((store) => store.delete(key));
  }

  clearPrefix(prefix: Buffer): number {
    return this.#do((store) => store.clearPrefix(prefix));
  }

  /** What is thrown may come from `action`, so that it says nothing about the store. */
  exclusively<T>(action: () => T): T {
    const store = this.#present();
    if (!store.exclusively) throw new Error("the store is only read");
    return store.exclusively(action);
  }

  suspect(): void {
    forgetCheck(this.#dir);
  }

  atExit(): void {
    this.#store?.atExit?.();
  }

  close(): void {
    this.#isClosed = true;
    this.#drop();
  }

  #do<T>(action: (store: Store) => T): T {
    for (let store = this.#present(); ; ) {
      try {
        return action(store);
      } catch (error) {
        store = this.#renew(error);
      }
    }
  }

  #present(): Store {
    if (this.#store) return this.#store;
    if (this.#isClosed) throw new Error("the store was closed");
    return this.#reopen();
  }

  /** Returns the store to go on with, or throws where there is none. */
  #renew(error: unknown): Store {
    if (this.#isClosed || isFull(error) || error instanceof LmdbMissing) throw error;
    if (!(error instanceof StoreVanished)) this.#countFailure(error);
    this.#drop();
    return this.#reopen();
  }

  /** What fails again although every page seemed sound is not to be trusted. */
  #countFailure(error: unknown): void {
    this.#failures++;
    if (this.#failures > MOST_FAILURES) throw error;
    if (this.#failures === 1) forgetCheck(this.#dir);
    else condemn(this.#dir);
  }

  #reopen(): Store {
    if (statSync(this.#dir, { throwIfNoEntry: false })?.isDirectory() !== true || this.#isUnsettled()) throw new StoreVanished();
    return (this.#store = this.#open());
  }

  #isUnsettled(): boolean {
    if (existsSync(dataFile(this.#dir))) this.#missedAt = -Infinity;
    this.#missedAt ??= performance.now();
    const isUnsettled = performance.now() - this.#missedAt < SETTLING_MS;
    if (!isUnsettled) this.#missedAt = undefined;
    return isUnsettled;
  }

  #drop(): void {
    const store = this.#store;
    this.#store = undefined;
    try {
      store?.close();
    } catch {
      // It has failed already.
    }
  }
}
