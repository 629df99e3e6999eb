/** Thrown where an archive ends too early, or is none. */
export class Unreadable extends Error {}

/** Takes bytes from a stream, in the lengths that the reader asks for. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #waiting: Buffer[] = [];
  #length = 0;

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** So many bytes; memory is taken only as they come. @throws Unreadable when there are fewer */
  async take(length: number): Promise<Buffer> {
    if (!(await this.#fill(length))) throw new Unreadable("it was cut off");
    const all = this.#waiting.length === 1 ? (this.#waiting[0] as Buffer) : Buffer.concat(this.#waiting);
    this.#waiting = [all.subarray(length)];
    this.#length -= length;
    return all.subarray(0, length);
  }

  /** Whether the stream has ended. */
  async isAtEnd(): Promise<boolean> {
    return !(await this.#fill(1));
  }

  async #fill(length: number): Promise<boolean> {
    while (this.#length < length) {
      const { done, value } = await this.#chunks.next();
      if (done) return false;
      this.#waiting.push(value);
      this.#length += value.length;
    }
    return true;
  }
}
