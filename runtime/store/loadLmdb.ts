import { createRequire } from "node:module";
import { join } from "node:path";
import { causeText } from "../warn.js";
import { LmdbMissing } from "./failures.js";

/** What taskprint uses of the lmdb package. The types of lmdb leave out `nativeAddon`. */
export type Lmdb = typeof import("lmdb") & { readonly nativeAddon: { resetTxn(address: number): void } };

/**
 * Loaded at the first use, as it is native code that a program whose tasks never run need not pay for.
 *
 * @throws LmdbMissing
 */
export function loadLmdb(): Lmdb {
  try {
    return createRequire(ownPath())("lmdb") as Lmdb;
  } catch (error) {
    throw new LmdbMissing(causeText(error));
  }
}

/** In a CommonJS bundle `import.meta.url` is empty, and lmdb lies beside the bundle. */
function ownPath(): string {
  const url = import.meta.url as string | undefined;
  return url || (typeof __filename === "string" ? __filename : join(process.cwd(), "package.json"));
}
