/** One reason why a result of one build is none of another. */
export interface Move {
  /** Which part of the fingerprint or key moved; `note` is worth knowing and moves nothing. */
  readonly part: "name" | "signature" | "code" | "version" | "environment" | "key" | "format" | "note";
  /** What moved, in the words of the source, without a full stop. */
  readonly sentence: string;
  /** Where it stands, such as `src/money.ts:12`. */
  readonly place?: string;
  /** The readable text of what moved, before and after: an empty text where there is none. */
  readonly texts?: { readonly before: string; readonly after: string };
}
