import type { CallKey, KeyText } from "../key/callKey.js";
import type { RootDatabase, RootDatabaseOptionsWithPath, Transaction } from "lmdb";
import { emptyDataFile } from "./emptyData.js";
import { LockUnusable } from "./failures.js";
import { dataFile, lockFile } from "./files.js";
import type { Lmdb } from "./loadLmdb.js";
import { makeLockFile } from "./locks.js";
import { makeNewFile } from "./newFile.js";

/** What the types of lmdb leave out is added here. */
export type Database = RootDatabase<Buffer, Buffer> & {
  readonly lastSize: number;
  readonly dbAddress: number;
  getBinaryFast(key: Buffer | CallKey, options?: { readonly transaction: Transaction }): Buffer | undefined;
  /** Writes a key into the memory that LMDB reads it from, and returns where it ends. */
  writeKey(key: Buffer | KeyText | CallKey, target: Buffer, start: number): number;
};

type DatabaseClass = { new (name: null, options: RootDatabaseOptionsWithPath): Database; readonly prototype: Database };

const OPENINGS = 60;
const LONGEST_PAUSE_MS = 40;
const READERS = 1000;

/**
 * Opens an LMDB file for reading and writing.
 *
 * The last process that closes an LMDB file destroys the locks that lie in its lock file. A process that opens
 * it in that moment gets locks that never work. So they are tried, and while they fail the file is closed and
 * opened again: whoever opens it alone makes new locks.
 *
 * @throws LockUnusable when the locks fail again and again; StoreFull
 */
export function openDatabase(lmdb: Lmdb, path: string, noSubdir: boolean): Database {
  makeLockFile(noSubdir ? `${path}-lock` : lockFile(path), READERS);
  makeNewFile(noSubdir ? path : dataFile(path), emptyDataFile);
  for (let opening = 1; ; opening++) {
    const opened = openOnce(lmdb, path, noSubdir);
    if (!(opened instanceof LockUnusable)) return opened;
    if (opening === OPENINGS) throw opened;
    pause(Math.random() * Math.min(opening * 2, LONGEST_PAUSE_MS));
  }
}

/** Returns what is wrong with the locks, which another opening may mend; throws what it cannot. */
function openOnce({ openAsClass }: Lmdb, path: string, noSubdir: boolean): Database | LockUnusable {
  const options = optionsFor(path, noSubdir);
  const Class = openAsClass({ ...options }) as unknown as DatabaseClass;
  const probe: Database = Object.create(Class.prototype, { isRoot: { value: true } });
  try {
    write(probe, () => undefined);
    return new Class(null, options);
  } catch (error) {
    // A probe shares the file with the database that it would have become.
    void probe.close().catch(() => undefined);
    if (error instanceof LockUnusable) return error;
    throw error;
  }
}

/**
 * Commits what `action` writes, or nothing when it throws. lmdb-js goes on when LMDB could not begin a
 * transaction, and what is written then ends the process or spoils the file.
 *
 * @throws LockUnusable when LMDB could not begin
 */
export function write<T>(db: Database, action: () => T): T {
  return db.transactionSync(() => {
    if (db.getWriteTxnId() === 0) throw new LockUnusable("its lock file does not work");
    return action();
  });
}

function optionsFor(path: string, noSubdir: boolean): RootDatabaseOptionsWithPath {
  return {
    path,
    noSubdir,
    isRoot: true,
    encoding: "binary",
    keyEncoding: "binary",
    noSync: true,
    maxDbs: 1,
    maxReaders: READERS,
    permissionsMode: 0o600,
  } as RootDatabaseOptionsWithPath;
}

/** Opening is synchronous, as a synchronous task's call may need it. */
function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
