import { spawnSync } from "node:child_process";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure } from "taskprint";
import { checksum } from "#runtime/checksum";
import { packEntry, unpackEntry, type Entry } from "#runtime/entry";
import { CallKey } from "#runtime/key/callKey";
import { digestKey } from "#runtime/key/key";
import { currentStore } from "#runtime/store/current";
import { lentFrom } from "#runtime/store/lent";
import { compiled, constants } from "./support/compiled.js";
import { numberedTask } from "./support/numbered.js";
import { freshStore, newPlace } from "./support/places.js";
import { warningsSoFar } from "./support/warnings.js";

const test = suite("runtime/damage");
const key = Buffer.alloc(64, 7);
const entry: Entry = { writtenAt: 1_700_000_000_000, runMs: 12.5, async: true, fitted: true, mark: 0xdeadbeef, payload: Buffer.from("some payload") };

test("an entry is unpacked as it was packed", () => {
  assert.equal(unpackEntry(key, packEntry(key, entry)), entry);
});

/** Within a word of four bytes, in whole words, and long enough for the checksum that takes over from 64 kB on. */
const sizes = [1, 2, 3, 4, 12, 77, 1001, 65_507, 65_508, 65_509, 65_600];

test("an entry with any bit changed, or cut anywhere, or under another key, is none", () => {
  for (const size of sizes) {
    const payload = Buffer.alloc(size, "payload");
    const packed = packEntry(key, { ...entry, payload });
    assert.equal(unpackEntry(key, packed)?.payload, payload);
    for (let at = 0; at < packed.length * 8; at += size < 100 ? 1 : size < 10_000 ? 7 : 4099) {
      const changed = Buffer.from(packed);
      changed[at >> 3] = (changed[at >> 3] ?? 0) ^ (1 << at % 8);
      assert.is(unpackEntry(key, changed), undefined, `bit ${at} of ${size} bytes`);
    }
    for (let at = 0; at < packed.length; at += size < 10_000 ? 1 : 997) assert.is(unpackEntry(key, packed.subarray(0, at)), undefined, `cut at ${at}`);
    for (const other of [Buffer.alloc(64, 8), key.subarray(1), Buffer.concat([key, Buffer.of(0)])]) assert.is(unpackEntry(other, packed), undefined);
    for (let at = 48 * 8; at < key.length * 8; at++) {
      const other = Buffer.from(key);
      other[at >> 3] = (other[at >> 3] ?? 0) ^ (1 << at % 8);
      assert.is(unpackEntry(other, packed), undefined, `bit ${at} of the key`);
    }
  }
});

test("an entry of another format, or of another program, is none, though its checksum is right", () => {
  for (const at of [4, 5, 7]) {
    const other = packEntry(key, entry);
    other[at] = (other[at] ?? 0) + 1;
    assert.is(unpackEntry(key, sealed(other)), undefined);
    other[at] = (other[at] ?? 0) - 1;
    assert.equal(unpackEntry(key, sealed(other)), entry);
  }
});

/** A valid checksum over whatever the header says. */
function sealed(bytes: Buffer): Buffer {
  const { words } = lentFrom(bytes);
  const place = new CallKey();
  place.bytes.set(key);
  place.end(key.length);
  words[0] = checksum(place, lentFrom(bytes));
  return bytes;
}

test("a damaged entry is a miss without a warning, and the next run mends it", async () => {
  await warningsSoFar();
  freshStore();
  let runs = 0;
  const mended = compiled("mended", (_: number) => ({ run: ++runs }));
  const place = digestKey(constants("mended"), "tester", [1]);
  const garbage = [Buffer.from("garbage"), Buffer.alloc(0), packEntry(place, { ...entry, payload: Buffer.from([255, 255, 255]) }), Buffer.alloc(5000, 1)];
  for (const bytes of garbage) {
    currentStore()?.put(place, bytes, 1);
    currentStore()?.flush();
    assert.is(mended.isCached(1), false);
    const run = mended(1);
    assert.is(run.run, runs);
    assert.equal(mended(1), run);
  }
  assert.is(runs, garbage.length);
  assert.equal(await warningsSoFar(), []);
});

const unusable: Record<string, (dir: string) => void> = {
  "that is no LMDB file": (dir) => writeFileSync(join(dir, "data.mdb"), "this is a text, and a rather long one at that".repeat(1000)),
  "that is all zeros": (dir) => writeFileSync(join(dir, "data.mdb"), Buffer.alloc(100_000)),
  "that ends in the middle": (dir) => truncateSync(join(dir, "data.mdb"), 20_000),
  "that ends in its first page": (dir) => truncateSync(join(dir, "data.mdb"), 1000),
};

for (const [name, spoil] of Object.entries(unusable)) {
  test(`a store ${name} is set aside with one warning`, async () => {
    await warningsSoFar();
    const { dir } = freshStore();
    const numbered = numberedTask();
    if (name.includes("ends")) for (let at = 0; at < 50; at++) numbered(at);
    else mkdirSync(dir, { recursive: true });
    configure({ dir: newPlace() });
    numbered(0);
    spoil(dir);
    configure({ dir });
    let runs = 0;
    const counted = numberedTask(() => runs++);
    counted(1);
    counted(1);
    assert.equal([runs, counted.isCached(1), counted.clear(), counted.invalidate(1)], [1, true, 1, false]);
    const warnings = await warningsSoFar();
    assert.equal(warnings.map((warning) => warning.code), ["TP2044"]);
    assert.ok(warnings[0]?.message.includes(dir), warnings[0]?.message);
  });
}

test("a store that is a directory means one warning and running uncached", async () => {
  await warningsSoFar();
  const { dir } = freshStore();
  mkdirSync(join(dir, "data.mdb", "x"), { recursive: true });
  let runs = 0;
  const counted = numberedTask(() => runs++);
  counted(1);
  counted(1);
  assert.equal([runs, counted.isCached(1), counted.clear(), counted.invalidate(1)], [2, false, 0, false]);
  assert.equal((await warningsSoFar()).map((warning) => warning.code), ["TP2040"]);
});

test("an empty file is an empty store", async () => {
  await warningsSoFar();
  const { dir } = freshStore();
  mkdirSync(dir);
  writeFileSync(join(dir, "data.mdb"), "");
  const numbered = numberedTask();
  numbered(1);
  assert.is(numbered.isCached(1), true);
  assert.equal(await warningsSoFar(), []);
});

test("300 damaged copies of a store yield no wrong value and no crash", () => {
  const { dir } = freshStore();
  configure({ account: "default" });
  const numbered = numberedTask();
  for (let at = 0; at < 60; at++) numbered(at);
  currentStore()?.flush();
  const args = [fileURLToPath(new URL("./children/damaged.js", import.meta.url)), join(dir, "data.mdb"), newPlace(), "0", "300", "60"];
  const ended = spawnSync(process.execPath, ["--no-warnings", ...args], { encoding: "utf8", timeout: 120_000, env: { ...process.env, FORCE_COLOR: "0", TASKPRINT_ACCOUNT: "" } });
  assert.equal([ended.signal, ended.status], [null, 0], ended.stderr);
  assert.ok(Number(ended.stdout) > 1000, `${ended.stdout.trim()} hits in spite of the damage`);
});

test.run();
