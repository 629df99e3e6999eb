import { existsSync } from "node:fs";
import { join } from "node:path";
import type { RootDatabaseOptionsWithPath } from "lmdb";
import { findDamage } from "./pages.js";

/** The file behind the gate of a store. */
export function gateFile(dir: string): string {
  return join(dir, "gate.mdb");
}

/** What the gate needs of the lmdb package. */
export interface GateDatabase {
  transactionSync(action: () => void): void;
  close(): Promise<void>;
}

export type OpenLmdb = (options: RootDatabaseOptionsWithPath) => unknown;

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
  readonly #db: GateDatabase;

  /** @throws when the file of the gate is damaged, or cannot be opened or made */
  constructor(open: OpenLmdb, dir: string) {
    const path = gateFile(dir);
    const damage = existsSync(path) ? findDamage(path) : undefined;
    if (damage !== undefined) throw new Error(damage);
    this.#db = open({ path, noSubdir: true, noSync: true, encoding: "binary", maxDbs: 1, permissionsMode: 0o600 } as RootDatabaseOptionsWithPath) as GateDatabase;
  }

  /** Runs `action` while no other process opens or writes. */
  pass<T>(action: () => T): T {
    const results: T[] = [];
    this.#db.transactionSync(() => {
      results.push(action());
    });
    return results[0] as T;
  }

  close(): void {
    void this.#db.close().catch(() => undefined);
  }
}
