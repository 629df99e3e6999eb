import { readFileSync } from "node:fs";
import { headOf, markOf, PAYLOAD, type Head } from "../entry.js";
import { TaskprintError } from "../errors.js";
import type { GcOptions, GcReport } from "../gc.js";
import { badManifest, badUpkeep } from "../messages.js";
import { NotesInUse } from "../records/compact.js";
import { causeText } from "../warn.js";
import { lastUse } from "./bounds.js";
import type { GuardedStore } from "./guarded.js";
import type { Upkeep } from "./upkeep.js";
import { readUses } from "./uses.js";
import { assertFlag, assertOptions, writableStore } from "./writable.js";

const OPTIONS = Object.keys({ manifests: true, unusedFor: true, dryRun: true } satisfies Record<keyof GcOptions, true>);

export function collect(options: GcOptions): GcReport {
  assertOptions("gc()", options, OPTIONS);
  assertFlag("gc()", "dryRun", options.dryRun);
  const isToGo = judge(options);
  const store = writableStore("gc()");
  const upkeep = store?.upkeep;
  if (!store || !upkeep) return { removed: { entries: 0, bytes: 0 }, kept: { entries: 0, bytes: 0 } };
  store.uses?.flush();
  return options.dryRun === true ? sort(upkeep, isToGo(store.dir)) : removeFrom(store, upkeep, isToGo(store.dir));
}

type Judge = (head: Head | undefined) => boolean;

/** Reads what the options name before the store is touched; the notes of uses are read after they were flushed. */
function judge({ manifests, unusedFor }: GcOptions): (dir: string) => Judge {
  if (unusedFor !== undefined && !(typeof unusedFor === "number" && unusedFor >= 0)) {
    throw new TaskprintError(badUpkeep("gc()", `unusedFor: ${String(unusedFor)}; give a number of milliseconds that is not negative`));
  }
  if (manifests !== undefined) assertManifests(manifests);
  const live = manifests && new Set(manifests.flatMap(marksIn));
  return (dir) => {
    const uses = readUses(dir);
    const since = unusedFor === undefined ? -Infinity : Date.now() - unusedFor;
    return (head) => head === undefined || (live !== undefined && !live.has(head.mark)) || lastUse(head, uses) < since;
  };
}

/** No manifests at all would mean that every task is gone: that is what a pattern that matches no file gives. */
function assertManifests(manifests: unknown): void {
  const isList = Array.isArray(manifests) && manifests.every((path) => typeof path === "string");
  if (!isList) throw new TaskprintError(badUpkeep("gc()", "manifests that are no array of strings; give paths of *.taskprint.json files"));
  if (manifests.length === 0) throw new TaskprintError(badUpkeep("gc()", "an empty list of manifests, which would remove every result; name *.taskprint.json files, or leave manifests out"));
}

/** The marks of the tasks of a manifest. */
function marksIn(path: string): readonly number[] {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new TaskprintError(badManifest(path, causeText(error)));
  }
  const tasks = (manifest as { readonly tasks?: unknown } | null)?.tasks;
  if (!Array.isArray(tasks)) throw new TaskprintError(badManifest(path, "it holds no tasks"));
  return tasks.map((task: { readonly fingerprint?: unknown } | null) => {
    const fingerprint = task?.fingerprint;
    if (typeof fingerprint !== "string" || !/^[0-9a-f]{64}$/.test(fingerprint)) throw new TaskprintError(badManifest(path, "it holds a task without a fingerprint"));
    return markOf(fingerprint);
  });
}

function removeFrom(store: GuardedStore, upkeep: Upkeep, isToGo: Judge): GcReport {
  const keys: Buffer[] = [];
  const notes = new NotesInUse(store.dir);
  const report = sort(upkeep, isToGo, (key, goes) => (goes ? keys.push(Buffer.from(key)) : notes.see(key)));
  upkeep.removeAll(keys);
  notes.removeOthers(store);
  return report;
}

function sort(upkeep: Upkeep, isToGo: Judge, see?: (key: Buffer, goes: boolean) => void): GcReport {
  const [removed, kept] = [{ entries: 0, bytes: 0 }, { entries: 0, bytes: 0 }];
  const visit = ({ key, takes, value }: { readonly key: Buffer; readonly takes: number; readonly value: Buffer }): void => {
    const goes = isToGo(headOf(value));
    const sum = goes ? removed : kept;
    sum.entries++;
    sum.bytes += takes;
    see?.(key, goes);
  };
  upkeep.scan({ bytes: PAYLOAD, visit });
  return { removed, kept };
}
