import { closeSync, constants, openSync } from "node:fs";
import { assertFile, dataFile } from "./files.js";
import type { CallKey } from "../key/callKey.js";
import { findEntry } from "./findEntry.js";
import { lentFrom, type Lent } from "./lent.js";
import type { Store } from "./store.js";

/**
 * The store on disk, only read: for the mode "readonly", and for a full disk. LMDB itself writes to its lock
 * file whenever it reads, and ends the process where it cannot; this makes, changes and locks nothing.
 */
export class FileStore implements Store {
  readonly #handle: number;
  #isOpen = true;

  /**
   * @param refusal what a write throws
   * @throws when there is no file, or it cannot be read; what is damaged throws when it is come upon
   */
  constructor(
    dir: string,
    readonly refusal: Error,
  ) {
    const path = dataFile(dir);
    assertFile(path, constants.R_OK);
    this.#handle = openSync(path, "r");
  }

  lend(key: CallKey): Lent | undefined {
    const bytes = this.get(key.copy());
    return bytes && lentFrom(bytes);
  }

  get(key: Buffer): Buffer | undefined {
    return this.#isOpen ? findEntry(this.#handle, key) : undefined;
  }

  putAll(): never {
    throw this.refusal;
  }

  delete(): never {
    throw this.refusal;
  }

  clearPrefix(): never {
    throw this.refusal;
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#handle);
    this.#isOpen = false;
  }
}
