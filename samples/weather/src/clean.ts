import { task } from "taskprint";
import type { Day } from "./day.js";

/** The usable days, by station in order of date, and why others were dropped. */
export interface Cleaned {
  readonly stations: ReadonlyMap<string, readonly Day[]>;
  readonly kept: number;
  readonly incomplete: number;
  readonly repeated: number;
}

/** Drops incomplete days and repeated ones, and sorts the others by station and date. */
export const clean = task(function clean(rows: readonly Day[]): Cleaned {
  const complete = rows.filter((row) => Number.isFinite(row.high + row.low + row.precipitation) && row.low <= row.high);
  const unique = new Map(complete.map((day) => [`${day.station} ${day.date}`, day]));
  const sorted = [...unique.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  const names = [...new Set(sorted.map((day) => day.station))].sort();
  return {
    stations: new Map(names.map((name) => [name, sorted.filter((day) => day.station === name)])),
    kept: unique.size,
    incomplete: rows.length - complete.length,
    repeated: complete.length - unique.size,
  };
});
