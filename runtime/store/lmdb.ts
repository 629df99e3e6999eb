import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { RootDatabase, RootDatabaseOptionsWithPath } from "lmdb";
import { causeText } from "../warn.js";
import { LmdbMissing, StoreVanished } from "./failures.js";
import { findDamage } from "./pages.js";
import type { Store } from "./store.js";

type Lmdb = typeof import("lmdb");
type Database = RootDatabase<Buffer, Buffer> & { readonly lastSize: number };

/** How an LMDB store is opened. */
export interface LmdbOptions {
  readonly readOnly: boolean;
}

/** Where LMDB keeps the entries of a directory. */
export function dataFile(dir: string): string {
  return join(dir, "data.mdb");
}

/**
 * The store on disk, shared by all processes that open its directory.
 *
 * Writes are committed one by one, without waiting for the disk (`noSync`): they are readable at once
 * and survive a killed process. A power cut can lose the last of them and, at worst, damage the
 * file: damage that is found makes the store unusable (one warning, tasks run uncached), a damaged
 * entry a miss. `put` of lmdb is never used: its queue hangs or crashes a process that exits.
 */
export class LmdbStore implements Store {
  readonly #file: string;
  readonly #db: Database;
  readonly #inode: number;
  #isOpen = true;

  /** @throws when the file is damaged, or cannot be opened or made */
  constructor(dir: string, options: LmdbOptions) {
    this.#file = dataFile(dir);
    const damage = existsSync(this.#file) ? findDamage(this.#file) : undefined;
    if (damage !== undefined) throw new Error(damage);
    this.#db = loadLmdb().open({
      path: dir,
      noSubdir: false,
      encoding: "binary",
      keyEncoding: "binary",
      noSync: true,
      readOnly: options.readOnly,
      maxDbs: 1,
      maxReaders: 1000,
      permissionsMode: 0o600,
    } as RootDatabaseOptionsWithPath) as Database;
    this.#inode = statSync(this.#file).ino;
  }

  /** lmdb lends one buffer to all reads, so the entry is copied out of it. */
  get(key: Buffer): Buffer | undefined {
    if (!this.#isOpen) return undefined;
    const lent = this.#db.getBinaryFast(key) as Buffer | undefined;
    return lent && Buffer.from(Uint8Array.prototype.slice.call(lent, 0, this.#db.lastSize).buffer);
  }

  put(key: Buffer, value: Buffer): void {
    if (!this.#isOpen) throw new Error("the store was closed");
    this.#assertPresent();
    this.#db.putSync(key, value);
  }

  delete(key: Buffer): boolean {
    this.#assertPresent();
    return this.#isOpen && this.#db.removeSync(key);
  }

  clearPrefix(prefix: Buffer): number {
    this.#assertPresent();
    if (!this.#isOpen) return 0;
    const end = prefixEnd(prefix);
    const range = this.#db.getKeys({ start: prefix, ...(end && { end }) });
    const keys = [...range].map((key) => Buffer.from(key));
    return this.#db.transactionSync(() => keys.filter((key) => this.#db.removeSync(key)).length);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    void this.#db.close().catch(() => undefined);
  }

  /** A removed file stays readable while it is open, but what is written to it is lost. */
  #assertPresent(): void {
    const now = statSync(this.#file, { throwIfNoEntry: false });
    if (now?.ino !== this.#inode) throw new StoreVanished();
  }
}

/** The first key after all keys with that prefix; undefined when there is none. */
function prefixEnd(prefix: Buffer): Buffer | undefined {
  const end = Buffer.from(prefix);
  for (let at = end.length - 1; at >= 0; at--) {
    const byte = end[at] ?? 0;
    if (byte < 0xff) {
      end[at] = byte + 1;
      return end.subarray(0, at + 1);
    }
  }
  return undefined;
}

/** Loaded at the first use, as it is native code that a program whose tasks never run need not pay for. */
function loadLmdb(): Lmdb {
  try {
    return createRequire(ownPath())("lmdb") as Lmdb;
  } catch (error) {
    throw new LmdbMissing(causeText(error));
  }
}

/** In a CommonJS bundle `import.meta.url` is empty, and lmdb lies beside the bundle. */
function ownPath(): string {
  const url = import.meta.url as string | undefined;
  return url || (typeof __filename === "string" ? __filename : join(process.cwd(), "package.json"));
}
