import { yearOf, type Day } from "./day.js";
import { statistics, type YearStatistics } from "./statistics.js";

/** One line of the table of statistics. */
export interface YearRow {
  readonly station: string;
  readonly year: number;
  readonly statistics: YearStatistics;
  /** The mean high against the year before, in °C; absent in the first year. */
  readonly change: number | undefined;
  /** Whether the station had no warmer year. */
  readonly warmest: boolean;
}

/**
 * The rows of one station, worked out at once. Each function asks for the statistics that it needs and
 * leaves it to the cache that most years are asked for three times: calls at the same time share one run.
 */
export async function yearRows(station: string, days: readonly Day[]): Promise<YearRow[]> {
  const years = [...new Set(days.map((day) => yearOf(day.date)))];
  const changes = await Promise.all(years.map((year) => changeOf(days, year)));
  const warmest = await warmestOf(days, years);
  return Promise.all(years.map(async (year, i) => ({
    station,
    year,
    statistics: await statistics(inYear(days, year)),
    change: changes[i],
    warmest: year === warmest,
  })));
}

async function changeOf(days: readonly Day[], year: number): Promise<number | undefined> {
  const before = inYear(days, year - 1);
  if (before.length === 0) return undefined;
  const [own, previous] = await Promise.all([statistics(inYear(days, year)), statistics(before)]);
  return own.meanHigh - previous.meanHigh;
}

async function warmestOf(days: readonly Day[], years: readonly number[]): Promise<number | undefined> {
  let warmest: { year: number; meanHigh: number } | undefined;
  for (const year of years) {
    const { meanHigh } = await statistics(inYear(days, year));
    if (warmest === undefined || meanHigh > warmest.meanHigh) warmest = { year, meanHigh };
  }
  return warmest?.year;
}

function inYear(days: readonly Day[], year: number): Day[] {
  return days.filter((day) => yearOf(day.date) === year);
}
