import { addressSpaceShort, lmdbMissing, storeBroken, storeFull, storeVanished } from "../messages.js";
import { causeText, warnOnce } from "../warn.js";
import { adviceFor, lmdbAdviceFor } from "./advice.js";
import { AddressSpaceShort, isFull, LmdbMissing, StoreVanished } from "./failures.js";

/** Warns, once, that a store cannot be used, or not be written to. */
export function warnOfTrouble(dir: string, error: unknown): void {
  const cause = causeText(error);
  if (error instanceof LmdbMissing) warnOnce("lmdb", lmdbMissing(cause, lmdbAdviceFor(error.cause)));
  else if (error instanceof AddressSpaceShort) warnOnce(dir, addressSpaceShort(dir, cause));
  else if (isFull(error)) warnOnce(dir, storeFull(dir, cause));
  else if (error instanceof StoreVanished) warnOnce(dir, storeVanished(dir));
  else warnOnce(dir, storeBroken(dir, cause, adviceFor(error)));
}
