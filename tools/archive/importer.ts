import { unpackEntry } from "#runtime/entry";
import { isFitting } from "#runtime/store/bounds";
import type { GuardedStore } from "#runtime/store/guarded";
import type { CheckedPart } from "./checkedPart.js";

/** What came of the results in an archive. */
export interface Imported {
  readonly written: number;
  /** The store had them already, as new or newer. */
  readonly known: number;
  /** There was no room for them. */
  readonly refused: number;
}

type CheckedEntry = Extract<CheckedPart, { readonly kind: "entry" }>;

/** So many go into one commit, or so many bytes: the store commits by itself what is more. */
const MOST_ENTRIES = 500;
const MOST_BYTES = 512 * 1024;

/** Puts checked results into a store, beside what it has. */
export class Importer {
  #batch: CheckedEntry[] = [];
  #bytes = 0;
  #counts = { written: 0, known: 0, refused: 0 };

  constructor(readonly store: GuardedStore) {}

  /** The later one of two results stays, as it would have had the calls been made here. */
  put(found: CheckedEntry): void {
    const there = this.store.get(found.key);
    const known = there && unpackEntry(found.key, there);
    if (known && known.writtenAt >= found.entry.writtenAt) this.#counts.known++;
    else if (!isFitting(this.store.limits, found.value.length)) this.#counts.refused++;
    else this.#add(found);
  }

  /** Writes what waits; returns what came of all. */
  end(): Imported {
    this.#commit();
    return this.#counts;
  }

  #add(found: CheckedEntry): void {
    this.#batch.push(found);
    this.#bytes += found.key.length + found.value.length;
    if (this.#batch.length === MOST_ENTRIES || this.#bytes > MOST_BYTES) this.#commit();
  }

  #commit(): void {
    const batch = this.#batch;
    this.#batch = [];
    this.#bytes = 0;
    const isPut = batch.map(({ key, value }) => this.store.put(key, value, 0)).every(Boolean);
    this.#counts[isPut && this.store.flush() ? "written" : "refused"] += batch.length;
  }
}
