import type { EntryRecord } from "../../records/index.js";
import { compareInputs, type InputMove } from "./differences.js";

/** A stored call, and in what it differs from one that is asked for: in nothing, where that is stored. */
export interface Nearest {
  readonly entry: EntryRecord;
  readonly moves: readonly InputMove[];
}

/** A store can hold a million results of one task: the newest are enough to find one that is near. */
const MOST_LOOKED_AT = 2000;

/**
 * The stored call whose arguments differ in the fewest places; undefined where of none is known what it was called with.
 *
 * @param names the parameters' names
 * @param entries of one task
 */
export function findNearest(names: readonly string[], args: readonly unknown[], entries: readonly EntryRecord[]): Nearest | undefined {
  const newest = [...entries].sort((a, b) => b.writtenAt - a.writtenAt).slice(0, MOST_LOOKED_AT);
  let nearest: Nearest | undefined;
  for (const entry of newest) {
    const inputs = entry.inputs();
    if (inputs.kind === "unknown") continue;
    const moves = compareInputs(names, inputs.args, withoutIgnored(args, entry));
    if (nearest === undefined || moves.length < nearest.moves.length) nearest = { entry, moves };
    if (moves.length === 0) break;
  }
  return nearest;
}

/** What a task ignores is undefined in its keys. */
function withoutIgnored(args: readonly unknown[], { of }: EntryRecord): readonly unknown[] {
  return args.map((arg, index) => (of?.ignore?.includes(index) || index >= (of?.ignoreFrom ?? Infinity) ? undefined : arg));
}
