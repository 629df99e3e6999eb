import { task } from "taskprint";
import { DAYS_IN_YEAR, dayOfYear, type Day } from "./day.js";
import { leastSquares } from "./leastSquares.js";
import { randomNumbers } from "./random.js";

/** A value and its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

/** The smooth course of a temperature over the year. */
export interface Season {
  /** The course itself, in °C: 365 estimates, the first is 1 January. */
  readonly curve: readonly Estimate[];
  /** Half the distance from the coldest to the warmest day of the curve, in °C. */
  readonly swing: Estimate;
  /** The warmest day of the curve, as a day of the year. */
  readonly warmestDay: Estimate;
}

/** Weather holds for days, so neighbours are drawn together: a bootstrap of single days would be too sure of itself. */
const BLOCK = 15;

/** The year as two harmonics: one wave a year, and one of half a year that lets spring and autumn differ. */
const YEAR = Array.from({ length: DAYS_IN_YEAR }, (_, day) => {
  const angle = (2 * Math.PI * day) / DAYS_IN_YEAR;
  return [1, Math.cos(angle), Math.sin(angle), Math.cos(2 * angle), Math.sin(2 * angle)];
});

/**
 * Fits the course of the daily high or low by least squares, and its 95 % intervals by a moving-block
 * bootstrap. The numbers are drawn from a fixed seed, so that a run can be repeated.
 */
export const season = task(
  async function season(days: readonly Day[], measure: "high" | "low", resamples: number): Promise<Season> {
    const rows = days.map((day) => YEAR[dayOfYear(day.date) - 1]!);
    const values = days.map((day) => day[measure]);
    const random = randomNumbers(1);
    const fitted = curveOf(rows, values);
    const drawn = Array.from({ length: resamples }, () => {
      const picks = drawBlocks(days.length, random);
      return curveOf(picks.map((pick) => rows[pick]!), picks.map((pick) => values[pick]!));
    });
    return {
      curve: fitted.map((value, day) => estimate(value, drawn.map((curve) => curve[day]!))),
      swing: estimate(swingOf(fitted), drawn.map(swingOf)),
      warmestDay: estimate(warmestDayOf(fitted), drawn.map(warmestDayOf)),
    };
  },
);

function drawBlocks(length: number, random: () => number): number[] {
  const blocks = Array.from({ length: Math.ceil(length / BLOCK) }, () => Math.floor(random() * length));
  const picks = blocks.flatMap((start) => Array.from({ length: BLOCK }, (_, i) => (start + i) % length));
  return picks.slice(0, length);
}

function curveOf(rows: readonly (readonly number[])[], values: readonly number[]): number[] {
  const weights = leastSquares(rows, values);
  return YEAR.map((row) => row.reduce((sum, term, i) => sum + term * weights[i]!, 0));
}

function estimate(value: number, drawn: readonly number[]): Estimate {
  const sorted = Float64Array.from(drawn).sort();
  const quantile = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? value;
  return { value, from: quantile(0.025), to: quantile(0.975) };
}

function swingOf(curve: readonly number[]): number {
  return (Math.max(...curve) - Math.min(...curve)) / 2;
}

function warmestDayOf(curve: readonly number[]): number {
  return curve.indexOf(Math.max(...curve)) + 1;
}
