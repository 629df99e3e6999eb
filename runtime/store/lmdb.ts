import { existsSync, statfsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { RootDatabase, RootDatabaseOptionsWithPath } from "lmdb";
import { causeText } from "../warn.js";
import { LmdbMissing, StoreFull, StoreVanished } from "./failures.js";
import { Gate, gateFile, type OpenLmdb } from "./gate.js";
import { findDamage } from "./pages.js";
import type { Store } from "./store.js";

/** What a commit may take beside the value: the pages on the way to it, and the list of free pages. */
const ROOM_BYTES = 1024 * 1024;

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
  readonly #gate: Gate | undefined;
  readonly #db: Database;
  readonly #inode: number;
  #isOpen = true;

  /** @throws when the file is damaged, or cannot be opened or made */
  constructor(dir: string, options: LmdbOptions) {
    const { open } = loadLmdb();
    this.#file = dataFile(dir);
    this.#gate = options.readOnly && !existsSync(gateFile(dir)) ? undefined : new Gate(open, dir);
    this.#db = this.#passGate(() => openDatabase(open, dir, options));
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
    this.#assertRoom(value.length);
    this.#passGate(() => this.#db.putSync(key, value));
  }

  delete(key: Buffer): boolean {
    this.#assertPresent();
    this.#assertRoom(0);
    return this.#isOpen && this.#passGate(() => this.#db.removeSync(key));
  }

  clearPrefix(prefix: Buffer): number {
    this.#assertPresent();
    this.#assertRoom(0);
    if (!this.#isOpen) return 0;
    const end = prefixEnd(prefix);
    const range = this.#db.getKeys({ start: prefix, ...(end && { end }) });
    const keys = [...range].map((key) => Buffer.from(key));
    return this.#passGate(() => this.#db.transactionSync(() => keys.filter((key) => this.#db.removeSync(key)).length));
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    void this.#db.close().catch(() => undefined);
    this.#gate?.close();
  }

  #passGate<T>(action: () => T): T {
    return this.#gate ? this.#gate.pass(action) : action();
  }

  /** A commit that meets a full disk corrupts LMDB's memory (1 in 20 ended the process), so none is begun. */
  #assertRoom(size: number): void {
    const { bavail, bsize } = statfsSync(this.#file);
    if (bavail * bsize < size + ROOM_BYTES) throw new StoreFull(`only ${bavail * bsize} bytes are free on its disk`);
  }

  /** A removed file stays readable while it is open, but what is written to it is lost. */
  #assertPresent(): void {
    const now = statSync(this.#file, { throwIfNoEntry: false });
    if (now?.ino !== this.#inode) throw new StoreVanished();
  }
}

function openDatabase(open: OpenLmdb, dir: string, { readOnly }: LmdbOptions): Database {
  const damage = existsSync(dataFile(dir)) ? findDamage(dataFile(dir)) : undefined;
  if (damage !== undefined) throw new Error(damage);
  return open({
    path: dir,
    noSubdir: false,
    encoding: "binary",
    keyEncoding: "binary",
    noSync: true,
    readOnly,
    maxDbs: 1,
    maxReaders: 1000,
    permissionsMode: 0o600,
  } as RootDatabaseOptionsWithPath) as Database;
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
