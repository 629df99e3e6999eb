import { task } from "taskprint";
import type { Day } from "./day.js";

/** What one station saw in one year. */
export interface YearStatistics {
  readonly days: number;
  readonly meanHigh: number;
  readonly meanLow: number;
  readonly hottest: Day;
  readonly coldest: Day;
  readonly frostDays: number;
  readonly wetDays: number;
  /** In mm. */
  readonly precipitation: number;
  /** In days. */
  readonly longestDrySpell: number;
}

/** A day is wet from this many mm on; less does not wet the ground. */
const WET = 1;

/** The statistics of one station's days in one year. */
export const statistics = task(async function statistics(days: readonly Day[]): Promise<YearStatistics> {
  const [first] = days;
  if (first === undefined) throw new Error("statistics() needs at least one day.");
  let drySpell = 0;
  let longestDrySpell = 0;
  for (const day of days) {
    drySpell = day.precipitation < WET ? drySpell + 1 : 0;
    longestDrySpell = Math.max(longestDrySpell, drySpell);
  }
  return {
    days: days.length,
    meanHigh: sum(days.map((day) => day.high)) / days.length,
    meanLow: sum(days.map((day) => day.low)) / days.length,
    hottest: days.reduce((a, b) => (b.high > a.high ? b : a), first),
    coldest: days.reduce((a, b) => (b.low < a.low ? b : a), first),
    frostDays: days.filter((day) => day.low < 0).length,
    wetDays: days.filter((day) => day.precipitation >= WET).length,
    precipitation: sum(days.map((day) => day.precipitation)),
    longestDrySpell,
  };
});

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
