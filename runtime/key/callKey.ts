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
  readonly bytes: Buffer = Buffer.allocUnsafeSlow(CAPACITY);
  readonly words = new Int32Array(this.bytes.buffer, 0, CAPACITY / 4);
  /** In bytes. Up to three zeros follow, so that the key can be read in whole words. */
  length = 0;
  /** The number of the present filling. */
  turn = 0;
  /** The prefix that it begins with, so that the same need not be copied again. */
  prefix: object | undefined;

  /** Ends a filling of so many bytes. */
  end(length: number): void {
    const { bytes } = this;
    bytes[length] = bytes[length + 1] = bytes[length + 2] = 0;
    this.length = length;
  }

  /** Fills it with a key that was copied from it. */
  fill(key: Buffer): void {
    this.turn++;
    this.prefix = undefined;
    this.bytes.set(key);
    this.end(key.length);
  }

  /** A key of its own, for whoever needs it longer than until the next call. */
  copy(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.length));
  }
}

export const callKey = new CallKey();
