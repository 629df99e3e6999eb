import { readSync } from "node:fs";

/** An open data.mdb. */
export interface DataFile {
  readonly handle: number;
  readonly size: number;
}

/** What a meta page says; the one with the higher transaction is in force. */
export interface Meta {
  /** The page's own number. */
  readonly number: number;
  readonly pageSize: number;
  readonly lastPage: number;
  readonly transaction: bigint;
  readonly freePages: Tree;
  readonly entries: Tree;
}

/** A tree of pages: of depth 1 when its root is a leaf, of depth 0 when it is empty. */
export interface Tree {
  readonly depth: number;
  readonly root: number;
  readonly counts: TreeCounts;
}

/** What LMDB counts of a tree. */
export interface TreeCounts {
  readonly branches: number;
  readonly leaves: number;
  /** The pages of large values. */
  readonly overflow: number;
  readonly entries: number;
}

const MAGIC = 0xbeefc0de;
const VERSION = 2;
/** With the head of the page. */
export const META_BYTES = 168;
const META_PAGE = 8;
const FREE_PAGES_AT = 48;
const ENTRIES_AT = 96;
const INTEGER_KEYS = 8;
/** Flags that LMDB may keep in the file: they say how it was named, synced and measured. */
const HARMLESS_FLAGS = 0x5c00;

/** The meta page in force; undefined when one of them makes no sense, as LMDB reads both. */
export function metaOf(handle: number): Meta | undefined {
  return metasOf(handle)?.newer;
}

/** The meta page of the last commit and that of the one before, which LMDB leaves whole with all its pages. */
export function metasOf(handle: number): { readonly newer: Meta; readonly older: Meta } | undefined {
  const first = parse(readAt(handle, 0, META_BYTES), 0n);
  const second = first && parse(readAt(handle, first.pageSize, META_BYTES), 1n);
  if (!second || first.pageSize !== second.pageSize) return undefined;
  return first.transaction >= second.transaction ? { newer: first, older: second } : { newer: second, older: first };
}

/** Exactly so many bytes, or undefined where the file ends before. */
export function readAt(handle: number, position: number, size: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(size);
  return readSync(handle, bytes, 0, size, position) === size ? bytes : undefined;
}

/** How many pages both trees take. */
export function pagesInUse({ freePages, entries }: Meta): number {
  return [freePages.counts, entries.counts].reduce((sum, { branches, leaves, overflow }) => sum + branches + leaves + overflow, 0);
}

function parse(bytes: Buffer | undefined, place: bigint): Meta | undefined {
  if (bytes?.readUInt32LE(24) !== MAGIC || bytes.readUInt32LE(28) !== VERSION || bytes.readUInt16LE(18) !== META_PAGE) return undefined;
  const pageSize = bytes.readUInt32LE(FREE_PAGES_AT);
  const freeFlags = bytes.readUInt16LE(FREE_PAGES_AT + 4) & ~HARMLESS_FLAGS;
  const entryFlags = bytes.readUInt32LE(ENTRIES_AT) | bytes.readUInt16LE(ENTRIES_AT + 4);
  if (pageSize < 512 || pageSize > 65536 || (pageSize & (pageSize - 1)) !== 0 || freeFlags !== INTEGER_KEYS || entryFlags !== 0) return undefined;
  const [freePages, entries] = [treeAt(bytes, FREE_PAGES_AT), treeAt(bytes, ENTRIES_AT)];
  const lastPage = Number(bytes.readBigUInt64LE(144));
  const mapSize = Number(bytes.readBigUInt64LE(40));
  const transaction = bytes.readBigUInt64LE(152);
  // LMDB takes the page by whether the number of the transaction is even. In a new file both say zero.
  const isInPlace = transaction % 2n === place || transaction === 0n;
  if (!freePages || !entries || lastPage < 1 || lastPage * pageSize > mapSize || !isInPlace) return undefined;
  return { number: Number(place), pageSize, freePages, entries, lastPage, transaction };
}

function treeAt(bytes: Buffer, at: number): Tree | undefined {
  const numberAt = (offset: number): number => Number(bytes.readBigUInt64LE(at + offset));
  const depth = bytes.readUInt16LE(at + 6);
  const isEmpty = bytes.readBigInt64LE(at + 40) === -1n;
  if (isEmpty !== (depth === 0) || depth > 32) return undefined;
  const counts = { branches: numberAt(8), leaves: numberAt(16), overflow: numberAt(24), entries: numberAt(32) };
  return { depth, root: numberAt(40), counts };
}
