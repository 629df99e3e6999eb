/** One day at one station. Temperatures are in °C, precipitation in mm. */
export interface Day {
  readonly station: string;
  /** ISO date, for example "2012-07-01". */
  readonly date: string;
  readonly precipitation: number;
  readonly high: number;
  readonly low: number;
}

export const DAYS_IN_YEAR = 365;

export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

const FIRST_OF_MONTH = [1, 32, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335];

/** The month of an ISO date, 0 to 11. */
export function monthOf(date: string): number {
  return Number(date.slice(5, 7)) - 1;
}

/** The year of an ISO date. */
export function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

/** The day of the year, 1 to 365. 29 February counts as 28 February, so that years line up. */
export function dayOfYear(date: string): number {
  const month = monthOf(date);
  const day = Number(date.slice(8, 10));
  return firstOfMonth(month) + Math.min(day, daysInMonth(month)) - 1;
}

/** The first day of a month (0 to 11) as a day of the year. */
export function firstOfMonth(month: number): number {
  return FIRST_OF_MONTH[month] ?? DAYS_IN_YEAR + 1;
}

/** The length of a month (0 to 11) in a year without 29 February. */
export function daysInMonth(month: number): number {
  return firstOfMonth(month + 1) - firstOfMonth(month);
}

/** "27 Jul" for day of the year 208. */
export function dayName(day: number): string {
  const month = FIRST_OF_MONTH.findLastIndex((first) => first <= day);
  return `${day - firstOfMonth(month) + 1} ${MONTHS[month]}`;
}
