import type { Meta } from "./metaPages.js";

export const PAGE_HEADER = 24;
export const NODE_HEADER = 8;
export const BRANCH = 1;
export const LEAF = 2;
export const OVERFLOW = 4;
export const BIG_DATA = 1;

/** What stands in a leaf for data that has pages of its own: the number of the first, the transaction, and how many they are. */
export const REFERENCE = 24;

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

export function keyAt(page: Buffer, node: number): Buffer {
  return page.subarray(node + NODE_HEADER, node + NODE_HEADER + page.readUInt16LE(node + 6));
}

/** One for all pages: how long the node is that begins at each even place. */
const lengths = new Uint32Array(2 ** 15);

/**
 * Whether the nodes lie one behind the other from the first place in use to the end of the page, as LMDB leaves them. When it
 * removes one, it moves what lies before it: nodes that overlap would be torn then.
 */
export function isPacked(page: Buffer, nodes: readonly number[], kind: number): boolean {
  for (const node of nodes) {
    if (lengths[node >> 1] !== 0) return forget(nodes, false);
    lengths[node >> 1] = lengthOf(page, node, kind);
  }
  let at = PAGE_HEADER + page.readUInt16LE(22);
  let count = 0;
  for (let length = lengths[at >> 1]; length !== 0 && length !== undefined && at < page.length; length = lengths[at >> 1]) {
    count++;
    at += length;
  }
  return forget(nodes, at === page.length && count === nodes.length);
}

function forget(nodes: readonly number[], answer: boolean): boolean {
  for (const node of nodes) lengths[node >> 1] = 0;
  return answer;
}

function lengthOf(page: Buffer, node: number, kind: number): number {
  const length = NODE_HEADER + page.readUInt16LE(node + 6);
  const data = kind === BRANCH ? 0 : page.readUInt16LE(node + 4) === BIG_DATA ? REFERENCE : page.readUInt32LE(node);
  return length + data + ((length + data) % 2);
}
