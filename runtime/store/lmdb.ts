import { openSync, statSync, type Stats } from "node:fs";
import type { CallKey } from "../key/callKey.js";
import { AddressSpace } from "./addressSpace.js";
import { openDatabase, write, type Database } from "./database.js";
import { DiskSync } from "./diskSync.js";
import { StoreDamaged, StoreVanished } from "./failures.js";
import { assertWritableFiles, dataFile, inodesOf } from "./files.js";
import { Gate } from "./gate.js";
import { healThenOpen } from "./heal.js";
import { loadLmdb, type Lmdb } from "./loadLmdb.js";
import type { Lent } from "./lent.js";
import { prefixEnd } from "./prefixEnd.js";
import { Presence } from "./presence.js";
import type { Write } from "./queue.js";
import { Reading } from "./reading.js";
import { assertRoom, reserveRoom } from "./room.js";
import type { Store } from "./store.js";
import type { Upkeep } from "./upkeep.js";
import { usedBytesOf, walkEntries, type Visitor } from "./walk.js";

/** A small entry lies in a page that is written anew, together with the page above it. */
const BYTES_PER_WRITE = 2 * 4096;

/** How many entries of a commit are looked for before it. */
const MOST_LOOKED_FOR = 128;

/** How many entries are removed at once: each may take a page or two until the commit. */
const BATCH = 100;
const BATCH_BYTES = 1024 * 1024;
const LARGE_BATCH = 2000;

/** The list of free pages can take eight bytes for each page of the file. */
const BYTES_PER_LISTED_BYTE = 256;

/**
 * The store on disk, shared by all processes that open its directory.
 *
 * Writes are committed together, without waiting for the disk (`noSync`): they are readable at once
 * and survive a killed process. They are brought to the disk a moment later. A power cut before that can lose
 * them and, at worst, damage the file: what was stored before is then taken from the last sound commit, or the store is set aside
 * for a new one. `put` of lmdb is never used: its queue hangs or crashes a process that exits.
 */
export class LmdbStore implements Store, Upkeep {
  readonly upkeep: Upkeep = this;
  readonly #dir: string;
  readonly #file: string;
  readonly #gate: Gate;
  readonly #db: Database;
  readonly #reading: Reading;
  readonly #presence: Presence;
  readonly #space = new AddressSpace();
  readonly #inodes: string;
  /** For its length and its way to the disk alone: what it holds is LMDB's. */
  readonly #handle: number;
  readonly #sync: DiskSync;
  #isOpen = true;

  /** @throws when the file is damaged, cannot be opened or made, or the disk is full */
  constructor(dir: string) {
    const lmdb = loadLmdb();
    this.#dir = dir;
    this.#file = dataFile(dir);
    assertWritableFiles(dir);
    assertRoom(dir, 0);
    this.#space.assertFor(this.#file, 0);
    this.#gate = new Gate(lmdb, dir);
    this.#presence = new Presence(dir);
    try {
      [this.#db, this.#reading, this.#inodes] = this.#gate.pass(() => this.#open(lmdb, dir));
      this.#handle = openSync(this.#file, "r+");
      this.#sync = new DiskSync(this.#handle);
    } catch (error) {
      this.#presence.remove();
      this.#gate.close();
      throw error;
    }
  }

  lend(key: CallKey): Lent | undefined {
    return this.#isOpen ? this.#reading.lend(key) : undefined;
  }

  get(key: Buffer): Buffer | undefined {
    const lent = this.#isOpen ? this.#reading.lendByLmdb(key) : undefined;
    return lent && Buffer.from(Uint8Array.prototype.slice.call(lent.bytes, 0, lent.length).buffer);
  }

  putAll(writes: readonly Write[], maxSize = Infinity): void {
    const bytes = writes.reduce((sum, { value }) => sum + value.length, 0);
    this.#write(bytes + writes.length * BYTES_PER_WRITE, () => {
      reserveRoom(this.#handle, bytes, maxSize);
      for (const { key, value } of writes) this.#db.putSync(key as Buffer, value);
      this.#assertFound(writes);
    });
  }

