import { keyText, type CallKey, type KeyText } from "../key/callKey.js";

/** A result on its way to the store. */
export interface Write {
  readonly key: Buffer | KeyText;
  readonly value: Buffer;
}

/** How much work may wait, by the time that its runs took, in milliseconds: so much can a killed process lose. */
const MOST_WORK_MS = 10;
const MOST_ENTRIES = 1000;
const MOST_BYTES = 1024 * 1024;

/** Results that were put and are not committed yet, so that one commit can take many. */
export class WriteQueue {
  readonly #values = new Map<KeyText, Buffer>();
  #bytes = 0;
  #workMs = 0;

  get size(): number {
    return this.#values.size;
  }

  get(key: Buffer): Buffer | undefined {
    return this.#values.get(keyText(key));
  }

  /** What waits for the key of a call. */
  find(key: CallKey): Buffer | undefined {
    return this.#values.get(key.text());
  }

  /** @param workMs how long the run took that the value is from, in milliseconds */
  add(key: KeyText, value: Buffer, workMs: number): void {
    this.#values.set(key, value);
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
    const writes = Array.from(this.#values, ([key, value]) => ({ key, value }));
    this.#values.clear();
    this.#bytes = 0;
    this.#workMs = 0;
    return writes;
  }
}
