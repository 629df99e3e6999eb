import { existsSync } from "node:fs";
import { currentSettings, type Settings } from "../config.js";
import { lmdbMissing, storeBroken } from "../messages.js";
import { causeText, warnOnce } from "../warn.js";
import { makeDirectory, storeDirectory } from "./directory.js";
import { LmdbMissing } from "./failures.js";
import { GuardedStore } from "./guarded.js";
import { dataFile, LmdbStore } from "./lmdb.js";

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
    return openFor(settings);
  } catch (error) {
    warnOnce("directory", storeBroken(settings.dir ?? "the default directory", causeText(error)));
    return undefined;
  }
}

function openFor(settings: Settings): GuardedStore | undefined {
  const dir = storeDirectory(settings.dir);
  const readOnly = settings.mode === "readonly";
  if (opened?.dir === dir && opened.readOnly === readOnly && opened.store?.isUsable) {
    opened = { ...opened, settings };
    return opened.store;
  }
  opened?.store?.close();
  opened = undefined;
  // A store that is only read may be made by another process later, so its absence is not remembered.
  if (readOnly && !existsSync(dataFile(dir))) return undefined;
  opened = { settings, dir, readOnly, store: openStore(dir, { readOnly, isDefault: settings.dir === undefined }) };
  return opened.store;
}

function openStore(dir: string, { readOnly, isDefault }: { readonly readOnly: boolean; readonly isDefault: boolean }): GuardedStore | undefined {
  try {
    if (!readOnly) makeDirectory(dir, isDefault);
    return new GuardedStore(dir, new LmdbStore(dir, { readOnly }));
  } catch (error) {
    const cause = causeText(error);
    if (error instanceof LmdbMissing) warnOnce("lmdb", lmdbMissing(cause));
    else warnOnce(dir, storeBroken(dir, cause));
    return undefined;
  }
}
