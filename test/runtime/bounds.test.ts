import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure, TaskprintError } from "taskprint";
import { packEntry, unpackEntry } from "#runtime/entry";
import { digestKey } from "#runtime/key/key";
import { currentStore } from "#runtime/store/current";
import { compiled, constants } from "./support/compiled.js";
import { freshStore, newPlace } from "./support/places.js";
import { runScript } from "./support/script.js";

const test = suite("runtime/bounds");
const MIB = 1024 * 1024;

/** A store of limited size, and a task whose results are a number of bytes. */
function limited(limits: { readonly maxSize?: number; readonly maxAge?: number }) {
  const { dir, events } = freshStore();
  configure(limits);
  const block = compiled("bounded", (_at: number, size: number) => new Uint8Array(size));
  return { dir, events, block, size: () => statSync(join(dir, "data.mdb")).size };
}

/** Lets the limits of one test be none of the next. */
function unlimit(): void {
  configure({ maxSize: Infinity, maxAge: Infinity });
}

for (const [name, sizeOf] of Object.entries({ small: () => 100, large: () => 10_000, mixed: (at: number) => (at % 20 === 0 ? 100_000 : (at * 37) % 3000) })) {
  test(`the file of a store of ${name} results stays within its size while ten times that is put, and what is used stays`, async () => {
    const maxSize = name === "small" ? 2 * MIB : 4 * MIB;
    const { block, size } = limited({ maxSize });
    let [put, at, largest] = [0, 1, 0];
    block(0, 500);
    for (; put < 10 * maxSize; at++) {
      block(at, sizeOf(at));
      put += sizeOf(at) + 100;
      if (at % 10 !== 0) continue;
      assert.is(block.isCached(0, 500), true, `after ${at}`);
      block(0, 500);
      if (at % 50 === 0) await setTimeout(1);
      largest = Math.max(largest, size());
    }
    currentStore()?.flush();
    assert.ok(largest <= maxSize && largest > maxSize / 4, `${largest} bytes`);
    const kept = Array.from({ length: at - 1 }, (_, index) => index + 1).filter((each) => block.isCached(each, sizeOf(each)));
    assert.ok(kept.length > 5 && (kept[0] ?? 0) > at / 2, `${kept.length} of ${at} are kept, from ${kept[0]} on`);
    assert.is(block.isCached(at - 1, sizeOf(at - 1)), true);
    unlimit();
  });
}

test("a process that was killed while it read does not make the file grow", () => {
  const maxSize = 4 * MIB;
  const { dir, block, size } = limited({ maxSize });
  for (let at = 0; at < 20; at++) block(at, 20_000);
  currentStore()?.flush();
  const reading = `
    configure({ dir: ${JSON.stringify(dir)}, account: "tester" });
    const bounded = compiled("bounded", (at) => new Uint8Array(1));
    bounded(500);
    for (let at = 0; at < 20; at++) bounded(at, 20_000);
    process.kill(process.pid, "SIGKILL");
  `;
  assert.is(runScript(reading).signal, "SIGKILL");
  for (let at = 1000; at < 2500; at++) block(at, 10_000);
  currentStore()?.flush();
  assert.ok(size() <= maxSize, `${size()} bytes`);
  unlimit();
});

test("a result of more than a tenth of the store is returned and not stored", () => {
  const { block, events } = limited({ maxSize: 2 * MIB });
  assert.is(block(1, 300_000).length, 300_000);
  assert.is(block.isCached(1, 300_000), false);
  assert.is(events.at(-1)?.stored, false);
  unlimit();
});

/** Stores a result that is as old as that, without the time that it takes to age. */
function putAged(name: string, at: number, age: number): void {
  const key = digestKey(constants(name), "tester", [at]);
  const now = packedSample(name, at);
  currentStore()?.put(key, packEntry(key, { ...now, writtenAt: Date.now() - age }), 0);
}

function packedSample(name: string, at: number) {
  const key = digestKey(constants(name), "tester", [at]);
  compiled(name, (value: number) => ({ value }))(at);
  const entry = unpackEntry(key, currentStore()?.get(key) ?? Buffer.alloc(0));
  if (!entry) throw new Error("it was not stored");
  return entry;
}

test("results older than maxAge are misses at once, and removed before long", async () => {
  const { dir } = freshStore();
  const aged = compiled("aging", (value: number) => ({ value }));
  for (let at = 0; at < 10; at++) putAged("aging", at, at * 1000);
  currentStore()?.flush();
  configure({ maxAge: 4500 });
  assert.equal(Array.from({ length: 10 }, (_, at) => aged.isCached(at)), [true, true, true, true, true, false, false, false, false, false]);
  aged(100);
  await setTimeout(2);
  assert.ok(existsSync(join(dir, "swept")));
  configure({ maxAge: Infinity });
  assert.equal(Array.from({ length: 10 }, (_, at) => aged.isCached(at)), [true, true, true, true, true, false, false, false, false, false]);
  unlimit();
});

const usesOf = (dir: string): string => join(dir, "uses.log");

