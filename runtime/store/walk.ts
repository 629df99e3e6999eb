import { closeSync, fstatSync, openSync } from "node:fs";
import { metaOf, pagesInUse, readAt, type DataFile, type Meta } from "./metaPages.js";
import { BIG_DATA, BRANCH, childAt, isHeader, LEAF, NODE_HEADER, nodesOf, OVERFLOW, PAGE_HEADER, REFERENCE } from "./pageLayout.js";

/** An entry as it lies in the file. */
export interface LyingEntry {
  /** A view, good only while the entry is visited. */
  readonly key: Buffer;
  /** How many bytes its value has. */
  readonly size: number;
  /** How many bytes of the file it takes. */
  readonly takes: number;
  /** The first bytes of its value, or all of it when that was asked for; a view. */
  readonly value: Buffer;
}

/** What a walk is after. */
export interface Visitor {
  readonly visit: (entry: LyingEntry) => void;
  /** How many bytes of each value it needs. */
  readonly bytes: number;
}

interface Walk extends Visitor {
  readonly file: DataFile;
  readonly meta: Meta;
}

/** A node's place, and the two bytes that point to it in its page. */
const POINTER = 2;
const META_PAGES = 2;

/**
 * Visits every entry of an LMDB file in the order of keys, by reading alone; returns how many pages could not
 * be read. The caller sees to it that no page is used again meanwhile.
 */
export function walkEntries(path: string, visitor: Visitor): number {
  const handle = openSync(path, "r");
  try {
    const meta = metaOf(handle);
    return meta ? walkPages({ ...visitor, meta, file: { handle, size: fstatSync(handle).size } }) : 1;
  } finally {
    closeSync(handle);
  }
}

/** How many bytes of an LMDB file are in use. */
export function usedBytesOf(path: string): number {
  const handle = openSync(path, "r");
  try {
    const meta = metaOf(handle);
    return meta ? (pagesInUse(meta) + META_PAGES) * meta.pageSize : 0;
  } finally {
    closeSync(handle);
  }
}

function walkPages(walk: Walk): number {
  const { file, meta } = walk;
  const left: [page: number, level: number][] = meta.entries.depth === 0 ? [] : [[meta.entries.root, meta.entries.depth]];
  let unreadable = 0;
  // In a damaged file many pages can lead to one: no walk is longer than the file has pages.
  let most = file.size / meta.pageSize;
  for (let next = left.pop(); next !== undefined && most > 0; next = left.pop()) {
    most--;
    const [number, level] = next;
    const page = readAt(file.handle, number * meta.pageSize, meta.pageSize);
    const nodes = page && isHeader(meta, page, [number, level > 1 ? BRANCH : LEAF]) ? nodesOf(page) : undefined;
    if (page === undefined || nodes === undefined) unreadable++;
    else if (level > 1) for (const node of nodes.toReversed()) left.push([childAt(page, node), level - 1]);
    else for (const node of nodes) if (!visitLeaf(walk, page, node)) unreadable++;
  }
  return unreadable;
}

/** False when the entry's value cannot be read. */
function visitLeaf(walk: Walk, page: Buffer, node: number): boolean {
  const [size, flags, keyBytes] = [page.readUInt32LE(node), page.readUInt16LE(node + 4), page.readUInt16LE(node + 6)];
  const at = node + NODE_HEADER + keyBytes;
  const own = NODE_HEADER + keyBytes + POINTER;
  const key = page.subarray(node + NODE_HEADER, at);
  if (flags > BIG_DATA || at + (flags === BIG_DATA ? REFERENCE : size) > page.length) return false;
  if (flags !== BIG_DATA) {
    walk.visit({ key, size, takes: own + size, value: page.subarray(at, at + Math.min(size, walk.bytes)) });
    return true;
  }
  const value = bigValue(walk, Number(page.readBigUInt64LE(at)), size);
  if (value === undefined) return false;
  const { pageSize } = walk.meta;
  walk.visit({ key, size, takes: own + REFERENCE + Math.ceil((PAGE_HEADER + size) / pageSize) * pageSize, value });
  return true;
}

/** As much of a big value as is needed. */
function bigValue({ file, meta, bytes }: Walk, first: number, size: number): Buffer | undefined {
  const start = first * meta.pageSize;
  const length = PAGE_HEADER + Math.min(size, bytes);
  const read = start + length <= file.size ? readAt(file.handle, start, length) : undefined;
  return read && isHeader(meta, read, [first, OVERFLOW]) ? read.subarray(PAGE_HEADER) : undefined;
}
