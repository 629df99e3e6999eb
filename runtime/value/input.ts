import { Tag } from "./tags.js";

/** Methods of `Buffer` that its types leave out; they cost half of `toString`. */
interface Slices {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
  ucs2Slice(start: number, end: number): string;
}

/** Thrown while an entry is decoded that no encoder wrote: the entry is a miss. */
export class Malformed extends Error {}

/** Reads what `Output` wrote. Every length is checked against the bytes that are left. */
export class Input {
  #position: number;
  readonly #end: number;
  readonly objects: object[] = [];
  readonly #names: string[] = [];

  readonly #slices: Slices;

  constructor(
    readonly bytes: Buffer,
    start: number,
    end: number,
  ) {
    this.#slices = bytes as Buffer & Slices;
    this.#position = start;
    this.#end = end;
  }

  get left(): number {
    return this.#end - this.#position;
  }

  byte(): number {
    if (this.#position >= this.#end) throw new Malformed();
    return this.bytes[this.#position++] as number;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 53; scale *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw new Malformed();
  }

  /** The number of parts to come, of which each takes at least one byte. */
  count(): number {
    const count = this.varint();
    if (count > this.left) throw new Malformed();
    return count;
  }

  double(): number {
    const start = this.#skip(8);
    return this.bytes.readDoubleLE(start);
  }

  int(): number {
    const zigzag = this.varint();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  /** A view of the entry: copy it before it is handed out. */
  raw(): Buffer {
    const size = this.varint();
    const start = this.#skip(size);
    return this.bytes.subarray(start, start + size);
  }

  name(): string {
    const number = this.varint();
    if (number === 0) {
      const name = this.text(this.byte());
      this.#names.push(name);
      return name;
    }
    const name = this.#names[number - 1];
    if (name === undefined) throw new Malformed();
    return name;
  }

  text(tag: number): string {
    const size = this.varint();
    const start = this.#skip(size);
    switch (tag as Tag) {
      case Tag.Ascii:
        return this.#slices.latin1Slice(start, start + size);
      case Tag.Utf8:
        return this.#slices.utf8Slice(start, start + size);
      case Tag.Utf16:
        return this.#slices.ucs2Slice(start, start + size);
      default:
        throw new Malformed();
    }
  }

  reference(): object {
    const value = this.objects[this.varint()];
    if (value === undefined) throw new Malformed();
    return value;
  }

  #skip(size: number): number {
    if (size > this.left) throw new Malformed();
    const start = this.#position;
    this.#position += size;
    return start;
  }
}
