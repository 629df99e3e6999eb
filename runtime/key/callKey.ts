/** A key as text: one character for each byte. */
export type KeyText = string;

/** The text of a key that comes in either form. */
export function keyText(key: Uint8Array | KeyText): KeyText {
  return typeof key === "string" ? key : Buffer.from(key.buffer, key.byteOffset, key.length).toString("latin1");
}

/** Methods of `Buffer` that its types leave out; they cost half of `toString` and `write`. */
export interface Latin1 {
  latin1Slice(start: number, end: number): string;
  latin1Write(text: string, start: number, size: number): number;
}

/** How far an encoding may reach behind the prefix of a key: LMDB takes keys of at most 1978 bytes. */
const CAPACITY = 2048;

/** Where the encoding of the arguments begins. */
export const TAIL = 49;

/**
 * The key of the call that is being made. There is one for all calls, so that a hit makes no object: it is
 * filled, looked up, and copied only when the function must run.
 *
 * Reading arguments can run code of the program (a getter, a proxy), and that code can call a task, which
 * fills the key anew. So each filling has a number; whoever relied on the key sees whether it is still theirs.
 */
export class CallKey {
  readonly bytes = Buffer.allocUnsafeSlow(CAPACITY) as Buffer<ArrayBuffer> & Latin1;
  readonly words = new Int32Array(this.bytes.buffer, 0, CAPACITY / 4);
  /** In bytes. Up to three zeros follow, so that the key can be read in whole words. */
  length = 0;
  /** The number of the present filling. */
  turn = 0;
  #text = "";
  #textTurn = -1;
  /** The prefix that it begins with, so that the same need not be copied again. */
  prefix: object | undefined;

  /** Ends a filling of so many bytes. */
  end(length: number): void {
    const { bytes } = this;
    bytes[length] = bytes[length + 1] = bytes[length + 2] = 0;
    this.length = length;
  }

  /** Fills it with a key that was taken from it as text. */
  fill(text: KeyText): void {
    this.turn++;
    this.prefix = undefined;
    this.end(this.bytes.latin1Write(text, 0, text.length));
  }

  /** The present filling, for whoever needs it longer than until the next call. It is made once, and so is its hash. */
  text(): KeyText {
    if (this.#textTurn === this.turn) return this.#text;
    this.#textTurn = this.turn;
    return (this.#text = this.bytes.latin1Slice(0, this.length));
  }

  /** The same as bytes. */
  copy(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.length));
  }
}

export const callKey = new CallKey();
