import { takeFreePages } from "./freePages.js";
import type { Look, LyingLeaf } from "./look.js";
import { readAt, type DataFile, type Meta, type Tree, type TreeCounts } from "./metaPages.js";
import { BIG_DATA, BRANCH, childAt, isHeader, isPacked, keyAt, LEAF, NODE_HEADER, nodesOf, OVERFLOW, PAGE_HEADER } from "./pageLayout.js";
import { PageUse } from "./pageUse.js";

/** What the leaves of a tree hold: entries of taskprint, or LMDB's own records of free pages. */
type Holding = "entries" | "free pages";

/** The lengths that keys may have. */
const KEY_BYTES: Readonly<Record<Holding, readonly [least: number, most: number]>> = { entries: [1, 1978], "free pages": [8, 8] };

/** LMDB ends a process that comes upon a branch of entries with one child. */
const LEAST_CHILDREN: Readonly<Record<Holding, number>> = { entries: 2, "free pages": 1 };

/** How many free pages a file may lack at its end, beside as many as it has. */
const MOST_UNWRITTEN = 1024;

/** A tree that is looked at, and what was counted of it. */
interface Walk extends Look {
  readonly holding: Holding;
  readonly counts: { -readonly [name in keyof TreeCounts]: TreeCounts[name] };
}

/** A page and what lies below it: all keys there are at least the one that leads there, and less than the next. */
interface Subtree {
  readonly number: number;
  readonly level: number;
  readonly least: Buffer | undefined;
  readonly end: Buffer | undefined;
}

/** Walks the tree of entries and the tree of free pages; undefined when every page makes sense. */
export function damageInTrees(file: DataFile, meta: Meta): string | undefined {
  const pages = Math.floor(file.size / meta.pageSize);
  if (meta.lastPage > pages * 2 + MOST_UNWRITTEN) return "it is cut off";
  const look: Look = { file, meta, use: new PageUse(meta.lastPage) };
  const damage = damageInTree(look, meta.entries, "entries") ?? damageInTree(look, meta.freePages, "free pages");
  // A page of the file that is neither in use nor free is only lost.
  return damage ?? (look.use.isTakenFrom(pages) ? undefined : "it is cut off");
}

function damageInTree(look: Look, tree: Tree, holding: Holding): string | undefined {
  const walk: Walk = { ...look, holding, counts: { branches: 0, leaves: 0, overflow: 0, entries: 0 } };
  const left: Subtree[] = tree.depth === 0 ? [] : [{ number: tree.root, level: tree.depth, least: undefined, end: undefined }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const below = subtreesOf(walk, next);
    if (below === undefined) return `its page ${next.number} is damaged or missing`;
    left.push(...below);
  }
  const isAsCounted = (Object.keys(walk.counts) as (keyof TreeCounts)[]).every((name) => walk.counts[name] === tree.counts[name]);
  return isAsCounted ? undefined : `it counts other ${holding} than it holds`;
}

/** What lies below a page, which is nothing for a leaf; undefined when the page is damaged. */
function subtreesOf(walk: Walk, { number, level, least, end }: Subtree): readonly Subtree[] | undefined {
  const kind = level > 1 ? BRANCH : LEAF;
  const page = pageAt(walk, number);
  const nodes = page && isHeader(walk.meta, page, [number, kind]) ? nodesOf(page) : undefined;
  if (page === undefined || nodes === undefined || !isPacked(page, nodes, kind)) return undefined;
  // The first key of a branch stands for whatever comes before the second.
  const keys = nodes.slice(kind === BRANCH ? 1 : 0).map((node) => keyAt(page, node));
  if (!hasSoundKeys(walk, [least, ...keys, end], kind)) return undefined;
  if (kind === LEAF) return nodes.every((node) => isSoundLeaf(walk, page, node)) ? countLeaf(walk, nodes.length) : undefined;
  walk.counts.branches++;
  if (nodes.length < LEAST_CHILDREN[walk.holding]) return undefined;
  return nodes.map((node, index) => ({ number: childAt(page, node), level: level - 1, least: keys[index - 1] ?? least, end: keys[index] ?? end }));
}

function pageAt({ file, meta, use }: Look, number: number): Buffer | undefined {
  return use.take(number, 1) ? readAt(file.handle, number * meta.pageSize, meta.pageSize) : undefined;
}

function countLeaf({ counts }: Walk, entries: number): readonly Subtree[] {
  counts.leaves++;
  counts.entries += entries;
  return [];
}

/**
 * Out of order, keys are not found by those who look for them, now or when they are put again. The first and the last of
 * those given are the bounds, where there are any: the separators to both sides.
 */
function hasSoundKeys({ holding, meta }: Walk, keys: readonly (Buffer | undefined)[], kind: number): boolean {
  const [shortest, longest] = KEY_BYTES[holding];
  const given = keys.flatMap((key) => key ?? []);
  if (!given.every(({ length }) => length >= shortest && length <= longest)) return false;
  const compare = holding === "entries" ? Buffer.compare : compareNumbers;
  // The first key of a leaf may equal the separator before it.
  const isAfter = (key: Buffer, index: number): boolean => compare(given[index - 1] as Buffer, key) < (index === 1 && keys[0] && kind === LEAF ? 1 : 0);
  if (!given.every((key, index) => index === 0 || isAfter(key, index))) return false;
  return holding === "entries" || given.every((key) => isTransaction(key, meta));
}

function compareNumbers(one: Buffer, other: Buffer): number {
  const [a, b] = [one.readBigUInt64LE(0), other.readBigUInt64LE(0)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Free pages are recorded by the transaction that freed them. */
function isTransaction(key: Buffer, { transaction }: Meta): boolean {
  const number = key.readBigUInt64LE(0);
  return number > 0n && number <= transaction;
}

function isSoundLeaf(walk: Walk, page: Buffer, node: number): boolean {
  const flags = page.readUInt16LE(node + 4);
  const leaf: LyingLeaf = { page, size: page.readUInt32LE(node), isBig: flags === BIG_DATA, at: node + NODE_HEADER + page.readUInt16LE(node + 6) };
  if (flags > BIG_DATA || (leaf.isBig && !isSoundOverflow(walk, leaf))) return false;
  return walk.holding === "entries" || takeFreePages(walk, leaf);
}

/** Big data has pages of its own. How many, the leaf says, and the first of them. */
function isSoundOverflow({ meta, file, use, counts }: Walk, { page, size, at }: LyingLeaf): boolean {
  const { pageSize } = meta;
  const first = Number(page.readBigUInt64LE(at));
  const count = Math.ceil((PAGE_HEADER + size) / pageSize);
  if (page.readBigUInt64LE(at + 8) > meta.transaction || page.readBigUInt64LE(at + 16) !== BigInt(count)) return false;
  if (first * pageSize + PAGE_HEADER + size > file.size || !use.take(first, count)) return false;
  counts.overflow += count;
  const header = readAt(file.handle, first * pageSize, PAGE_HEADER);
  return header !== undefined && isHeader(meta, header, [first, OVERFLOW]) && header.readUInt32LE(20) === count;
}
