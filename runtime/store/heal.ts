import { existsSync, renameSync, rmSync } from "node:fs";
import { storeSetAside } from "../messages.js";
import { warnOnce } from "../warn.js";
import { isChecked, isCondemned, isFirstSinceBoot, noteCheck } from "./boot.js";
import { asideFile, dataFile, gateFile, lockFile } from "./files.js";
import { findDamage } from "./pages.js";
import { clearAfter, findOthers, type Others, type Presence } from "./presence.js";
import { goBack } from "./previous.js";

/**
 * Looks a store through before LMDB opens it: every page when the store is small, when a process ended inside LMDB or came
 * upon something strange, or when the machine has started since the last look; otherwise the pages that say where the others are. A damaged
 * store is set aside and LMDB will begin a new one: what is lost can be run again, while a page that LMDB
 * stumbles over ends the process. Runs inside the gate.
 *
 * @param open opens the store; a process that ends in it leaves what it found to the next one
 */
export function healThenOpen<T>(dir: string, { path }: Presence, open: () => T): T {
  const others = findOthers(dir, path);
  if (existsSync(dataFile(dir))) {
    const damage = damageIn(dir, others.diedInside || !isChecked(dir));
    if (damage !== undefined && !isUndone(dir, others)) setAside(dir, damage);
  } else rmSync(lockFile(dir), { force: true });
  const opened = open();
  clearAfter(others);
  if (!isChecked(dir)) noteCheck(dir);
  return opened;
}

function damageIn(dir: string, isSuspect: boolean): string | undefined {
  return findDamage(dataFile(dir), isSuspect) ?? (isCondemned(dir) ? "LMDB cannot go on with it" : undefined);
}

/**
 * A power cut can keep from the disk what the last commit wrote; the one before may be whole. Other damage has no such
 * reason, and what was removed by the last commit must not come back for it.
 */
function isUndone(dir: string, { areThere }: Others): boolean {
  if (areThere || !isFirstSinceBoot(dir) || !goBack(dataFile(dir))) return false;
  rmSync(lockFile(dir), { force: true });
  return true;
}

/**
 * Processes that still have the file open go on with it, until they write and see that it is gone. The lock file goes
 * wherever the data file went, since it says what the last transaction of the old file was.
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

