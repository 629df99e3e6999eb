import { keyText, type CallKey } from "#runtime/key/callKey";
import { lentFrom, type Lent } from "#runtime/store/lent";
import type { Write } from "#runtime/store/queue";
import type { Store } from "#runtime/store/store";

/** A store that lives as long as the process, to hold the other stores to. */
export class MemoryStore implements Store {
  readonly #entries = new Map<string, Buffer>();

  lend(key: CallKey): Lent | undefined {
    const bytes = this.get(key.copy());
    return bytes && lentFrom(bytes);
  }

  get(key: Buffer): Buffer | undefined {
    const value = this.#entries.get(key.toString("latin1"));
    return value && Buffer.from(value);
  }

  putAll(writes: readonly Write[]): void {
    for (const { key, value } of writes) this.#entries.set(keyText(key), Buffer.from(value));
  }

  delete(key: Buffer): boolean {
    return this.#entries.delete(key.toString("latin1"));
  }

  clearPrefix(prefix: Buffer): number {
    const start = prefix.toString("latin1");
    const found = [...this.#entries.keys()].filter((key) => key.startsWith(start));
    for (const key of found) this.#entries.delete(key);
    return found.length;
  }

  close(): void {
    this.#entries.clear();
  }
}
