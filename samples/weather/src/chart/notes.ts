import { dayName } from "../day.js";
import type { Estimate } from "../season.js";
import { colourOf, INK, MUTED, NOTES, RAIN_HEIGHT, TEMPERATURE_HEIGHT } from "./layout.js";
import type { Station } from "./station.js";
import { label } from "./svg.js";

/** At the right of a panel: the station's name, and the numbers of its fit with their 95 % intervals. */
export function notes({ name, climate, highs, lows }: Station): string {
  const total = climate.monthlyPrecipitation.reduce((a, b) => a + b, 0);
  return [
    label(NOTES, 18, name, { "font-size": 24, "font-weight": 700, fill: colourOf(name) }),
    fact(62, `±${highs.swing.value.toFixed(1)} °C`, `swing of the high (${interval(highs.swing, tenths)})`),
    fact(120, `±${lows.swing.value.toFixed(1)} °C`, `swing of the low (${interval(lows.swing, tenths)})`),
    fact(178, dayName(highs.warmestDay.value), `warmest day (${interval(highs.warmestDay, dayName)})`),
    fact(TEMPERATURE_HEIGHT + RAIN_HEIGHT, `${total.toFixed(0)} mm`, "precipitation a year"),
  ].join("");
}

function fact(top: number, value: string, meaning: string): string {
  return label(NOTES, top, value, { "font-size": 19, "font-weight": 600, fill: INK }) +
    label(NOTES, top + 19, meaning, { fill: MUTED });
}

function interval({ from, to }: Estimate, format: (value: number) => string): string {
  return `${format(from)} to ${format(to)}`;
}

function tenths(value: number): string {
  return value.toFixed(1);
}
