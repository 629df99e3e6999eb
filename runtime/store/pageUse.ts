/**
 * What the pages of an LMDB file are for. Each belongs to a tree or is free: one that is both, or in two places, would be
 * written for the one and lost for the other.
 */
export class PageUse {
  /** A bit for each page. */
  readonly #taken: Uint8Array;

  /** @param lastPage the last page that the file may have */
  constructor(readonly lastPage: number) {
    this.#taken = new Uint8Array((lastPage >> 3) + 1);
    // The meta pages.
    this.take(0, 2);
  }

  /** Takes so many pages from the first; false when one of them lies outside of the file, or was taken before. */
  take(first: number, count: number): boolean {
    const end = first + count;
    if (!Number.isSafeInteger(first) || first < 0 || count < 1 || end - 1 > this.lastPage) return false;
    for (let page = first; page < end; page++) {
      if (this.#isTaken(page)) return false;
      this.#taken[page >> 3] = (this.#taken[page >> 3] ?? 0) | (1 << (page & 7));
    }
    return true;
  }

  /** Whether every page from that one on was taken. */
  isTakenFrom(first: number): boolean {
    for (let page = first; page <= this.lastPage; page++) if (!this.#isTaken(page)) return false;
    return true;
  }

  #isTaken(page: number): boolean {
    return ((this.#taken[page >> 3] ?? 0) & (1 << (page & 7))) !== 0;
  }
}
