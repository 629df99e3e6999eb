import { existsSync, renameSync, rmSync } from "node:fs";
import { storeSetAside } from "../messages.js";
import { warnOnce } from "../warn.js";
import { isChecked, isCondemned, noteCheck } from "./boot.js";
import { asideFile, dataFile, gateFile, lockFile } from "./files.js";
import { findDamage } from "./pages.js";
import { clearAfter, findOthers } from "./presence.js";

/**
 * Looks a store through before LMDB opens it: every page when the store is small, when a process ended inside LMDB or came
 * upon something strange, or when the machine has started since the last look; otherwise the pages that say where the others are. A damaged
 * store is set aside and LMDB will begin a new one: what is lost can be run again, while a page that LMDB
 * stumbles over ends the process. Runs inside the gate.
 *
 * @param open opens the store; a process that ends in it leaves what it found to the next one
 */
export function healThenOpen<T>(dir: string, open: () => T): T {
  const others = findOthers(dir);
  const damage = existsSync(dataFile(dir)) ? damageIn(dir, others.diedInside || !isChecked(dir)) : undefined;
  if (damage !== undefined) setAside(dir, damage);
  const opened = open();
  clearAfter(others);
  if (!isChecked(dir)) noteCheck(dir);
  return opened;
}

function damageIn(dir: string, isSuspect: boolean): string | undefined {
  return findDamage(dataFile(dir), isSuspect) ?? (isCondemned(dir) ? "LMDB cannot go on with it" : undefined);
}

/**
 * Processes that still have the file open go on with it, until they write and see that it is gone. The lock file goes
 * too, since it says what the last transaction of the old file was.
 */
function setAside(dir: string, damage: string): void {
  const aside = asideFile(dir);
  renameSync(dataFile(dir), aside);
  rmSync(lockFile(dir), { force: true });
  warnOnce(dir, storeSetAside(dir, damage, aside));
}

/** The gate holds nothing: a damaged one is made anew, unless others have it open. Returns the damage that is left. */
export function healGate(dir: string): string | undefined {
  const damage = existsSync(gateFile(dir)) ? findDamage(gateFile(dir), true) : undefined;
  if (damage === undefined || findOthers(dir).areThere) return damage;
  rmSync(gateFile(dir));
  rmSync(`${gateFile(dir)}-lock`, { force: true });
  return undefined;
}

