import type { Transaction } from "lmdb";
import { CallKey } from "../key/callKey.js";
import type { Database } from "./database.js";
import { Lent, lentFrom } from "./lent.js";
import type { Presence } from "./presence.js";

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
  readonly #timer: NodeJS.Timeout;
  #isReading = false;
  #buffer: Buffer | undefined;
  #lent: Lent | undefined;

  constructor(
    db: Database,
    resetTxn: (address: number) => void,
    readonly presence: Presence,
  ) {
    this.#db = db;
    db.writeKey = writeKey;
    this.#options = { transaction: db.useReadTransaction() as Transaction & { readonly address: number } };
    this.#resetTxn = resetTxn;
    this.#timer = setTimeout(() => this.reset(), 0).unref();
    this.reset();
  }

  /** lmdb lends one buffer to all reads: what it held before is gone. */
  lend(key: Buffer | CallKey): Lent | undefined {
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
    this.presence.enter();
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

/** Copies the key of a call in whole words; for some eighty bytes that is faster than `set`. */
function writeKey(key: Buffer | CallKey, into: Buffer, start: number): number {
  if (!(key instanceof CallKey) || start !== 0) {
    const bytes = key instanceof CallKey ? key.copy() : key;
    into.set(bytes, start);
    return start + bytes.length;
  }
  if (into !== target) {
    target = into;
    targetWords = new Int32Array(into.buffer, into.byteOffset, into.length >> 2);
  }
  const end = (key.length + 3) >> 2;
  for (let at = 0; at < end; at++) targetWords[at] = key.words[at] as number;
  return key.length;
}
