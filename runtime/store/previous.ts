import { closeSync, fstatSync, openSync, writeSync } from "node:fs";
import { META_BYTES, metasOf, readAt, type DataFile, type Meta } from "./metaPages.js";
import { damageInTrees } from "./treePages.js";

/** Where a meta page's own content begins; before it stands its number. */
const CONTENT = 24;
const TRANSACTION = 152;

/**
 * Makes the commit before the last one the one in force, where all its pages are sound; returns whether it could. Nobody else
 * may have the file open.
 */
export function goBack(path: string): boolean {
  const handle = openSync(path, "r+");
  try {
    const metas = metasOf(handle);
    const file: DataFile = { handle, size: fstatSync(handle).size };
    if (metas === undefined || metas.older.transaction === metas.newer.transaction) return false;
    if (damageInTrees(file, metas.older) !== undefined) return false;
    return replace(handle, metas.newer, metas.older);
  } finally {
    closeSync(handle);
  }
}

/**
 * Both meta pages lead to the same pages then. The number of a transaction is even in the one, odd in the other; the one that
 * is replaced gets the number before, and the next commit takes its place.
 */
function replace(handle: number, one: Meta, other: Meta): boolean {
  const content = readAt(handle, other.number * other.pageSize + CONTENT, META_BYTES - CONTENT);
  if (content === undefined) return false;
  content.writeBigUInt64LE(other.transaction === 0n ? 0n : other.transaction - 1n, TRANSACTION - CONTENT);
  return writeSync(handle, content, 0, content.length, one.number * one.pageSize + CONTENT) === content.length;
}
