import { headOf, PAYLOAD, type Head } from "../entry.js";
import type { LyingEntry, Visitor } from "./walk.js";

/** What a store can do beside being read and written: to be looked over, and to be made smaller. */
export interface Upkeep {
  /** How many bytes of the file are in use; the rest is free for what comes. */
  usedBytes(): number;
  /** Visits every entry, as they were in one moment; returns how many places could not be read. */
  scan(visitor: Visitor): number;
  /** Returns how many of them there were. */
  removeAll(keys: readonly Buffer[]): number;
}

/** An entry among others: undefined where it is none of this format. */
export type Seen = (entry: LyingEntry, head: Head | undefined) => void;

/** Looks at the head of every entry. */
export function eachHead(upkeep: Upkeep, see: Seen): void {
  upkeep.scan({ bytes: PAYLOAD, visit: (entry) => see(entry, headOf(entry.value)) });
}

/** Removes the entries that are to go. */
export function removeWhere(upkeep: Upkeep, isToGo: (head: Head | undefined) => boolean): void {
  const keys: Buffer[] = [];
  eachHead(upkeep, ({ key }, head) => {
    if (isToGo(head)) keys.push(Buffer.from(key));
  });
  upkeep.removeAll(keys);
}
