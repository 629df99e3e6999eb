import type { CallKey } from "../key/callKey.js";
import { forgetCheck } from "./boot.js";
import { StoreDamaged } from "./failures.js";
import { FileStore } from "./file.js";
import { lentFrom, type Lent } from "./lent.js";
import type { Write } from "./queue.js";
import type { Store } from "./store.js";
import type { Upkeep } from "./upkeep.js";

/** Loading and opening LMDB takes a process as long as some hundreds of reads without it. */
const MOST_READS = 250;

/**
 * A store that is there already: the first reads of a process are done without LMDB, from the file. A process
 * that is answered from the store and ends soon never loads it. Whatever is not found, is damaged or has to be
 * written wakes LMDB up, which then does everything.
 */
export class FirstReads implements Store {
  readonly #dir: string;
  readonly #open: () => Store;
  #reader: FileStore | undefined;
  #awake: Store | undefined;
  #left = MOST_READS;

  /**
   * @param open opens the store with LMDB
   * @throws when the file cannot be read
   */
  constructor(dir: string, open: () => Store) {
    this.#dir = dir;
    this.#reader = new FileStore(dir, new Error("it is only read"));
    this.#open = open;
  }

  get isAsleep(): boolean {
    return this.#awake === undefined;
  }

  get isGone(): boolean {
    return this.#awake?.isGone === true;
  }

  get refusal(): Error | undefined {
    return this.#wake().refusal;
  }

  get upkeep(): Upkeep | undefined {
    return this.#wake().upkeep;
  }

  lend(key: CallKey): Lent | undefined {
    if (this.#awake) return this.#awake.lend(key);
    const bytes = this.#read(key.copy());
    return bytes ? lentFrom(bytes) : this.#wake().lend(key);
  }

  get(key: Buffer): Buffer | undefined {
    return (this.#awake ? undefined : this.#read(key)) ?? this.#wake().get(key);
  }

  putAll(writes: readonly Write[], maxSize?: number): void {
    this.#wake().putAll(writes, maxSize);
  }

  delete(key: Buffer): boolean {
    return this.#wake().delete(key);
  }

  clearPrefix(prefix: Buffer): number {
    return this.#wake().clearPrefix(prefix);
  }

  exclusively<T>(action: () => T): T {
    const store = this.#wake();
    if (!store.exclusively) throw new Error("the store is only read");
    return store.exclusively(action);
  }

  suspect(): void {
    forgetCheck(this.#dir);
  }

  atExit(): void {
    this.#awake?.atExit?.();
  }

  close(): void {
    this.#reader?.close();
    this.#awake?.close();
    this.#left = 0;
  }

  /** Damage is healed by who opens the store. */
  #read(key: Buffer): Buffer | undefined {
    try {
      return this.#left-- > 0 ? this.#reader?.get(key) : undefined;
    } catch (error) {
      if (error instanceof StoreDamaged) this.suspect();
      return undefined;
    }
  }

  #wake(): Store {
    if (this.#awake) return this.#awake;
    this.#reader?.close();
    this.#reader = undefined;
    return (this.#awake = this.#open());
  }
}
