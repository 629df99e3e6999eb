import type { MissReason } from "#runtime/counters";
import { missesFile } from "#runtime/records/files";
import { readLines } from "#runtime/records/lines";
import { decodeInputs } from "./decodeInputs.js";
import { keptOf } from "./kept.js";
import { isTaskRecord } from "./tasks.js";
import type { MissRecord } from "./types.js";

const REASONS: readonly unknown[] = ["absent", "expired", "unusable", "refreshed", "unavailable"] satisfies readonly MissReason[];

/** The last call of each task and account that was not answered from the store; the latest comes first. */
export function readMisses(dir: string): readonly MissRecord[] {
  const byId = new Map<string, MissRecord>();
  for (const line of readLines(missesFile(dir).path)) {
    for (const miss of missOf(line)) byId.set(line.id, miss);
  }
  return [...byId.values()].sort((one, other) => other.at - one.at);
}

function missOf(line: object): MissRecord[] {
  const { of, key: digits, reason, at, inputs } = line as Readonly<Record<string, unknown>>;
  if (typeof of !== "object" || of === null || typeof digits !== "string" || typeof at !== "number" || !REASONS.includes(reason) || !isTaskRecord(of)) return [];
  const key = Buffer.from(digits, "hex");
  return [{ of: { ...of, at }, key, reason: reason as MissReason, at, inputs: () => decodeInputs(key, of, keptOf(inputs)) }];
}
