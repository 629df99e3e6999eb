import { createHash } from "node:crypto";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FileStore } from "#runtime/store/file";
import { LmdbStore } from "#runtime/store/lmdb";
import type { Store } from "#runtime/store/store";
import { MemoryStore } from "./support/memoryStore.js";
import { newPlace } from "./support/places.js";

const key = (first: number, last = 0): Buffer => Buffer.concat([Buffer.alloc(32, first), Buffer.alloc(32, last)]);

const put = (store: Store, at: Buffer, value: Buffer): void => store.putAll([{ key: at, value }]);

/** What every store must do. */
function holds(name: string, open: () => Store): void {
  const test = suite(`runtime/store, ${name}`);

  test("finds what was put, at once, and nothing else", () => {
    const store = open();
    put(store, key(1), Buffer.from("one"));
    assert.equal(store.get(key(1)), Buffer.from("one"));
    assert.is(store.get(key(2)), undefined);
    put(store, key(1), Buffer.from("another"));
    assert.equal(store.get(key(1)), Buffer.from("another"));
    store.close();
  });

  test("keeps values of any length", () => {
    const store = open();
    for (const size of [1, 100, 4000, 5000, 100_000, 20_000_000]) {
      put(store, key(1, size % 251), Buffer.alloc(size, size % 250));
      assert.ok(store.get(key(1, size % 251))?.equals(Buffer.alloc(size, size % 250)), `${size} bytes`);
    }
    store.close();
  });

  test("hands out copies", () => {
    const store = open();
    put(store, key(1), Buffer.from("one"));
    put(store, key(2), Buffer.from("two"));
    const first = store.get(key(1));
    store.get(key(2))?.fill(0);
    put(store, key(1), Buffer.from("new"));
    assert.equal(first, Buffer.from("one"));
    assert.equal(store.get(key(2)), Buffer.from("two"));
    store.close();
  });

  test("deletes one entry", () => {
    const store = open();
    put(store, key(1), Buffer.from("one"));
    assert.is(store.delete(key(1)), true);
    assert.is(store.delete(key(1)), false);
    assert.is(store.get(key(1)), undefined);
    store.close();
  });

  test("clears the entries of a prefix and no others, at the edges too", () => {
    const store = open();
    for (const first of [0, 1, 2, 254, 255]) for (const last of [0, 7, 255]) put(store, key(first, last), Buffer.from("x"));
    assert.is(store.clearPrefix(Buffer.alloc(32, 1)), 3);
    assert.is(store.clearPrefix(Buffer.alloc(32, 1)), 0);
    assert.is(store.clearPrefix(Buffer.alloc(32, 255)), 3);
    assert.is(store.clearPrefix(Buffer.alloc(32, 0)), 3);
    assert.ok(store.get(key(2)) && store.get(key(254, 255)));
    store.close();
  });

  test("can be closed twice", () => {
    const store = open();
    store.close();
    store.close();
  });

  test.run();
}

holds("in memory", () => new MemoryStore());
holds("LMDB", () => new LmdbStore(newPlace()));

const test = suite("runtime/store, LMDB on disk");

test("keeps entries when it is opened again, for its owner only", () => {
  const dir = newPlace();
  const store = new LmdbStore(dir);
  put(store, key(1), Buffer.from("kept"));
  store.close();
  const again = new LmdbStore(dir);
  assert.equal(again.get(key(1)), Buffer.from("kept"));
  again.close();
  for (const file of ["data.mdb", "lock.mdb", "gate.mdb", "gate.mdb-lock"]) assert.is(statSync(join(dir, file)).mode & 0o777, 0o600, file);
});

test("is read without LMDB, whatever it holds, while LMDB writes", () => {
  const dir = newPlace();
  const store = new LmdbStore(dir);
  put(store, keyOf(0), valueOf(0));
  const reader = new FileStore(dir, new Error("refused"));
  for (let at = 0; at < 3000; at++) {
    put(store, keyOf(at), valueOf(at));
    if (at % 7 === 0) store.delete(keyOf(at));
    const seen = (at * 31) % (at + 1);
    assert.equal(reader.get(keyOf(seen)), seen % 7 === 0 ? undefined : valueOf(seen), `${seen} after ${at}`);
  }
  for (let at = 0; at < 4000; at++) assert.equal(reader.get(keyOf(at)), at % 7 === 0 || at >= 3000 ? undefined : valueOf(at), `${at}`);
  assert.throws(() => reader.putAll(), "refused");
  reader.close();
  reader.close();
  assert.is(reader.get(keyOf(1)), undefined);
  store.close();
});

/** Scattered, so that entries lie in many pages and in no order. */
function keyOf(at: number): Buffer {
  const digest = createHash("sha256").update(String(at)).digest();
  return Buffer.concat([digest, digest]);
}

/** Of every size: none, within a page, and over many pages. */
function valueOf(at: number): Buffer {
  return Buffer.alloc(at % 50 === 1 ? 100_000 + at : (at * 37) % 5000, at);
}

test("clears more entries than one commit removes", () => {
  const store = new LmdbStore(newPlace());
  for (let at = 0; at < 350; at++) put(store, Buffer.concat([Buffer.alloc(32, at % 2), keyOf(at)]).subarray(0, 64), valueOf(at));
  assert.is(store.clearPrefix(Buffer.alloc(32, 1)), 175);
  assert.is(store.clearPrefix(Buffer.alloc(32, 1)), 0);
  assert.is(store.clearPrefix(Buffer.alloc(32, 0)), 175);
  store.close();
});

test("takes a directory whose name looks like a file's", () => {
  const dir = join(newPlace(), "cache.v1");
  mkdirSync(dir);
  const store = new LmdbStore(dir);
  put(store, key(1), Buffer.from("x"));
  assert.ok(statSync(join(dir, "data.mdb")).isFile());
  store.close();
});

test.run();
