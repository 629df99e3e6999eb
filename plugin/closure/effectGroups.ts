import type TS from "typescript";
import type { Closures } from "./closures.js";
import { groupByFile, type Unit } from "./unit.js";

type Groups = ReadonlyMap<TS.SourceFile, readonly Unit[]>;

const known = new WeakMap<readonly Unit[], Map<Unit | undefined, Groups>>();

interface Reading {
  readonly symbol: TS.Symbol;
  /** The unit that declares the symbol. */
  readonly unit: Unit | undefined;
  readonly reader: TS.Node;
  /** Whether the reader stands for itself, and not for a task that stands in it. */
  readonly isWhole: boolean;
}

/**
 * The units that write to what is read, by file. All that write to one thing in one file are one group,
 * which each of them belongs to and refers to: where everyone had a group of the others, a table that is
 * filled by many statements would take time by the square of their number.
 */
export function effectGroups({ effects }: Closures, { symbol, unit, reader, isWhole }: Reading): readonly (readonly Unit[])[] {
  const writers = effects.writers(symbol, reader);
  if (writers.length === 0) return [];
  const byUnit = known.get(writers) ?? new Map<Unit | undefined, Groups>();
  known.set(writers, byUnit);
  const groups = byUnit.get(unit) ?? groupByFile(writers.filter((writer) => writer !== unit));
  byUnit.set(unit, groups);
  const isAlone = (group: readonly Unit[]): boolean => isWhole && group.length === 1 && group[0] === reader;
  return [...groups.values()].filter((group) => !isAlone(group));
}
