import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LmdbStore } from "#runtime/store/lmdb";
import { findDamage } from "#runtime/store/pages";
import { newPlace } from "./support/places.js";

const test = suite("runtime/pages");

const PAGE = 4096;
const HEADER = 24;
const [BRANCH, LEAF, OVERFLOW] = [1, 2, 4];
const BIG = 1;
const FREE_PAGES = 48;
const ENTRIES = 96;
const path = join(newPlace(), "data.mdb");
const sound = makeFile();

/** A tree of three levels with large values, and a list of free pages, single and in runs. */
function makeFile(): Buffer {
  const dir = newPlace();
  const store = new LmdbStore(dir);
  const keys = Array.from({ length: 600 }, (_, at) => Buffer.concat([Buffer.alloc(300, at % 7), Buffer.from([at >> 8, at & 255])]));
  for (let first = 0; first < 600; first += 100) store.putAll(keys.slice(first, first + 100).map((key, at) => ({ key, value: Buffer.alloc(at % 10 === 0 ? 9000 : 50, at) })));
  for (let at = 0; at < 600; at += 9) store.delete(keys[at] as Buffer);
  for (let at = 5; at < 600; at += 200) store.putAll([{ key: keys[at] as Buffer, value: Buffer.alloc(20_000) }]);
  store.close();
  return readFileSync(join(dir, "data.mdb"));
}

function damageOf(bytes: Buffer): string | undefined {
  writeFileSync(path, bytes);
  return findDamage(path, true);
}

/** The meta page in force. */
const meta = sound.readBigUInt64LE(152) > sound.readBigUInt64LE(PAGE + 152) ? 0 : PAGE;
const other = PAGE - meta;

/** Where the pages of a kind begin that the trees lead to. */
function pagesIn(tree: number): readonly { readonly at: number; readonly kind: number }[] {
  const left = [[Number(sound.readBigUInt64LE(meta + tree + 40)), sound.readUInt16LE(meta + tree + 6)]];
  const found: { at: number; kind: number }[] = [];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [number = 0, level = 0] = next;
    found.push({ at: number * PAGE, kind: level > 1 ? BRANCH : LEAF });
    for (const node of nodesOf(number * PAGE)) {
      if (level > 1) left.push([sound.readUInt32LE(node), level - 1]);
      else if (sound.readUInt16LE(node + 4) === BIG) found.push({ at: Number(sound.readBigUInt64LE(dataOf(node))) * PAGE, kind: OVERFLOW });
    }
  }
  return found;
}

function nodesOf(page: number): readonly number[] {
  return Array.from({ length: sound.readUInt16LE(page + 20) / 2 }, (_, at) => page + HEADER + sound.readUInt16LE(page + HEADER + at * 2));
}

function dataOf(node: number): number {
  return node + 8 + sound.readUInt16LE(node + 6);
}

const pages = pagesIn(ENTRIES);
const allOf = (kind: number): readonly number[] => pages.filter((page) => page.kind === kind).map(({ at }) => at);
const [branches, leaves, overflows] = [allOf(BRANCH), allOf(LEAF), allOf(OVERFLOW)] as const;
const leafNodes = leaves.flatMap(nodesOf);
const bigNodes = leafNodes.filter((node) => sound.readUInt16LE(node + 4) === BIG);
const freeLeaves = pagesIn(FREE_PAGES).filter(({ kind }) => kind === LEAF).flatMap(({ at }) => nodesOf(at));
/** The numbers in the records of free pages, but for those that are no page. */
const freeNumbers = freeLeaves.flatMap((node) => Array.from({ length: Number(sound.readBigInt64LE(dataOf(node))) }, (_, at) => dataOf(node) + 8 + at * 8)).filter((at) => sound.readBigInt64LE(at) !== 0n);

const addTo = (bytes: Buffer, at: number, number: number): unknown => bytes.writeBigInt64LE(bytes.readBigInt64LE(at) + BigInt(number), at);
const add16 = (bytes: Buffer, at: number, number: number): unknown => bytes.writeUInt16LE((bytes.readUInt16LE(at) + number) & 0xffff, at);

