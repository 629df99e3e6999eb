import type { MissReason } from "#runtime/counters";

/** Why a call was not answered from the store, behind "the call". */
export const MISSED: Readonly<Record<MissReason, string>> = {
  absent: "had inputs of which nothing was stored",
  expired: "found a result that had expired",
  unusable: "found a result that was damaged or of another format",
  refreshed: "was asked to run anew",
  unavailable: "had no store to ask",
};
