import type { Transaction } from "lmdb";
import { CallKey, type KeyText, type Latin1 } from "../key/callKey.js";
import type { Database } from "./database.js";
import { Lent, lentFrom } from "./lent.js";
import type { Lmdb } from "./loadLmdb.js";

/**
 * The reading side of a store: its read transaction, and what lmdb lends through it.
 *
 * The transaction sees what was committed before its first read in this turn of the event loop, and what this
 * process wrote; between turns it holds nothing, so that LMDB can use old pages again.
 * lmdb's own ends by a timer that keeps the process alive: a call in a `beforeExit` handler made it run for
 * ever. lmdb leaves alone a transaction that is in use; after a reset, the next read renews it.
 */
export class Reading {
  readonly #db: Database;
  /** What lmdb's methods that read take. */
  readonly #options: { readonly transaction: Transaction & { readonly address: number } };
  readonly #resetTxn: (address: number) => void;
  readonly #find: Lmdb["nativeAddon"]["getByBinary"] | undefined;
  readonly #database: number;
  readonly #transaction: number;
  readonly #timer: NodeJS.Timeout;
  #isReading = false;
  #buffer: Buffer | undefined;
  #lent: Lent | undefined;

  constructor(
    db: Database,
    { nativeAddon, v8AccelerationEnabled }: Lmdb,
    /** Called before LMDB touches its pages. */
    readonly enter: () => void,
  ) {
    this.#db = db;
    db.writeKey = writeKey;
    this.#options = { transaction: db.useReadTransaction() as Transaction & { readonly address: number } };
    this.#resetTxn = nativeAddon.resetTxn;
    // Elsewhere lmdb may take another buffer at any read.
    this.#find = v8AccelerationEnabled ? nativeAddon.getByBinary : undefined;
    this.#database = db.dbAddress;
    this.#transaction = this.#options.transaction.address;
    this.#timer = setTimeout(() => this.reset(), 0).unref();
    this.reset();
  }

  /**
   * lmdb lends one buffer to all reads: what it held before is gone. The first read of each turn goes through lmdb's own
   * method, which tells what buffer that is; the others spare what that method costs beside the native one.
   */
  lend(key: CallKey): Lent | undefined {
    const lent = this.#lent;
    if (!this.#isReading || lent === undefined || this.#find === undefined) return this.lendByLmdb(key);
    const size = this.#find(this.#database, writeWords(key), 0, this.#transaction);
    if (size < 0 || size > lent.bytes.length) return this.lendByLmdb(key);
    lent.length = size;
    return lent;
  }

  /** For keys of every form, and values of every size. */
  lendByLmdb(key: Buffer | CallKey): Lent | undefined {
    if (!this.#isReading) this.#begin();
    const bytes = this.#db.getBinaryFast(key, this.#options);
    if (bytes === undefined) {
      // What follows a miss is a run, which may keep the event loop, and with it old pages, for hours.
      this.reset();
      return undefined;
    }
    if (bytes !== this.#buffer || this.#lent === undefined) return this.#wrap(bytes);
    this.#lent.length = this.#db.lastSize;
    return this.#lent;
  }

  /** Holds what was committed until now as it is, until the next `reset`. */
  hold(): void {
    this.reset();
    this.#begin();
    this.#db.getBinaryFast(ANY_KEY, this.#options);
  }

  /** Lets the next read see what was committed until then. */
  reset(): void {
    this.#isReading = false;
    this.#resetTxn(this.#options.transaction.address);
  }

  /** To be called before the database is closed. */
  end(): void {
    clearTimeout(this.#timer);
    this.reset();
    this.#options.transaction.done();
  }

  /** One timer for all turns, as arming one again is cheaper than making one. */
  #begin(): void {
    this.enter();
    this.#isReading = true;
    this.#timer.refresh();
  }

  /** lmdb's buffer has a length of its own making, which slows down all that touches it. Large values come apart. */
  #wrap(bytes: Buffer & { readonly isGlobal?: boolean; readonly maxLength?: number }): Lent {
    if (!bytes.isGlobal) return lentFrom(bytes);
    this.#buffer = bytes;
    this.#lent = lentFrom(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.maxLength));
    this.#lent.length = this.#db.lastSize;
    return this.#lent;
  }
}

/** A read renews the transaction, whatever it finds. */
const ANY_KEY = Buffer.alloc(1);

let target: Buffer | undefined;
let targetWords: Int32Array = new Int32Array();

/** Writes a key where LMDB reads it from, which for reads is always the same memory. */
function writeKey(key: Buffer | KeyText | CallKey, into: Buffer, start: number): number {
  if (typeof key === "string") return start + (into as Buffer & Latin1).latin1Write(key, start, key.length);
  if (!(key instanceof CallKey) || start !== 0) {
    const bytes = key instanceof CallKey ? key.copy() : key;
    into.set(bytes, start);
    return start + bytes.length;
  }
  if (into !== target) {
    target = into;
    targetWords = new Int32Array(into.buffer, into.byteOffset, into.length >> 2);
  }
  return writeWords(key);
}

/** In whole words: for some eighty bytes that is faster than `set`. Returns the length in bytes. */
function writeWords({ words, length }: CallKey): number {
  const end = (length + 3) >> 2;
  for (let at = 0; at < end; at++) targetWords[at] = words[at] as number;
  return length;
}
