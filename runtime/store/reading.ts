import type { Transaction } from "lmdb";
import type { Database } from "./database.js";

/**
 * The read transaction of a store. It sees what was committed before its first read in this turn of the event
 * loop, and what this process wrote; between turns it holds nothing, so that LMDB can use old pages again.
 *
 * lmdb's own ends by a timer that keeps the process alive: a call in a `beforeExit` handler made it run for
 * ever. lmdb leaves alone a transaction that is in use; after a reset, the next read renews it.
 */
export class Reading {
  /** What lmdb's methods that read take. */
  readonly options: { readonly transaction: Transaction & { readonly address: number } };
  readonly #resetTxn: (address: number) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Database, resetTxn: (address: number) => void) {
    this.options = { transaction: db.useReadTransaction() as Transaction & { readonly address: number } };
    this.#resetTxn = resetTxn;
    this.reset();
  }

  /** To be called before each read. */
  begin(): void {
    this.#timer ??= setTimeout(() => this.reset(), 0).unref();
  }

  /** Lets the next read see what was committed until then. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#resetTxn(this.options.transaction.address);
  }

  /** To be called before the database is closed. */
  end(): void {
    this.reset();
    this.options.transaction.done();
  }
}
