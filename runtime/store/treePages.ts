import { readAt, type DataFile, type Meta, type Tree } from "./metaPages.js";

export const PAGE_HEADER = 24;
export const NODE_HEADER = 8;
export const BRANCH = 1;
export const LEAF = 2;
export const OVERFLOW = 4;
export const BIG_DATA = 1;

/** What the leaves of a tree hold: entries of taskprint, or LMDB's own records of free pages. */
type Holding = "entries" | "free pages";

/** The lengths that keys may have. */
const KEY_BYTES: Readonly<Record<Holding, readonly [least: number, most: number]>> = { entries: [1, 1978], "free pages": [8, 8] };

/** A look at one file: what is known of it, and the pages found in use. */
interface Walk {
  readonly file: DataFile;
  readonly meta: Meta;
  /** A bit for each page of the file. */
  readonly used: Uint8Array;
  /** Pages that LMDB would hand out again. */
  readonly free: number[];
}

/** A node of a leaf: a key with its data. */
interface Leaf {
  readonly page: Buffer;
  readonly size: number;
  readonly isBig: boolean;
  /** Where the data, or for big data the number of its first page, lies in the page. */
  readonly at: number;
}

/** Walks the tree of entries and the tree of free pages; undefined when every page makes sense. */
export function damageInTrees(file: DataFile, meta: Meta): string | undefined {
  const walk: Walk = { file, meta, used: new Uint8Array(file.size / meta.pageSize / 8 + 1), free: [] };
  walk.used[0] = 0b11;
  const bad = damagedPage(walk, meta.entries, "entries") ?? damagedPage(walk, meta.freePages, "free pages");
  if (bad !== undefined) return `its page ${bad} is damaged or missing`;
  const isMixedUp = walk.free.some((page) => page < 2 || page > meta.lastPage || isUsed(walk, page));
  return isMixedUp ? "its list of free pages is damaged" : undefined;
}

/** A page and what lies below it: all keys in it are at least the one that leads there. */
type Subtree = readonly [page: number, level: number, least: Buffer | undefined];

function damagedPage(walk: Walk, tree: Tree, holding: Holding): number | undefined {
  const left: Subtree[] = tree.depth === 0 ? [] : [[tree.root, tree.depth, undefined]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [number, level, least] = next;
    const page = use(walk, number, 1) ? readAt(walk.file.handle, number * walk.meta.pageSize, walk.meta.pageSize) : undefined;
    const nodes = page && isHeader(walk.meta, page, [number, level > 1 ? BRANCH : LEAF]) ? nodesOf(page) : undefined;
    if (page === undefined || nodes === undefined) return number;
    if (level === 1 && !nodes.every((node) => isSoundLeaf(walk, page, { node, holding }))) return number;
    // The first key of a branch stands for whatever comes before the second.
    const keys = nodes.map((node, index) => (level > 1 && index === 0 ? undefined : keyAt(page, node)));
    if (!isInOrder([least, ...keys], holding)) return number;
    if (level > 1) left.push(...nodes.map((node, index): Subtree => [childAt(page, node), level - 1, keys[index] ?? least]));
  }
  return undefined;
}

function keyAt(page: Buffer, node: number): Buffer {
  return page.subarray(node + NODE_HEADER, node + NODE_HEADER + page.readUInt16LE(node + 6));
}

/** Out of order, keys are not found by those who look for them, now or when they are put again. A separator may equal the key behind it. */
function isInOrder(keys: readonly (Buffer | undefined)[], holding: Holding): boolean {
  const [least, ...own] = keys;
  const given = own.flatMap((key) => key ?? []);
  if (holding === "free pages" && given.some((key) => key.length !== 8)) return false;
  const compare = (a: Buffer, b: Buffer): number => (holding === "entries" ? Buffer.compare(a, b) : Number(a.readBigUInt64LE(0) - b.readBigUInt64LE(0)));
  if (least && given[0] && compare(least, given[0]) > 0) return false;
  return given.every((key, index) => index === 0 || compare(given[index - 1] as Buffer, key) < 0);
}

/** Marks pages as used; false when they lie outside the file's pages or are used twice. */
function use(walk: Walk, first: number, count: number): boolean {
  const { meta, used } = walk;
  const end = first + count;
  if (first < 2 || end - 1 > meta.lastPage) return false;
  for (let page = first; page < end; page++) {
    if (isUsed(walk, page)) return false;
    used[page >> 3] = (used[page >> 3] ?? 0) | (1 << (page & 7));
  }
  return true;
}

