import { readSync } from "node:fs";

/** An open data.mdb. */
export interface DataFile {
  readonly handle: number;
  readonly size: number;
}

/** What a meta page says; the one with the higher transaction is in force. */
export interface Meta {
  readonly pageSize: number;
  readonly lastPage: number;
  readonly transaction: bigint;
  readonly freePages: Tree;
  readonly entries: Tree;
  /** How many pages both trees take. */
  readonly usedPages: number;
}

/** A tree of pages: of depth 1 when its root is a leaf, of depth 0 when it is empty. */
export interface Tree {
  readonly depth: number;
  readonly root: number;
}

const MAGIC = 0xbeefc0de;
const VERSION = 2;
const META_BYTES = 168;
const FREE_PAGES_AT = 48;
const ENTRIES_AT = 96;
const INTEGER_KEYS = 8;
/** Flags that LMDB may keep in the file: they say how it was named, synced and measured. */
const HARMLESS_FLAGS = 0x5c00;

/** Both meta pages must make sense, as LMDB reads both; undefined when one does not. */
export function metaOf(handle: number): Meta | undefined {
  const first = parse(readAt(handle, 0, META_BYTES));
  const second = first && parse(readAt(handle, first.pageSize, META_BYTES));
  if (!second || first.pageSize !== second.pageSize) return undefined;
  return first.transaction > second.transaction ? first : second;
}

/** Exactly so many bytes, or undefined where the file ends before. */
export function readAt(handle: number, position: number, size: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(size);
  return readSync(handle, bytes, 0, size, position) === size ? bytes : undefined;
}

function parse(bytes: Buffer | undefined): Meta | undefined {
  if (bytes?.readUInt32LE(24) !== MAGIC || bytes.readUInt32LE(28) !== VERSION) return undefined;
  const pageSize = bytes.readUInt32LE(FREE_PAGES_AT);
  const freeFlags = bytes.readUInt16LE(FREE_PAGES_AT + 4) & ~HARMLESS_FLAGS;
  const entryFlags = bytes.readUInt32LE(ENTRIES_AT) | bytes.readUInt16LE(ENTRIES_AT + 4);
  if (pageSize < 512 || pageSize > 65536 || (pageSize & (pageSize - 1)) !== 0 || freeFlags !== INTEGER_KEYS || entryFlags !== 0) return undefined;
  const [freePages, entries] = [treeAt(bytes, FREE_PAGES_AT), treeAt(bytes, ENTRIES_AT)];
  const lastPage = Number(bytes.readBigUInt64LE(144));
  const mapSize = Number(bytes.readBigUInt64LE(40));
  if (!freePages || !entries || lastPage * pageSize > mapSize) return undefined;
  const usedPages = pagesAt(bytes, FREE_PAGES_AT) + pagesAt(bytes, ENTRIES_AT);
  return { pageSize, freePages, entries, usedPages, lastPage, transaction: bytes.readBigUInt64LE(152) };
}

/** Branches, leaves and large values of a tree. */
function pagesAt(bytes: Buffer, at: number): number {
  return [8, 16, 24].reduce((sum, offset) => sum + Number(bytes.readBigUInt64LE(at + offset)), 0);
}

function treeAt(bytes: Buffer, at: number): Tree | undefined {
  const depth = bytes.readUInt16LE(at + 6);
  const isEmpty = bytes.readBigInt64LE(at + 40) === -1n;
  if (isEmpty !== (depth === 0) || depth > 32) return undefined;
  return { depth, root: Number(bytes.readBigUInt64LE(at + 40)) };
}
