/** Bytes that a store lends until it is used again, readable in whole words as well. */
export class Lent {
  readonly words: Int32Array;
  readonly doubles: Float64Array;

  /**
   * @param bytes beginning at a multiple of eight in their memory
   * @param length how many of them, from the first, belong to the entry
   */
  constructor(
    readonly bytes: Buffer,
    public length: number,
  ) {
    this.words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    this.doubles = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length >> 3);
  }
}

/** Any bytes as lent ones, copied where they do not begin at a multiple of eight. */
export function lentFrom(bytes: Uint8Array): Lent {
  if (bytes.byteOffset % 8 === 0) return new Lent(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), bytes.length);
  const own = Buffer.allocUnsafeSlow(bytes.length);
  own.set(bytes);
  return new Lent(own, own.length);
}
