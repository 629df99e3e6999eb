import { unpackEntry } from "../entry.js";
import type { VerifyOptions, VerifyReport } from "../gc.js";
import { forgetCheck } from "./boot.js";
import { dataFile } from "./files.js";
import { findDamage } from "./pages.js";
import { assertFlag, assertOptions, writableStore } from "./writable.js";

const OPTIONS = Object.keys({ remove: true } satisfies Record<keyof VerifyOptions, true>);

export function check(options: VerifyOptions): VerifyReport {
  assertOptions("verify()", options, OPTIONS);
  assertFlag("verify()", "remove", options.remove);
  const store = writableStore("verify()");
  const upkeep = store?.upkeep;
  const report = { entries: 0, bytes: 0, damaged: 0 };
  if (!store || !upkeep) return { ...report, removed: 0 };
  const pages = store.exclusively(() => findDamage(dataFile(store.dir), true));
  if (pages !== undefined) forgetCheck(store.dir);
  if (pages !== undefined) return { ...report, removed: 0, pages };
  const bad: Buffer[] = [];
  const visit = ({ key, takes, value }: { readonly key: Buffer; readonly takes: number; readonly value: Buffer }): void => {
    report.entries++;
    report.bytes += takes;
    if (unpackEntry(key, value) === undefined) bad.push(Buffer.from(key));
  };
  upkeep.scan({ bytes: Infinity, visit });
  return { ...report, damaged: bad.length, removed: options.remove === true ? upkeep.removeAll(bad) : 0 };
}
