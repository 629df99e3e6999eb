import type { Look, LyingLeaf } from "./look.js";
import { readAt } from "./metaPages.js";
import { PAGE_HEADER } from "./pageLayout.js";

const NUMBER = 8;

/**
 * Reads a record of free pages: how many numbers follow, then page numbers. A negative number is the length
 * of a run that begins at the next one; a zero is a gap. LMDB hands these pages out again, so each must lie in the file,
 * and be used by nothing else.
 *
 * @returns whether the record makes sense
 */
export function takeFreePages(look: Look, leaf: LyingLeaf): boolean {
  const data = recordOf(look, leaf);
  if (data === undefined || data.length < NUMBER || data.length % NUMBER !== 0) return false;
  const count = Number(data.readBigInt64LE(0));
  if (count < 0 || count * NUMBER + NUMBER > data.length) return false;
  for (let index = 1; index <= count; index++) {
    const value = Number(data.readBigInt64LE(index * NUMBER));
    if (value === 0) continue;
    if (value > 0 && !look.use.take(value, 1)) return false;
    if (value < 0 && (index === count || !look.use.take(Number(data.readBigInt64LE(++index * NUMBER)), -value))) return false;
  }
  return true;
}

function recordOf({ file, meta }: Look, { page, size, isBig, at }: LyingLeaf): Buffer | undefined {
  if (!isBig) return page.subarray(at, at + size);
  return readAt(file.handle, Number(page.readBigUInt64LE(at)) * meta.pageSize + PAGE_HEADER, size);
}
