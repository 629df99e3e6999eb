/**
 * Where entries lie. Keys are 64 bytes, values are opaque. Any method may throw; `GuardedStore`
 * turns that into one warning.
 */
export interface Store {
  /** A copy of its own: nothing that the store does later changes it. */
  get(key: Buffer): Buffer | undefined;
  /** Readable at once, also by other processes, and kept when this process is killed. */
  put(key: Buffer, value: Buffer): void;
  /** Returns whether there was an entry. */
  delete(key: Buffer): boolean;
  /** Removes every entry whose key begins with the prefix; returns how many there were. */
  clearPrefix(prefix: Buffer): number;
  close(): void;
}
