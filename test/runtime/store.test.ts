import { statSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LmdbStore } from "#runtime/store/lmdb";
import { MemoryStore } from "#runtime/store/memory";
import type { Store } from "#runtime/store/store";
import { newPlace } from "./support/places.js";

const key = (first: number, last = 0): Buffer => Buffer.concat([Buffer.alloc(32, first), Buffer.alloc(32, last)]);

/** What every store must do. */
function holds(name: string, open: () => Store): void {
  const test = suite(`runtime/store, ${name}`);

  test("finds what was put, at once, and nothing else", () => {
    const store = open();
    store.put(key(1), Buffer.from("one"));
    assert.equal(store.get(key(1)), Buffer.from("one"));
    assert.is(store.get(key(2)), undefined);
    store.put(key(1), Buffer.from("another"));
    assert.equal(store.get(key(1)), Buffer.from("another"));
    store.close();
  });

  test("keeps values of any length", () => {
    const store = open();
    for (const size of [1, 100, 4000, 5000, 100_000, 20_000_000]) {
      store.put(key(1, size % 251), Buffer.alloc(size, size % 250));
      assert.ok(store.get(key(1, size % 251))?.equals(Buffer.alloc(size, size % 250)), `${size} bytes`);
    }
    store.close();
  });

  test("hands out copies", () => {
    const store = open();
    store.put(key(1), Buffer.from("one"));
    store.put(key(2), Buffer.from("two"));
    const first = store.get(key(1));
    store.get(key(2))?.fill(0);
    store.put(key(1), Buffer.from("new"));
    assert.equal(first, Buffer.from("one"));
    assert.equal(store.get(key(2)), Buffer.from("two"));
    store.close();
  });

  test("deletes one entry", () => {
    const store = open();
    store.put(key(1), Buffer.from("one"));
    assert.is(store.delete(key(1)), true);
    assert.is(store.delete(key(1)), false);
    assert.is(store.get(key(1)), undefined);
    store.close();
  });

  test("clears the entries of a prefix and no others, at the edges too", () => {
    const store = open();
    for (const first of [0, 1, 2, 254, 255]) for (const last of [0, 7, 255]) store.put(key(first, last), Buffer.from("x"));
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
holds("LMDB", () => new LmdbStore(newPlace(), { readOnly: false }));

const test = suite("runtime/store, LMDB on disk");

test("keeps entries when it is opened again, for its owner only", () => {
  const dir = newPlace();
  const store = new LmdbStore(dir, { readOnly: false });
  store.put(key(1), Buffer.from("kept"));
  store.close();
  const again = new LmdbStore(dir, { readOnly: true });
  assert.equal(again.get(key(1)), Buffer.from("kept"));
  again.close();
  for (const file of ["data.mdb", "lock.mdb", "gate.mdb", "gate.mdb-lock"]) assert.is(statSync(join(dir, file)).mode & 0o777, 0o600, file);
});

test("takes a directory whose name looks like a file's", () => {
  const dir = join(newPlace(), "cache.v1");
  const store = new LmdbStore(dir, { readOnly: false });
  store.put(key(1), Buffer.from("x"));
  assert.ok(statSync(join(dir, "data.mdb")).isFile());
  store.close();
});

test.run();
