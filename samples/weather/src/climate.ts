import { task } from "taskprint";
import { DAYS_IN_YEAR, dayOfYear, monthOf, yearOf, type Day } from "./day.js";

/** A station's days of all years, laid over one year. Lists of 365 entries, the first is 1 January. */
export interface Climate {
  readonly recordHigh: readonly number[];
  readonly recordLow: readonly number[];
  readonly meanHigh: readonly number[];
  readonly meanLow: readonly number[];
  /** Mean precipitation of each of the twelve months, in mm. */
  readonly monthlyPrecipitation: readonly number[];
}

/** Lays all years of one station over one year. */
export const climate = task(async function climate(days: readonly Day[]): Promise<Climate> {
  const years = new Set(days.map((day) => yearOf(day.date))).size;
  const byDay = Array.from({ length: DAYS_IN_YEAR }, (): Day[] => []);
  const monthlyPrecipitation = Array.from({ length: 12 }, () => 0);
  for (const day of days) {
    byDay[dayOfYear(day.date) - 1]?.push(day);
    monthlyPrecipitation[monthOf(day.date)]! += day.precipitation / years;
  }
  return {
    recordHigh: byDay.map((same) => Math.max(...same.map((day) => day.high))),
    recordLow: byDay.map((same) => Math.min(...same.map((day) => day.low))),
    meanHigh: byDay.map((same) => mean(same.map((day) => day.high))),
    meanLow: byDay.map((same) => mean(same.map((day) => day.low))),
    monthlyPrecipitation,
  };
});

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
