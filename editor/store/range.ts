import { closeSync, openSync } from "node:fs";
import { metaOf, readAt, type Meta } from "../../runtime/store/metaPages.js";
import { BIG_DATA, BRANCH, childAt, isHeader, LEAF, NODE_HEADER, nodesOf, OVERFLOW, PAGE_HEADER, REFERENCE } from "../../runtime/store/pageLayout.js";

/** So many pages are read at most: a hover is not worth more. */
const MOST_PAGES = 4096;

/** What was found of a range of keys. */
export interface Range {
  /** The first bytes of each value, as many as were asked for. */
  readonly values: readonly Buffer[];
  /** Whether there was more than was looked at. */
  readonly isMore: boolean;
}

interface Walk {
  readonly handle: number;
  readonly meta: Meta;
  readonly prefix: Buffer;
  readonly bytes: number;
}

/** Which transaction an LMDB file is at: it is another one whenever anything was put or removed. Undefined when there is no such file. */
export function transactionOf(path: string): bigint | undefined {
  return withFile(path, (handle) => metaOf(handle)?.transaction);
}

/**
 * Reads the values of all keys that begin with a prefix, by reading alone: no native code has a place in an editor's
 * server. Another process may write meanwhile; then pages that make no sense are passed over.
 */
export function readRange(path: string, prefix: Buffer, bytes: number): Range | undefined {
  return withFile(path, (handle) => {
    const meta = metaOf(handle);
    return meta && readPages({ handle, meta, prefix, bytes });
  });
}

function withFile<T>(path: string, read: (handle: number) => T): T | undefined {
  let handle: number;
  try {
    handle = openSync(path, "r");
  } catch {
    return undefined;
  }
  try {
    return read(handle);
  } finally {
    closeSync(handle);
  }
}

function readPages(walk: Walk): Range {
  const { handle, meta } = walk;
  const values: Buffer[] = [];
  const left: [page: number, level: number][] = meta.entries.depth === 0 ? [] : [[meta.entries.root, meta.entries.depth]];
  let pages = 0;
  for (let next = left.pop(); next !== undefined && pages < MOST_PAGES; next = left.pop()) {
    pages += 1;
    const [number, level] = next;
    const page = readAt(handle, number * meta.pageSize, meta.pageSize);
    const nodes = page && isHeader(meta, page, [number, level > 1 ? BRANCH : LEAF]) ? nodesOf(page) : undefined;
    if (page === undefined || nodes === undefined) continue;
    if (level > 1) left.push(...childrenInRange(walk, page, nodes).map((child): [number, number] => [child, level - 1]));
    else values.push(...valuesInRange(walk, page, nodes));
  }
  return { values, isMore: left.length > 0 };
}

/** A child holds the keys from its own up to the next one's; the first one's stands for whatever comes before. */
function childrenInRange({ prefix }: Walk, page: Buffer, nodes: readonly number[]): readonly number[] {
  const from = nodes.map((node, index) => (index === 0 ? -1 : comparePrefix(page, node, prefix)));
  return nodes.flatMap((node, index) => ((from[index] ?? 0) <= 0 && (from[index + 1] ?? 1) >= 0 ? [childAt(page, node)] : []));
}

function valuesInRange(walk: Walk, page: Buffer, nodes: readonly number[]): readonly Buffer[] {
  return nodes.filter((node) => comparePrefix(page, node, walk.prefix) === 0).flatMap((node) => valueAt(walk, page, node) ?? []);
}

/** Where a key lies: before those that begin with the prefix, among them, or behind. */
function comparePrefix(page: Buffer, node: number, prefix: Buffer): number {
  const start = node + NODE_HEADER;
  const end = Math.min(start + page.readUInt16LE(node + 6), start + prefix.length);
  return page.compare(prefix, 0, prefix.length, start, end);
}

function valueAt({ handle, meta, bytes }: Walk, page: Buffer, node: number): Buffer | undefined {
  const [size, flags] = [page.readUInt32LE(node), page.readUInt16LE(node + 4)];
  const at = node + NODE_HEADER + page.readUInt16LE(node + 6);
  const length = Math.min(size, bytes);
  if (flags > BIG_DATA || at + (flags === BIG_DATA ? REFERENCE : length) > page.length) return undefined;
  if (flags !== BIG_DATA) return page.subarray(at, at + length);
  const first = Number(page.readBigUInt64LE(at));
  const read = readAt(handle, first * meta.pageSize, PAGE_HEADER + length);
  return read && isHeader(meta, read, [first, OVERFLOW]) ? read.subarray(PAGE_HEADER) : undefined;
}
