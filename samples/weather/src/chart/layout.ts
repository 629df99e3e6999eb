import { DAYS_IN_YEAR } from "../day.js";
import { scale } from "./svg.js";

export const WIDTH = 1060;
export const LEFT = 72;

/** Two pixels a day keep the daily bars sharp. */
export const RIGHT = LEFT + 2 * DAYS_IN_YEAR;

/** Where the notes at the right begin. */
export const NOTES = RIGHT + 32;

export const TEMPERATURE_HEIGHT = 240;
export const RAIN_HEIGHT = 56;

export const PAPER = "#fffdf8";
export const INK = "#1f2933";
export const MUTED = "#5f6b76";
export const GRID = "#e3dfd5";
export const RECORD = "#e1dccf";
export const RAIN = "#86a8cf";

/** From the day of the year (1 to 366, where 366 is the year's end) to pixels. */
export const x = scale([1, DAYS_IN_YEAR + 1], [LEFT, RIGHT]);

/** The colour of a station, readable on the paper and apart for the colour-blind. */
export function colourOf(station: string): string {
  const colours: Readonly<Record<string, string>> = {
    "New York": "#c2540a",
    "Seattle": "#0b7a75",
  };
  const colour = colours[station];
  if (colour === undefined) throw new Error(`The chart has no colour for ${station}.`);
  return colour;
}

/** A number with a true minus sign, for example "−12.4". */
export function signed(value: number, digits = 0): string {
  return value.toFixed(digits).replace("-", "−");
}
