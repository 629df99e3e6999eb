/** Thrown by a store whose file was removed or replaced under it. */
export class StoreVanished extends Error {}

/** Thrown instead of a write for which the disk has no room; LMDB has not seen it. */
export class StoreFull extends Error {}

/** Thrown before LMDB maps a file for which the process has no address space left. */
export class AddressSpaceShort extends StoreFull {}

/** Thrown when a file holds no store, or a damaged one. */
export class StoreDamaged extends Error {}

/** Thrown when something that is no file, or no directory, stands where the store needs one. */
export class InTheWay extends Error {}

/** Thrown when LMDB could not begin to write. */
export class LockUnusable extends Error {}

/** Thrown when the lmdb package cannot be loaded; `cause` is what Node threw. */
export class LmdbMissing extends Error {}

/** Whether a write failed because there was no room. LMDB reports a full disk as an I/O error, too. */
export function isFull(error: unknown): boolean {
  return error instanceof StoreFull || (error instanceof Error && /MAP_FULL|ENOSPC|No space left|EDQUOT|quota|Input\/output error|EFBIG|too large/i.test(error.message));
}