  delete(key: Buffer): boolean {
    return this.#write(0, () => this.#db.removeSync(key));
  }

  /** The pages that the newest meta page counts. */
  usedBytes(): number {
    this.#assertPresent();
    return usedBytesOf(this.#file);
  }

  /** The read transaction keeps the pages from being used again meanwhile. */
  scan(visitor: Visitor): number {
    if (!this.#isOpen) throw new Error("the store was closed");
    this.#assertPresent();
    this.#reading.hold();
    try {
      return walkEntries(this.#file, visitor);
    } finally {
      this.#reading.reset();
    }
  }

  removeAll(keys: readonly Buffer[]): number {
    // A process that was killed while it read keeps what is removed from being used again, until it is noticed.
    this.#db.readerCheck();
    let count = 0;
    for (let at = 0; at < keys.length; at += LARGE_BATCH) {
      const batch = keys.slice(at, at + LARGE_BATCH);
      count += this.#write(batch.length * BYTES_PER_WRITE, () => batch.filter((key) => this.#db.removeSync(key)).length);
    }
    return count;
  }

  /** In batches, as the room for a commit must be there before it begins. */
  clearPrefix(prefix: Buffer): number {
    let count = 0;
    for (let removed = BATCH; removed === BATCH; count += removed) removed = this.#write(BATCH_BYTES, () => this.#removeSome(prefix));
    return count;
  }

  exclusively<T>(action: () => T): T {
    if (!this.#isOpen) throw new Error("the store was closed");
    this.#assertPresent();
    return this.#gate.pass(action);
  }

  atExit(): void {
    this.#presence.remove();
    this.#sync.finish();
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#reading.end();
    void this.#db.close().catch(() => undefined);
    this.#gate.close();
    this.#presence.remove();
    this.#sync.close();
  }

  /** Runs inside the gate. The read transaction gets its place in the lock file here, where there is room for it. */
  #open(lmdb: Lmdb, dir: string): readonly [Database, Reading, inodes: string] {
    const db = healThenOpen(dir, this.#presence, () => openDatabase(lmdb, dir, false));
    return [db, new Reading(db, lmdb, () => this.#enter()), inodesOf(dir)];
  }

  #enter(): void {
    this.#space.assertFor(this.#file, 0);
    this.#presence.enter();
  }

  #write<T>(bytes: number, action: () => T): T {
    if (!this.#isOpen) throw new Error("the store was closed");
    // Before the wait for others, as the pages that a transaction can see cannot be used again.
    this.#reading.reset();
    this.#presence.enter();
    const result = this.#gate.pass(() => {
      const { size } = this.#assertPresent();
      const growth = bytes + size / BYTES_PER_LISTED_BYTE;
      assertRoom(this.#file, growth);
      this.#space.assertFor(this.#file, growth);
      return write(this.#db, action);
    });
    this.#sync.committed();
    return result;
  }

  /**
   * In a damaged tree, what was put is not always found. Thrown before the commit, it leaves the file as it was. Of
   * many entries some are looked for, spread over all of them: to look for each costs half of what it costs to put it.
   */
  #assertFound(writes: readonly Write[]): void {
    const step = Math.ceil(writes.length / MOST_LOOKED_FOR);
    for (let at = 0; at < writes.length; at += step) {
      const { key, value } = writes[at] as Write;
      if (this.#db.getBinaryFast(key as Buffer) === undefined || this.#db.lastSize !== value.length) throw new StoreDamaged("what was put is not found");
    }
  }

  #removeSome(prefix: Buffer): number {
    const end = prefixEnd(prefix);
    const range = this.#db.getKeys({ start: prefix, ...(end && { end }), limit: BATCH });
    const keys = [...range].map((key) => Buffer.from(key));
    for (const key of keys) this.#db.removeSync(key);
    return keys.length;
  }

  /** A removed file stays readable while it is open, but what is written to it is lost. */
  #assertPresent(): Stats {
    const now = statSync(this.#file, { throwIfNoEntry: false });
    if (now === undefined || inodesOf(this.#dir) !== this.#inodes) throw new StoreVanished();
    return now;
  }
}
