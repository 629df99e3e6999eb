/** Thrown when bytes are no encoding of the kind that is read. */
export class Malformed extends Error {}

const MOST_EMPTY = 100_000;

/** Reads encoded arguments from the first byte to the last. */
export class Reader {
  #at = 0;

  constructor(readonly bytes: Buffer) {}

  get left(): number {
    return this.bytes.length - this.#at;
  }

  byte(): number {
    return this.take(1)[0] as number;
  }

  /** A whole number, seven bits a byte, lowest first. */
  varint(): number {
    let [value, factor] = [0, 1];
    for (let byte = this.byte(); ; byte = this.byte()) {
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  }

  /** A length in four bytes. */
  count(): number {
    return this.take(4).readUInt32LE();
  }

  double(): number {
    return this.take(8).readDoubleLE();
  }

  /** The next byte, which stays the next. */
  peek(): number {
    if (this.left === 0) throw new Malformed("they end too early");
    return this.bytes[this.#at] as number;
  }

  /** So many bytes: a view. */
  take(size: number): Buffer {
    if (size > this.left) throw new Malformed("they end too early");
    this.#at += size;
    return this.bytes.subarray(this.#at - size, this.#at);
  }

  /** A list of so many items. Some items take no byte, but a damaged length must not make a list endless. */
  list<T>(size: number, read: () => T): T[] {
    if (size > this.left + MOST_EMPTY) throw new Malformed("they are too few for a list");
    return Array.from({ length: size }, read);
  }
}
