/** A growing buffer. The key encoding and the value encoding both write through it. */
export class ByteWriter {
  bytes: Buffer = Buffer.allocUnsafe(512);
  length = 0;

  byte(value: number): void {
    this.#reserve(1);
    this.bytes[this.length++] = value;
  }

  /** A whole number from 0 to 2^53 − 1, seven bits a byte, lowest first. */
  varint(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.length++] = rest;
  }

  double(value: number): void {
    this.#reserve(8);
    this.length = this.bytes.writeDoubleLE(value, this.length);
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** The length in bytes, then the bytes, in an encoding that the caller marks by a tag. */
  text(text: string, encoding: "latin1" | "utf8" | "utf16le", size: number): void {
    this.varint(size);
    this.#reserve(size);
    this.length += this.bytes.write(text, this.length, size, encoding);
  }

  /** Exactly as many bytes as the text has characters, without a length. */
  latin1(text: string): void {
    this.#reserve(text.length);
    this.length += this.bytes.write(text, this.length, text.length, "latin1");
  }

  /** A view that the next write may change. */
  since(start: number): Buffer {
    return this.bytes.subarray(start, this.length);
  }

  #reserve(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.length + size));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }
}
