import { configure } from "taskprint";
import { TaskprintError } from "#runtime/errors";
import { currentStore } from "#runtime/store/current";
import { makeDirectory } from "#runtime/store/directory";
import type { GuardedStore } from "#runtime/store/guarded";
import { unusableStore } from "../messages.js";
import type { Place } from "./place.js";

/** Turns the runtime's own functions to a store, whatever the environment says; it is opened when they need it. */
export function turnTo({ dir }: Place): void {
  configure({ dir, mode: "on" });
}

/**
 * The store, to be changed; made where there is none yet.
 *
 * @throws TaskprintError (TP3010) when it cannot be used; the runtime's warning says why
 */
export function openStore(place: Place): GuardedStore {
  makeDirectory(place.dir, place.isDefault);
  turnTo(place);
  const store = currentStore();
  if (store === undefined || store.upkeep === undefined) throw new TaskprintError(unusableStore(place.dir));
  return store;
}
