import { closeSync, fstatSync, openSync } from "node:fs";
import { basename } from "node:path";
import { metaOf, type DataFile, type Meta } from "./metaPages.js";
import { damageInTrees } from "./treePages.js";

/** Up to this size every tree page is checked whenever a store is opened. */
const CHECKED_BYTES = 8 * 1024 * 1024;

const ATTEMPTS = 20;

/**
 * Looks for damage in an LMDB file, and says what it found. LMDB trusts its file: a flipped bit or
 * a cut file would end the process, where a store may only fail. Values are not looked at, as each has
 * a checksum of its own.
 *
 * @param isSuspect whether every page of a large file is looked at, too, and not only the two meta pages
 */
export function findDamage(path: string, isSuspect: boolean): string | undefined {
  const handle = openSync(path, "r");
  try {
    const damage = damageIn(handle, isSuspect);
    return damage && `${basename(path)} cannot be used: ${damage}`;
  } finally {
    closeSync(handle);
  }
}

/**
 * Another process may write meanwhile, so that a page is read half old and half new, or reused. A finding
 * counts only when it is made again and again, or while the file stood still.
 */
function damageIn(handle: number, isSuspect: boolean): string | undefined {
  let found: string | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const meta = metaOf(handle);
    const file: DataFile = { handle, size: fstatSync(handle).size };
    if (file.size === 0) return undefined;
    found = meta ? damageBelow(file, meta, isSuspect) : "it is damaged or no LMDB file";
    if (found === undefined) return undefined;
    if (meta && metaOf(handle)?.transaction === meta.transaction) return found;
  }
  return found;
}

function damageBelow(file: DataFile, meta: Meta, isSuspect: boolean): string | undefined {
  // LMDB may leave free pages at the end unwritten; then the trees tell whether a page in use is missing.
  const isShort = file.size < (meta.lastPage + 1) * meta.pageSize;
  return isSuspect || isShort || file.size <= CHECKED_BYTES ? damageInTrees(file, meta) : undefined;
}
