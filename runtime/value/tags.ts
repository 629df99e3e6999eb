/**
 * Tags of stored values. They are a storage format: never renumbered, and a change of any layout
 * raises `FORMAT`, which makes every entry a miss once.
 */
export const enum Tag {
  Undefined,
  Null,
  False,
  True,
  /** A whole number of 32 bits, as a zigzag varint. */
  Int,
  Double,
  NaN,
  BigInt,
  NegativeBigInt,
  /** Texts: ASCII, UTF-8, or UTF-16 where there is a lone surrogate. */
  Ascii,
  Utf8,
  Utf16,
  /** An object that came before, by its number. */
  Reference,
  Object,
  Bare,
  Array,
  Sparse,
  Map,
  Set,
  Date,
  RegExp,
  Url,
  Buffer,
  View,
  Bytes,
}

/** What may still be changed in an object, as `Object.freeze` and its kin leave it. */
export const enum Integrity {
  Open,
  NonExtensible,
  Sealed,
  Frozen,
}
