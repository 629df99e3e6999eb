import type { Climate } from "../climate.js";
import type { Day } from "../day.js";
import type { Season } from "../season.js";

/** What the chart shows of one station. */
export interface Station {
  readonly name: string;
  readonly climate: Climate;
  readonly highs: Season;
  readonly lows: Season;
  readonly hottest: Day;
  readonly coldest: Day;
}
