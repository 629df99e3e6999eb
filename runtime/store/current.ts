import { constants, lstatSync } from "node:fs";
import { currentSettings, type Settings } from "../config.js";
import { makeDirectory, storeDirectory } from "./directory.js";
import { watchExit } from "./exit.js";
import { StoreFull } from "./failures.js";
import { FileStore } from "./file.js";
import { assertFile, dataFile } from "./files.js";
import { FirstReads } from "./firstReads.js";
import { flushCounters, keepFlushing } from "./flushCounters.js";
import { GuardedStore } from "./guarded.js";
import { LmdbStore } from "./lmdb.js";
import { RenewedStore } from "./renewed.js";
import type { Store } from "./store.js";
import { warnOfTrouble } from "./trouble.js";

/** The store in use, with the settings that it was opened for. */
interface Opened {
  readonly settings: Settings;
  readonly dir: string;
  readonly readOnly: boolean;
  /** Undefined after a failure, of which there was a warning. */
  readonly store: GuardedStore | undefined;
}

let opened: Opened | undefined;

/**
 * The store of the configuration in force, opened at the first use; undefined when it cannot be used
 * (there was a warning), or when it is only to be read and does not exist yet.
 */
export function currentStore(): GuardedStore | undefined {
  const settings = currentSettings();
  if (opened?.settings === settings) return opened.store;
  try {
    return openFor(settings, storeDirectory(settings.dir));
  } catch (error) {
    warnOfTrouble(settings.dir ?? "the default directory", error);
    return undefined;
  }
}

function openFor(settings: Settings, dir: string): GuardedStore | undefined {
  const readOnly = settings.mode === "readonly";
  if (opened?.dir === dir && opened.readOnly === readOnly && opened.store?.isUsable) {
    opened = { ...opened, settings };
    if (opened.store) opened.store.limits = settings;
    return opened.store;
  }
  keepFlushing(flushOpened);
  flushOpened();
  opened?.store?.close();
  opened = undefined;
  const store = tryOpen(dir, () => (readOnly ? openToRead(dir) : openLater(dir, settings.dir === undefined)));
  // A store that is only read may be made by another process later, so its absence is not remembered.
  if (store === "absent") return undefined;
  if (store) store.limits = settings;
  opened = { settings, dir, readOnly, store };
  return store;
}

/** Writes what waits, and what was counted, where a store is in use. */
export function flushStore(): void {
  opened?.store?.flush();
  flushOpened();
}

/** Adds what this process counted to the counters of the store in use, where there is one. */
export function flushOpened(): void {
  if (!opened?.store?.isUsable || opened.readOnly) return;
  flushCounters(opened.store);
  opened.store.records?.flushMisses(opened.store);
}

function tryOpen(dir: string, open: () => Store | "absent"): GuardedStore | "absent" | undefined {
  try {
    const store = open();
    return store === "absent" ? store : new GuardedStore(dir, store);
  } catch (error) {
    warnOfTrouble(dir, error);
    return undefined;
  }
}

function openToRead(dir: string): Store | "absent" {
  return isThere(dataFile(dir)) ? new FileStore(dir, new Error("it is only read")) : "absent";
}

/** A store that exists may answer all calls of a process without LMDB. */
function openLater(dir: string, isDefault: boolean): Store {
  watchExit();
  const open = (): Store => new RenewedStore(dir, () => openToWrite(dir, isDefault));
  return isReadable(dir) ? new FirstReads(dir, open) : open();
}

function isReadable(dir: string): boolean {
  try {
    return assertFile(dataFile(dir), constants.R_OK);
  } catch {
    return false;
  }
}

/** What is stored can be read though the disk is full. */
function openToWrite(dir: string, isDefault: boolean): Store {
  try {
    makeDirectory(dir, isDefault);
    return new LmdbStore(dir);
  } catch (error) {
    if (error instanceof StoreFull && isThere(dataFile(dir))) return new FileStore(dir, error);
    throw error;
  }
}

/** @throws when it cannot be told, as the directory may not be searched */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
