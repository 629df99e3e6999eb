import { PREFIX_BYTES } from "../key/prefix.js";
import type { GuardedStore } from "../store/guarded.js";
import { inputsFile, tasksFile } from "./files.js";
import { keepLines, readLines } from "./lines.js";
import { NOTED_FOR_MS } from "./recordLog.js";

/** Which of the notes beside a store are of entries that it holds. */
export class NotesInUse {
  readonly #since = Date.now();
  readonly #dir: string;
  /** Keys of which inputs are kept, as text of one byte a character. */
  readonly #kept: ReadonlySet<string>;
  readonly #prefixes = new Set<string>();
  readonly #keys = new Set<string>();

  constructor(dir: string) {
    this.#dir = dir;
    this.#kept = new Set(readLines(inputsFile(dir).path).map(({ id }) => Buffer.from(id, "hex").toString("latin1")));
  }

  /** To be called for each entry that stays. */
  see(key: Buffer): void {
    this.#prefixes.add(key.toString("latin1", 0, PREFIX_BYTES));
    if (this.#kept.size === 0) return;
    const text = key.toString("latin1");
    if (this.#kept.has(text)) this.#keys.add(text);
  }

  /** Removes the others. What was noted since, others may have noted for entries that were not seen. */
  removeOthers(store: GuardedStore): void {
    const bytesOf = (id: string): string => Buffer.from(id, "hex").toString("latin1");
    store.exclusively(() => {
      keepLines(inputsFile(this.#dir), ({ id, at }) => at >= this.#since || this.#keys.has(bytesOf(id)));
      keepLines(tasksFile(this.#dir), ({ id, at }) => at >= this.#since - NOTED_FOR_MS || this.#prefixes.has(bytesOf(id)));
    });
  }
}
