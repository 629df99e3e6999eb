import { createRequire } from "node:module";
import { join } from "node:path";
import { causeText } from "../warn.js";
import { LmdbMissing } from "./failures.js";

/** What taskprint uses of the lmdb package; the rest its types leave out. */
export type Lmdb = typeof import("lmdb") & {
  readonly nativeAddon: {
    resetTxn(address: number): void;
    /** Finds the key of so many bytes that lies in the memory for keys, and copies its value; returns the size, or less than zero. */
    getByBinary(database: number, keyBytes: number, unlessTransaction: number, transaction: number): number;
  };
  /** Whether values of less than 16 MB always come in the one buffer that was made when lmdb was loaded. */
  readonly v8AccelerationEnabled: boolean;
};

/**
 * Loaded at the first use, as it is native code that a program whose tasks never run need not pay for.
 *
 * @throws LmdbMissing
 */
export function loadLmdb(): Lmdb {
  try {
    return createRequire(ownPath())("lmdb") as Lmdb;
  } catch (error) {
    throw new LmdbMissing(causeText(error), { cause: error });
  }
}

/** In a CommonJS bundle `import.meta.url` is empty, and lmdb lies beside the bundle. */
function ownPath(): string {
  const url = import.meta.url as string | undefined;
  return url || (typeof __filename === "string" ? __filename : join(process.cwd(), "package.json"));
}
