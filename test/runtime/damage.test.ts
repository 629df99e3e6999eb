import { spawnSync } from "node:child_process";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crc32 } from "node:zlib";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure } from "taskprint";
import { packEntry, unpackEntry, type Entry } from "#runtime/entry";
import { digestKey } from "#runtime/key/key";
import { currentStore } from "#runtime/store/current";
import { compiled, constants } from "./support/compiled.js";
import { numberedTask } from "./support/numbered.js";
import { freshStore, newPlace } from "./support/places.js";
import { warningsSoFar } from "./support/warnings.js";

const test = suite("runtime/damage");
const key = Buffer.alloc(64, 7);
const entry: Entry = { writtenAt: 1_700_000_000_000, runMs: 12.5, async: true, payload: Buffer.from("some payload") };

test("an entry is unpacked as it was packed", () => {
  assert.equal(unpackEntry(key, packEntry(key, entry)), entry);
});

test("an entry with any byte changed, or cut anywhere, or under another key, is none", () => {
  const packed = packEntry(key, entry);
  for (let at = 0; at < packed.length; at++) {
    const changed = Buffer.from(packed);
    changed[at] = (changed[at] ?? 0) ^ (1 << at % 8);
    assert.is(unpackEntry(key, changed), undefined, `byte ${at}`);
    assert.is(unpackEntry(key, packed.subarray(0, at)), undefined, `cut at ${at}`);
  }
  assert.is(unpackEntry(Buffer.alloc(64, 8), packed), undefined);
});

/** A valid checksum over whatever the header says. */
function sealed(bytes: Buffer): Buffer {
  bytes.writeUInt32LE(crc32(bytes.subarray(28), crc32(bytes.subarray(0, 24), crc32(key))), 24);
  return bytes;
}

test("an entry of another format is none, though its checksum is right", () => {
  const other = packEntry(key, entry);
  other.writeUInt16LE(other.readUInt16LE(4) + 1, 4);
  assert.is(unpackEntry(key, sealed(other)), undefined);
  other.writeUInt16LE(other.readUInt16LE(4) - 1, 4);
  assert.equal(unpackEntry(key, sealed(other)), entry);
});

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
  "that is a directory": (dir) => mkdirSync(join(dir, "data.mdb", "x"), { recursive: true }),
};

for (const [name, spoil] of Object.entries(unusable)) {
  test(`a store ${name} means one warning and running uncached`, async () => {
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
    assert.equal([runs, counted.isCached(1), counted.clear(), counted.invalidate(1)], [2, false, 0, false]);
    const warnings = await warningsSoFar();
    assert.equal(warnings.map((warning) => warning.code), ["TP2040"]);
    assert.ok(warnings[0]?.message.includes(dir), warnings[0]?.message);
  });
}

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