/** What is done, to each of these places in turn. */
const DAMAGES: Readonly<Record<string, readonly [places: readonly number[], change: (bytes: Buffer, at: number) => unknown]>> = {
  "a head that is not marked as one": [[0, PAGE], (bytes, at) => (bytes[at + 18] = 0)],
  "a head of another version": [[0, PAGE], (bytes, at) => bytes.writeUInt32LE(3, at + 28)],
  "a head in the place of the other": [[0, PAGE], (bytes, at) => addTo(bytes, at + 152, 1)],
  "a head that says more pages than there are": [[meta], (bytes, at) => addTo(bytes, at + 144, 300)],
  "a head that says fewer pages than there are": [[meta], (bytes, at) => addTo(bytes, at + 144, -30)],
  "a tree that counts too many pages or entries": [[8, 16, 24, 32].flatMap((at) => [meta + ENTRIES + at, meta + FREE_PAGES + at]), (bytes, at) => addTo(bytes, at, 1)],
  "a tree whose depth is wrong": [[meta + ENTRIES + 6, meta + FREE_PAGES + 6], (bytes, at) => add16(bytes, at, 1)],
  "a tree that begins elsewhere": [[meta + ENTRIES + 40, meta + FREE_PAGES + 40], (bytes, at) => addTo(bytes, at, 1)],
  "a page of another number": [pages.map(({ at }) => at), (bytes, at) => addTo(bytes, at, 1)],
  "a page of a transaction to come": [pages.map(({ at }) => at), (bytes, at) => addTo(bytes, at + 8, 2 ** 30)],
  "a page of another kind": [pages.map(({ at }) => at), (bytes, at) => (bytes[at + 18] = (bytes[at + 18] ?? 0) ^ 3)],
  "a page with a node too few": [[...branches, ...leaves], (bytes, at) => add16(bytes, at + 20, -2)],
  "a page with a node too many": [[...branches, ...leaves], (bytes, at) => add16(bytes, at + 20, 2)],
  "a page whose free part ends elsewhere": [[...branches, ...leaves], (bytes, at) => add16(bytes, at + 22, -2)],
  "a node twice": [[...branches, ...leaves].filter((at) => nodesOf(at).length > 1), (bytes, at) => bytes.copyWithin(at + HEADER, at + HEADER + 2, at + HEADER + 4)],
  "a node that begins elsewhere": [leaves, (bytes, at) => add16(bytes, at + HEADER, 2)],
  "a value that is longer than it was": [leafNodes.filter((node) => !bigNodes.includes(node)), (bytes, at) => add16(bytes, at, 2)],
  "a large value that is longer by pages": [bigNodes, (bytes, at) => add16(bytes, at, 8192)],
  "a key that is shorter than it was": [leafNodes, (bytes, at) => add16(bytes, at + 6, -2)],
  "a key that is greater than all that follow": [leafNodes.slice(0, -1), (bytes, at) => (bytes[at + 8] = 255)],
  "a large value in other pages": [bigNodes.map(dataOf), (bytes, at) => addTo(bytes, at, 1)],
  "a large value with other pages": [bigNodes.map((node) => dataOf(node) + 16), (bytes, at) => addTo(bytes, at, 1)],
  "a large value whose pages say another number": [overflows, (bytes, at) => add16(bytes, at + 20, 1)],
  "a branch that leads to a page twice": [branches, (bytes, at) => bytes.copy(bytes, nodesOf(at)[1] ?? 0, nodesOf(at)[0], (nodesOf(at)[0] ?? 0) + 4)],
  "a branch that leads to itself": [branches, (bytes, at) => bytes.writeUInt32LE(at / PAGE, nodesOf(at)[0] ?? 0)],
  "a branch that leads beyond the end": [branches, (bytes, at) => bytes.writeUInt16LE(1, (nodesOf(at)[0] ?? 0) + 4)],
  "a free page that is in use": [freeNumbers.filter((at) => sound.readBigInt64LE(at) > 0n), (bytes, at) => bytes.writeBigInt64LE(sound.readBigInt64LE(meta + ENTRIES + 40), at)],
  "a free page that is free twice": [freeNumbers.filter((at) => sound.readBigInt64LE(at) > 0n).slice(1), (bytes, at) => bytes.writeBigInt64LE(sound.readBigInt64LE(freeNumbers.filter((each) => sound.readBigInt64LE(each) > 0n)[0] ?? 0), at)],
  "a run of free pages that is longer than it was": [freeNumbers.filter((at) => sound.readBigInt64LE(at) < 0n), (bytes, at) => addTo(bytes, at, -40)],
  "a record of free pages of a transaction to come": [freeLeaves, (bytes, at) => addTo(bytes, at + 8, 2 ** 30)],
  "a record of free pages of no transaction": [freeLeaves.slice(0, 1), (bytes, at) => bytes.writeBigInt64LE(0n, at + 8)],
  "a record of free pages that is too long": [freeLeaves.map(dataOf), (bytes, at) => addTo(bytes, at, 1000)],
};

test("a sound file is sound, and has all that is damaged below", () => {
  assert.is(damageOf(sound), undefined);
  assert.ok(branches.length > 3 && leaves.length > 30 && bigNodes.length > 20 && freeLeaves.length > 2, JSON.stringify([branches, leaves, bigNodes, freeLeaves].map(({ length }) => length)));
});

for (const [name, [places, change]] of Object.entries(DAMAGES)) {
  test(`${name} is found`, () => {
    assert.ok(places.length > 0, "there is nothing to damage");
    const step = Math.ceil(places.length / 12);
    for (let index = 0; index < places.length; index += step) {
      const bytes = Buffer.from(sound);
      change(bytes, places[index] as number);
      assert.is.not(damageOf(bytes), undefined, `place ${places[index]}`);
    }
  });
}

test("a file that is cut off is found, wherever that is", () => {
  const end = (Number(sound.readBigUInt64LE(meta + 144)) + 1) * PAGE;
  for (const length of [1, 100, PAGE, PAGE + 100, 3 * PAGE, 10 * PAGE + 17, end >> 1, (end >> 1) + 1000]) assert.is.not(damageOf(sound.subarray(0, length)), undefined, `${length} bytes`);
});

test("what LMDB does not read is no damage", () => {
  const bytes = Buffer.from(sound);
  for (const { at } of pages) bytes.writeUInt16LE(77, at + 16);
  bytes.writeBigInt64LE(77n, meta + 160);
  bytes.writeBigInt64LE(1n, other + ENTRIES + 8);
  assert.is(damageOf(bytes), undefined);
});

test.run();
