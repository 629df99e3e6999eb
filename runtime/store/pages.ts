import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const MAGIC = 0xbeefc0de;
const VERSION = 2;
const PAGE_HEADER = 24;
const META_BYTES = 168;
const NO_PAGE = 0xffff_ffff_ffff_ffffn;
const BRANCH = 1;
const LEAF = 2;
const BIG_DATA = 1;

/** Up to this size every tree page is checked when a store is opened; above, only the two meta pages. */
const CHECKED_BYTES = 8 * 1024 * 1024;

/** What a meta page says; the one with the higher transaction is in force. */
interface Meta {
  readonly pageSize: number;
  readonly trees: readonly Tree[];
  readonly lastPage: number;
  readonly transaction: bigint;
}

interface Tree {
  readonly depth: number;
  readonly root: bigint;
}

interface File {
  readonly handle: number;
  readonly size: number;
}

/**
 * Looks for damage in an LMDB file, and says what it found. LMDB trusts its file: a flipped bit or
 * a cut file would end the process, where a store may only fail. Values are not looked at, as each has
 * a checksum of its own.
 */
export function findDamage(path: string): string | undefined {
  const handle = openSync(path, "r");
  try {
    return damageIn({ handle, size: fstatSync(handle).size });
  } finally {
    closeSync(handle);
  }
}

/** Another process may write meanwhile and reuse pages, so a finding counts only while the file stood still. */
function damageIn(file: File): string | undefined {
  if (file.size === 0) return undefined;
  for (let attempt = 0; attempt < 5; attempt++) {
    const meta = readMeta(file);
    if (typeof meta === "string") return meta;
    const now = { ...file, size: fstatSync(file.handle).size };
    // LMDB may leave free pages at the end unwritten; then the trees tell whether a page in use is missing.
    const isShort = now.size < (meta.lastPage + 1) * meta.pageSize;
    const damage = isShort || now.size <= CHECKED_BYTES ? damageInTrees(now, meta) : undefined;
    if (damage === undefined) return undefined;
    const after = readMeta(file);
    if (typeof after === "string" || after.transaction === meta.transaction) return damage;
  }
  return undefined;
}

function readMeta(file: File): Meta | string {
  const head = readBytes(file, 0, META_BYTES);
  const first = head && parseMeta(head);
  const other = first && readBytes(file, first.pageSize, META_BYTES);
  const second = other && parseMeta(other);
  if (!first || !second || first.pageSize !== second.pageSize) return "data.mdb is damaged or no LMDB file";
  return first.transaction > second.transaction ? first : second;
}

function parseMeta(bytes: Buffer): Meta | undefined {
  if (bytes.readUInt32LE(24) !== MAGIC || bytes.readUInt32LE(28) !== VERSION) return undefined;
  const pageSize = bytes.readUInt32LE(48);
  if (pageSize < 512 || pageSize > 65536 || (pageSize & (pageSize - 1)) !== 0) return undefined;
  const trees = [48, 96].map((at) => ({ depth: bytes.readUInt16LE(at + 6), root: bytes.readBigUInt64LE(at + 40) }));
  return { pageSize, trees, lastPage: Number(bytes.readBigUInt64LE(144)), transaction: bytes.readBigUInt64LE(152) };
}

function readBytes(file: File, position: number, size: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(size);
  return readSync(file.handle, bytes, 0, size, position) === size ? bytes : undefined;
}

/** Walks the tree of free pages and the tree of entries from their roots. */
function damageInTrees(file: File, meta: Meta): string | undefined {
  const seen = new Set<number>();
  for (const { root, depth } of meta.trees) {
    if (root === NO_PAGE) continue;
    const left: [page: number, level: number][] = [[Number(root), depth]];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const children = seen.has(next[0]) ? undefined : childrenOf(file, meta, next);
      if (children === undefined) return `page ${next[0]} of data.mdb is damaged or missing`;
      seen.add(next[0]);
      left.push(...children);
    }
  }
  return undefined;
}

/** The pages below a page of a tree, or undefined when the page makes no sense. */
function childrenOf(file: File, meta: Meta, [page, level]: readonly [number, number]): [number, number][] | undefined {
  if (page < 2 || page > meta.lastPage || level < 1) return undefined;
  const bytes = readBytes(file, page * meta.pageSize, meta.pageSize);
  if (bytes === undefined || Number(bytes.readBigUInt64LE(0)) !== page) return undefined;
  const kind = bytes.readUInt16LE(18) & 0x0f;
  const lower = bytes.readUInt16LE(20);
  if (kind !== (level > 1 ? BRANCH : LEAF) || lower > bytes.readUInt16LE(22) || bytes.readUInt16LE(22) > meta.pageSize - PAGE_HEADER) return undefined;
  const children: [number, number][] = [];
  for (let at = PAGE_HEADER; at < PAGE_HEADER + lower; at += 2) {
    const node = PAGE_HEADER + bytes.readUInt16LE(at);
    const child = kind === BRANCH ? branchChild(bytes, node) : leafEnd(file, meta, { bytes, node });
    if (child === undefined) return undefined;
    if (kind === BRANCH) children.push([child, level - 1]);
  }
  return children;
}

function branchChild(bytes: Buffer, node: number): number | undefined {
  if (node + 8 > bytes.length || node + 8 + bytes.readUInt16LE(node + 6) > bytes.length) return undefined;
  return bytes.readUInt32LE(node) + bytes.readUInt16LE(node + 4) * 2 ** 32;
}

/** Where a leaf's data ends, which must be inside the page, or for large data inside the file. */
function leafEnd(file: File, meta: Meta, { bytes, node }: { readonly bytes: Buffer; readonly node: number }): number | undefined {
  if (node + 8 > bytes.length) return undefined;
  const size = bytes.readUInt32LE(node);
  const flags = bytes.readUInt16LE(node + 4);
  const data = node + 8 + bytes.readUInt16LE(node + 6);
  const end = data + (flags === BIG_DATA ? 8 : size);
  if (flags > BIG_DATA || end > bytes.length) return undefined;
  if (flags !== BIG_DATA) return end;
  const start = Number(bytes.readBigUInt64LE(data));
  return start < 2 || start * meta.pageSize + PAGE_HEADER + size > file.size ? undefined : end;
}