test("a process notes the use of an entry once, in another process's sight", async () => {
  const { dir } = freshStore();
  const count = compiled("noted", (at: number) => at);
  for (let at = 0; at < 3; at++) count(at);
  await setTimeout(2);
  for (let round = 0; round < 100; round++) for (let at = 0; at < 3; at++) count(at);
  currentStore()?.uses?.flush();
  assert.is(statSync(usesOf(dir)).size, 3 * 12);
  assert.is(statSync(usesOf(dir)).mode & 0o777, 0o600);
  runScript(`configure({ dir: ${JSON.stringify(dir)}, account: "tester" }); const count = compiled("noted", (at) => at); for (let at = 0; at < 300; at++) count(at % 3);`);
  assert.is(statSync(usesOf(dir)).size, 6 * 12);
});

test("what another process used lately is kept when a store is made smaller", async () => {
  const { dir, block } = limited({ maxSize: 4 * MIB });
  for (let at = 0; at < 10; at++) block(at, 20_000);
  currentStore()?.flush();
  await setTimeout(5);
  for (let at = 10; at < 30; at++) block(at, 20_000);
  currentStore()?.flush();
  runScript(`configure({ dir: ${JSON.stringify(dir)}, account: "tester" }); const bounded = compiled("bounded", () => process.exit(3)); bounded(3, 20_000); bounded(4, 20_000);`);
  // To ask a task would be to use the entry.
  const isThere = (at: number): boolean => currentStore()?.get(digestKey(constants("bounded"), "tester", [at, 20_000])) !== undefined;
  for (let at = 30; at < 200 && isThere(0); at++) block(at, 20_000);
  assert.equal([0, 3, 4].map(isThere), [false, true, true]);
  unlimit();
});

const spoilt: Record<string, (file: string) => void> = {
  "garbage": (file) => writeFileSync(file, "these are no records".repeat(100)),
  "a directory": (file) => mkdirSync(file),
  "a link to nowhere": (file) => symlinkSync("/nowhere/at/all", file),
  "a FIFO": (file) => void spawnSync("mkfifo", [file]),
};

for (const [name, spoil] of Object.entries(spoilt)) {
  test(`notes of uses that are ${name} do no harm`, () => {
    const { dir, block, size } = limited({ maxSize: 2 * MIB });
    block(0, 100);
    currentStore()?.flush();
    rmSync(usesOf(dir), { force: true });
    spoil(usesOf(dir));
    for (let at = 0; at < 200; at++) {
      block(at, 20_000);
      block(at, 20_000);
    }
    currentStore()?.flush();
    assert.ok(size() <= 2 * MIB);
    assert.is(block.isCached(199, 20_000), true);
    unlimit();
  });
}

test("whatever stands in the place of the small files beside the entries does no harm, and no link is followed", () => {
  const target = join(newPlace(), "precious");
  const spoilings: readonly ((file: string) => void)[] = [...Object.values(spoilt), (file) => symlinkSync(target, file)];
  for (const spoil of spoilings) {
    writeFileSync(target, "precious");
    const dir = join(newPlace(), "store");
    mkdirSync(dir);
    for (const name of ["checked", "trimmed", "swept", "presence-1-0-x", "presence-9999999-0-x"]) spoil(join(dir, name));
    const body = `
      configure({ dir: ${JSON.stringify(dir)}, maxSize: ${2 * MIB}, maxAge: 60_000 });
      const block = compiled("block", (at) => new Uint8Array(20_000).fill(at));
      for (let at = 0; at < 100; at++) block(at);
      await new Promise((resolve) => setTimeout(resolve, 5));
      console.log(block.isCached(99));
    `;
    const ended = runScript(body);
    assert.equal([ended.stdout, ended.stderr], ["true\n", ""]);
    assert.is(readFileSync(target, "utf8"), "precious");
    assert.ok(statSync(join(dir, "data.mdb")).size <= 2 * MIB);
  }
});

test("a link in the place of the notes is not followed", () => {
  const { dir, block } = limited({});
  const target = join(newPlace(), "precious");
  writeFileSync(target, "precious");
  block(0, 100);
  currentStore()?.flush();
  symlinkSync(target, usesOf(dir));
  block(0, 100);
  currentStore()?.uses?.flush();
  assert.is(readFileSync(target, "utf8"), "precious");
});

test("limits come from the environment, and wrong ones are named", () => {
  const isCode = (code: string) => (error: unknown) => error instanceof TaskprintError && error.code === code;
  for (const maxSize of [0, -1, 1_000_000, NaN, "1" as never]) assert.throws(() => configure({ maxSize }), isCode("TP2070"));
  for (const maxAge of [-1, NaN, "1" as never]) assert.throws(() => configure({ maxAge }), isCode("TP2071"));
  const dir = join(newPlace(), "store");
  const body = `
    configure({ dir: ${JSON.stringify(dir)} });
    const block = compiled("block", (at) => new Uint8Array(50_000).fill(at));
    for (let at = 0; at < 100; at++) block(at);
    await new Promise((resolve) => setTimeout(resolve, 5));
    console.log(block.isCached(0), block.isCached(99));
  `;
  assert.is(runScript(body, { env: { TASKPRINT_MAX_SIZE: "2097152" } }).stdout, "false true\n");
  assert.is(runScript(body, { env: { TASKPRINT_MAX_AGE: "0" } }).stdout, "false false\n");
  assert.match(runScript(body, { env: { TASKPRINT_MAX_SIZE: "2 MB" } }).stderr, /maxSize: NaN from the environment.*TP2070/);
});

test.run();
