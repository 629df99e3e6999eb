import { statSync } from "node:fs";
import { AddressSpaceShort } from "./failures.js";
import { readNote } from "./notes.js";

/** LMDB maps a file that has outgrown its map anew, twice as large, and keeps the old map for those who read in it. */
const MAP_PER_BYTE = 2;
/** For what other threads take meanwhile, and for the store's other files. */
const SPARE_BYTES = 32 * 1024 * 1024;
/** What a commit may add to the file beside its values. */
const GROWTH_BYTES = 2 * 1024 * 1024;

/**
 * The address space of this process, which `ulimit -v` can limit. Where it does not suffice for a map, LMDB (lmdb-js 3.5.6) goes on
 * without, and ends the process or spoils the file; so it is looked at before. A process without a limit spends nothing on it.
 */
export class AddressSpace {
  readonly #limit = limitOfProcess();

  /**
   * To be called before LMDB may map a file.
   *
   * @param coming how many bytes will be added to it
   * @throws AddressSpaceShort
   */
  assertFor(path: string, coming: number): void {
    if (this.#limit === Infinity) return;
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    const left = this.#limit - usedByProcess();
    if (left < (size + coming + GROWTH_BYTES) * MAP_PER_BYTE + SPARE_BYTES) throw new AddressSpaceShort(`${left} bytes of address space are left for a file of ${size}`);
  }
}

/** The soft limit, in bytes; none where the system does not say. */
function limitOfProcess(): number {
  const limit = /^Max address space\s+(\d+)/m.exec(readNote("/proc/self/limits"))?.[1];
  return limit === undefined ? Infinity : Number(limit);
}

function usedByProcess(): number {
  return Number(/^VmSize:\s+(\d+) kB/m.exec(readNote("/proc/self/status"))?.[1] ?? 0) * 1024;
}
