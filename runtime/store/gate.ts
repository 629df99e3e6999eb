import { openDatabase, write, type Database } from "./database.js";
import { StoreDamaged } from "./failures.js";
import { gateFile } from "./files.js";
import { healGate } from "./heal.js";
import type { Lmdb } from "./loadLmdb.js";

/**
 * Lets one process at a time open the store or write to it.
 *
 * LMDB (lmdb-js 3.5.6) reads the number of the last transaction when a store is opened, and publishes
 * it a moment later for all processes. A commit of another process in between is undone: its entry
 * is lost and its pages are written twice. So whoever opens the store holds off all writers.
 *
 * The lock is the write lock of a second LMDB file, in which nothing is ever written: the fault
 * cannot harm it, and the system frees it when its owner is killed.
 */
export class Gate {
  readonly #db: Database;

  /** @throws when the file of the gate is damaged, or cannot be opened or made */
  constructor(lmdb: Lmdb, dir: string) {
    const path = gateFile(dir);
    const damage = healGate(dir);
    if (damage !== undefined) throw new StoreDamaged(damage);
    this.#db = openDatabase(lmdb, path, true);
  }

  /** Runs `action` while no other process opens or writes. */
  pass<T>(action: () => T): T {
    return write(this.#db, action);
  }

  close(): void {
    void this.#db.close().catch(() => undefined);
  }
}
