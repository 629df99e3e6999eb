import { readFileSync } from "node:fs";
import { headOf, markOf, PAYLOAD, type Head } from "../entry.js";
import { TaskprintError } from "../errors.js";
import type { GcOptions, GcReport } from "../gc.js";
import { badManifest, badUpkeep } from "../messages.js";
import { causeText } from "../warn.js";
import { lastUse } from "./bounds.js";
import type { Upkeep } from "./upkeep.js";
import { readUses } from "./uses.js";
import { assertOptions, writableStore } from "./writable.js";

export function collect(options: GcOptions): GcReport {
  assertOptions("gc()", options);
  const isToGo = judge(options);
  const store = writableStore("gc()");
  const upkeep = store?.upkeep;
  if (!store || !upkeep) return { removed: { entries: 0, bytes: 0 }, kept: { entries: 0, bytes: 0 } };
  store.uses?.flush();
  return sort(upkeep, isToGo(store.dir), options.dryRun === true);
}

type Judge = (head: Head | undefined) => boolean;

/** Reads what the options name before the store is touched; the notes of uses are read after they were flushed. */
function judge({ manifests, unusedFor }: GcOptions): (dir: string) => Judge {
  if (unusedFor !== undefined && !(typeof unusedFor === "number" && unusedFor >= 0)) {
    throw new TaskprintError(badUpkeep("gc()", `unusedFor: ${String(unusedFor)}; give a number of milliseconds that is not negative`));
  }
  if (manifests !== undefined && !Array.isArray(manifests)) throw new TaskprintError(badUpkeep("gc()", "manifests that are no array; give paths of *.taskprint.json files"));
  const live = manifests && new Set(manifests.flatMap(marksIn));
  return (dir) => {
    const uses = readUses(dir);
    const since = unusedFor === undefined ? -Infinity : Date.now() - unusedFor;
    return (head) => head === undefined || (live !== undefined && !live.has(head.mark)) || lastUse(head, uses) < since;
  };
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

function sort(upkeep: Upkeep, isToGo: Judge, dryRun: boolean): GcReport {
  const [removed, kept] = [{ entries: 0, bytes: 0 }, { entries: 0, bytes: 0 }];
  const keys: Buffer[] = [];
  const visit = ({ key, takes, value }: { readonly key: Buffer; readonly takes: number; readonly value: Buffer }): void => {
    const goes = isToGo(headOf(value));
    const sum = goes ? removed : kept;
    sum.entries++;
    sum.bytes += takes;
    if (goes) keys.push(Buffer.from(key));
  };
  upkeep.scan({ bytes: PAYLOAD, visit });
  if (!dryRun) upkeep.removeAll(keys);
  return { removed, kept };
}
