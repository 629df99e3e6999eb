import type { DataFile, Meta } from "./metaPages.js";
import type { PageUse } from "./pageUse.js";

/** A look at one file: what is known of it, and what its pages are for. */
export interface Look {
  readonly file: DataFile;
  readonly meta: Meta;
  readonly use: PageUse;
}

/** A node of a leaf: a key with its data. */
export interface LyingLeaf {
  readonly page: Buffer;
  readonly size: number;
  readonly isBig: boolean;
  /** Where the data, or for big data the number of its first page, lies in the page. */
  readonly at: number;
}
