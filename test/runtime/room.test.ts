import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { open } from "lmdb";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { emptyDataFile } from "#runtime/store/emptyData";
import { LmdbStore } from "#runtime/store/lmdb";
import { newPlace } from "./support/places.js";

const test = suite("runtime/room on the disk");
const KILOBYTE = 1024;

function write(index: number, bytes: number) {
  const key = Buffer.alloc(64);
  key.writeUInt32BE(index);
  return { key, value: Buffer.alloc(bytes, 1) };
}

test("the lock files have no holes, for which a full disk has no room when they are touched", () => {
  const dir = newPlace();
  const store = new LmdbStore(dir);
  for (const name of ["lock.mdb", "gate.mdb-lock"]) {
    const { blocks, size, mode } = statSync(join(dir, name));
    assert.ok(size >= 64_000 && blocks * 512 >= size, `${name}: ${blocks} blocks for ${size} bytes`);
    assert.is(mode & 0o777, 0o600);
  }
  store.close();
});

test("the files of a new store are those that LMDB would begin, which for lack of room would end the process", async () => {
  const begun = newPlace();
  const db = open({ path: begun, encoding: "binary", keyEncoding: "binary", noSync: true, maxDbs: 1 });
  const expected = readFileSync(join(begun, "data.mdb"));
  await db.close();
  assert.ok(emptyDataFile().equals(expected), expected.toString("hex"));
  const dir = newPlace();
  const store = new LmdbStore(dir);
  for (const name of ["data.mdb", "gate.mdb"]) {
    assert.ok(readFileSync(join(dir, name)).equals(expected), name);
    assert.is(statSync(join(dir, name)).mode & 0o777, 0o600);
  }
  store.close();
});

test("the data file has the room for a commit before LMDB begins, and is not much longer than it must be", () => {
  const dir = newPlace();
  const store = new LmdbStore(dir);
  let before = statSync(join(dir, "data.mdb")).size;
  for (let commit = 0; commit < 20; commit++) {
    store.putAll(Array.from({ length: 10 }, (_, at) => write(commit * 10 + at, 10 * KILOBYTE)));
    const { size } = statSync(join(dir, "data.mdb"));
    assert.ok(size >= before, `${size} bytes after ${before}`);
    before = size;
  }
  const content = 200 * 12 * KILOBYTE;
  assert.ok(before > content && before < content + 1200 * KILOBYTE, `${before} bytes for ${content}`);
  store.close();
});

test("no room is made beyond the size that a store may have, as long as what it holds is within it", () => {
  const dir = newPlace();
  const store = new LmdbStore(dir);
  const most = 1024 * KILOBYTE;
  const sizes: number[] = [];
  for (let commit = 0; commit < 20; commit++) {
    store.putAll([write(commit, 60 * KILOBYTE)], most);
    sizes.push(statSync(join(dir, "data.mdb")).size);
  }
  // 64 KiB each.
  assert.equal([sizes.slice(0, 14).every((size) => size <= most), sizes[13]], [true, most]);
  assert.ok((sizes[19] ?? 0) > 20 * 64 * KILOBYTE + 64 * KILOBYTE, `${sizes[19]} bytes: beyond it, there is room for each commit`);
  store.close();
});

test.run();
