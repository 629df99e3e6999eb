import type { CallKey } from "../key/callKey.js";

/** A result on its way to the store. */
export interface Write {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** How much work may wait, by the time that its runs took, in milliseconds: so much can a killed process lose. */
const MOST_WORK_MS = 10;
const MOST_ENTRIES = 1000;
const MOST_BYTES = 1024 * 1024;

/** Results that were put and are not committed yet, so that one commit can take many. */
export class WriteQueue {
  /** By the key, as text: its bytes may be used again by who gave them. */
  readonly #values = new Map<string, Buffer>();
  #bytes = 0;
  #workMs = 0;

  get size(): number {
    return this.#values.size;
  }

  get(key: Buffer): Buffer | undefined {
    return this.#values.get(key.toString("latin1"));
  }

  /** What waits for the key of a call. */
  find({ bytes, length }: CallKey): Buffer | undefined {
    return this.#values.get(bytes.toString("latin1", 0, length));
  }

  /** @param workMs how long the run took that the value is from, in milliseconds */
  add(key: Buffer, value: Buffer, workMs: number): void {
    this.#values.set(key.toString("latin1"), value);
    this.#bytes += key.length + value.length;
    this.#workMs += workMs;
  }

  /**
   * Whether it holds more than may wait.
   *
   * @param mostBytes how large one commit may be; a store of limited size takes small ones
   */
  isDue(mostBytes: number): boolean {
    return this.#workMs > MOST_WORK_MS || this.#bytes > Math.min(mostBytes, MOST_BYTES) || this.#values.size >= MOST_ENTRIES;
  }

  /** Empties it. */
  take(): readonly Write[] {
    const writes = Array.from(this.#values, ([key, value]) => ({ key: Buffer.from(key, "latin1"), value }));
    this.#values.clear();
    this.#bytes = 0;
    this.#workMs = 0;
    return writes;
  }
}
