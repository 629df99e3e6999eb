import { fstatSync } from "node:fs";
import { StoreDamaged } from "./failures.js";
import { metaOf, readAt, type DataFile, type Meta } from "./metaPages.js";
import { BIG_DATA, BRANCH, childAt, isHeader, LEAF, NODE_HEADER, nodesOf, OVERFLOW, PAGE_HEADER, REFERENCE } from "./pageLayout.js";

const ATTEMPTS = 20;

/** A page that does not make sense: it is damaged, or was used again while it was read. */
const UNREADABLE = Symbol("unreadable");

/**
 * Finds the value of a key in an open LMDB file, by reading alone: without locks, and without trusting the
 * file. A process that writes meanwhile can make it find nothing, never a mixture that passes the
 * checksum of an entry.
 *
 * @throws StoreDamaged when the file stands still and makes no sense
 */
export function findEntry(handle: number, key: Buffer): Buffer | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const meta = metaOf(handle);
    const { size } = fstatSync(handle);
    if (size === 0) return undefined;
    const found = meta ? entryBelow({ handle, size }, meta, key) : UNREADABLE;
    if (found !== UNREADABLE) return found;
    if (metaOf(handle)?.transaction === meta?.transaction) throw new StoreDamaged("data.mdb cannot be used: it is damaged or no LMDB file");
  }
  return undefined;
}

function entryBelow(file: DataFile, meta: Meta, key: Buffer): Buffer | undefined | typeof UNREADABLE {
  let number = meta.entries.root;
  for (let level = meta.entries.depth; level > 0; level--) {
    const page = readAt(file.handle, number * meta.pageSize, meta.pageSize);
    const nodes = page && isHeader(meta, page, [number, level > 1 ? BRANCH : LEAF]) ? nodesOf(page) : undefined;
    if (page === undefined || nodes === undefined) return UNREADABLE;
    const node = lastNotAfter(page, nodes, key);
    if (level > 1) number = childAt(page, node ?? nodes[0] ?? 0);
    else return node !== undefined && compareKeys(page, node, key) === 0 ? dataOf({ file, meta, page }, node) : undefined;
  }
  return undefined;
}

/** The last node whose key is not greater. The first key of a branch page is empty and comes before all. */
function lastNotAfter(page: Buffer, nodes: readonly number[], key: Buffer): number | undefined {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(page, nodes[middle] ?? 0, key) <= 0) low = middle + 1;
    else high = middle;
  }
  return nodes[low - 1];
}

function compareKeys(page: Buffer, node: number, key: Buffer): number {
  const start = node + NODE_HEADER;
  return page.compare(key, 0, key.length, start, start + page.readUInt16LE(node + 6));
}

interface Place {
  readonly file: DataFile;
  readonly meta: Meta;
  readonly page: Buffer;
}

function dataOf({ file, meta, page }: Place, node: number): Buffer | typeof UNREADABLE {
  const [size, flags] = [page.readUInt32LE(node), page.readUInt16LE(node + 4)];
  const at = node + NODE_HEADER + page.readUInt16LE(node + 6);
  if (flags > BIG_DATA || at + (flags === BIG_DATA ? REFERENCE : size) > page.length) return UNREADABLE;
  if (flags !== BIG_DATA) return Buffer.from(page.subarray(at, at + size));
  const first = Number(page.readBigUInt64LE(at));
  const start = first * meta.pageSize;
  const bytes = start + PAGE_HEADER + size <= file.size ? readAt(file.handle, start, PAGE_HEADER + size) : undefined;
  return bytes && isHeader(meta, bytes, [first, OVERFLOW]) ? bytes.subarray(PAGE_HEADER) : UNREADABLE;
}
