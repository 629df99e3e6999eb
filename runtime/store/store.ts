import type { CallKey } from "../key/callKey.js";
import type { Lent } from "./lent.js";
import type { Write } from "./queue.js";
import type { Upkeep } from "./upkeep.js";

/**
 * Where entries lie. Keys and values are opaque. Any method may throw; `GuardedStore`
 * turns that into one warning.
 */
export interface Store {
  /** Why nothing can be written, if that is so. */
  readonly refusal?: Error | undefined;
  /** Whether nothing was needed of it yet but to read, so that what is not urgent had better not wake it up. */
  readonly isAsleep?: boolean;
  /** Where entries can be looked over and removed. */
  readonly upkeep?: Upkeep | undefined;
  /** What lies under a key, without a copy where that can be done: it is overwritten when a store is used again. */
  lend(key: CallKey): Lent | undefined;
  /** A copy of its own: nothing that the store does later changes it. */
  get(key: Buffer): Buffer | undefined;
  /**
   * In one commit: readable at once, also by other processes, and kept when this process is killed.
   *
   * @param maxSize how many bytes the file may have, if that is bounded: no more room is made ahead of the commit
   */
  putAll(writes: readonly Write[], maxSize?: number): void;
  /** Returns whether there was an entry. */
  delete(key: Buffer): boolean;
  /** Removes every entry whose key begins with the prefix; returns how many there were. */
  clearPrefix(prefix: Buffer): number;
  /** Runs `action` while no other process opens or writes; a store that is only read cannot. */
  exclusively?<T>(action: () => T): T;
  /** Whether its file is gone, and may be there again later. */
  readonly isGone?: boolean;
  /** When something was wrong: whoever opens it next is to look through it. */
  suspect?(): void;
  /** When the process ends. The store stays in use until the last handler of that has run. */
  atExit?(): void;
  close(): void;
}