function isUsed({ used }: Walk, page: number): boolean {
  return ((used[page >> 3] ?? 0) & (1 << (page & 7))) !== 0;
}

/**
 * Whether a page begins as it should. A page of a transaction to come would count as one that LMDB
 * itself is writing, and be written in place.
 */
export function isHeader({ transaction }: Meta, page: Buffer, [number, kind]: readonly [number, number]): boolean {
  return Number(page.readBigUInt64LE(0)) === number && page.readBigUInt64LE(8) <= transaction && page.readUInt16LE(18) === kind;
}

/** Where the nodes of a page begin, or undefined when one makes no sense. */
export function nodesOf(page: Buffer): readonly number[] | undefined {
  const [lower, upper] = [page.readUInt16LE(20), page.readUInt16LE(22)];
  if (lower === 0 || lower % 2 !== 0 || lower > upper || upper > page.length - PAGE_HEADER) return undefined;
  const nodes = Array.from({ length: lower / 2 }, (_, index) => PAGE_HEADER + page.readUInt16LE(PAGE_HEADER + index * 2));
  const isInside = (node: number): boolean => node % 2 === 0 && node >= PAGE_HEADER + upper && node + NODE_HEADER <= page.length;
  const hasKey = (node: number): boolean => node + NODE_HEADER + page.readUInt16LE(node + 6) <= page.length;
  return nodes.every((node) => isInside(node) && hasKey(node)) ? nodes : undefined;
}

export function childAt(page: Buffer, node: number): number {
  return page.readUInt32LE(node) + page.readUInt16LE(node + 4) * 2 ** 32;
}

function isSoundLeaf(walk: Walk, page: Buffer, { node, holding }: { readonly node: number; readonly holding: Holding }): boolean {
  const flags = page.readUInt16LE(node + 4);
  const isBig = flags === BIG_DATA;
  const keyBytes = page.readUInt16LE(node + 6);
  const [least, most] = KEY_BYTES[holding];
  const leaf: Leaf = { page, size: page.readUInt32LE(node), isBig, at: node + NODE_HEADER + keyBytes };
  if (keyBytes < least || keyBytes > most || flags > BIG_DATA || leaf.at + (isBig ? 8 : leaf.size) > page.length) return false;
  if (isBig && !isSoundOverflow(walk, leaf)) return false;
  return holding === "entries" || readFreeList(walk, leaf);
}

/** Big data has pages of its own, the first of which says how many. */
function isSoundOverflow(walk: Walk, { page, size, at }: Leaf): boolean {
  const { pageSize } = walk.meta;
  const first = Number(page.readBigUInt64LE(at));
  const count = Math.ceil((PAGE_HEADER + size) / pageSize);
  if (first * pageSize + PAGE_HEADER + size > walk.file.size || !use(walk, first, count)) return false;
  const header = readAt(walk.file.handle, first * pageSize, PAGE_HEADER);
  return header !== undefined && isHeader(walk.meta, header, [first, OVERFLOW]) && header.readUInt32LE(20) === count;
}

/**
 * A record of free pages: how many numbers follow, then page numbers. A negative number is the length
 * of a run that begins at the next one; a zero is a gap.
 */
function readFreeList(walk: Walk, { page, size, isBig, at }: Leaf): boolean {
  const start = isBig ? Number(page.readBigUInt64LE(at)) * walk.meta.pageSize + PAGE_HEADER : 0;
  const data = isBig ? readAt(walk.file.handle, start, size) : page.subarray(at, at + size);
  if (data === undefined || size < 8 || size % 8 !== 0) return false;
  const count = Number(data.readBigInt64LE(0));
  if (count < 0 || count * 8 + 8 > size) return false;
  for (let index = 1; index <= count; index++) {
    const value = Number(data.readBigInt64LE(index * 8));
    if (value < -walk.meta.lastPage || (value < 0 && index === count)) return false;
    if (value > 0) walk.free.push(value);
    if (value < 0) {
      const first = Number(data.readBigInt64LE(++index * 8));
      walk.free.push(first, first - value - 1);
    }
  }
  return true;
}
