import type { Climate } from "../climate.js";
import { dayName, dayOfYear, firstOfMonth, yearOf, type Day } from "../day.js";
import type { Estimate } from "../season.js";
import { colourOf, GRID, INK, LEFT, MUTED, PAPER, RECORD, RIGHT, signed, TEMPERATURE_HEIGHT, x } from "./layout.js";
import type { Station } from "./station.js";
import { element, label, line, scale, through } from "./svg.js";

const DEGREES = [-20, -10, 0, 10, 20, 30, 40];

const y = scale([-20, 40], [TEMPERATURE_HEIGHT, 0]);

/** A station's temperatures over the year. */
export function temperature({ name, climate, highs, lows, hottest, coldest }: Station): string {
  const colour = colourOf(name);
  return [
    grid(),
    ranges(climate, colour),
    course(lows.curve, colour),
    course(highs.curve, colour),
    record(hottest, hottest.high),
    record(coldest, coldest.low),
  ].join("");
}

function grid(): string {
  const rows = DEGREES.map((degrees) => {
    const stroke = degrees === 0 ? MUTED : GRID;
    const text = degrees === 40 ? "40 °C" : signed(degrees);
    return line([LEFT, y(degrees)], [RIGHT, y(degrees)], { stroke }) +
      label(LEFT - 10, y(degrees) + 4, text, { "text-anchor": "end", fill: MUTED });
  });
  const columns = Array.from({ length: 13 }, (_, month) =>
    line([x(firstOfMonth(month)), 0], [x(firstOfMonth(month)), TEMPERATURE_HEIGHT], { stroke: GRID }));
  return [...columns, ...rows].join("");
}

/** A thin bar a day: the records of all years in grey, the mean low to the mean high in the station's colour. */
function ranges(climate: Climate, colour: string): string {
  return element("path", { d: bars(climate.recordLow, climate.recordHigh), stroke: RECORD, "stroke-width": 2 }) +
    element("path", { d: bars(climate.meanLow, climate.meanHigh), stroke: colour, "stroke-width": 1, opacity: 0.6 });
}

function bars(from: readonly number[], to: readonly number[]): string {
  return from.map((low, i) => through([[x(i + 1.5), y(low)], [x(i + 1.5), y(to[i] ?? low)]])).join("");
}

/** A fitted curve in its 95 % band. */
function course(curve: readonly Estimate[], colour: string): string {
  const points = (value: (estimate: Estimate) => number) =>
    curve.map((estimate, i) => [x(i + 1.5), y(value(estimate))] as const);
  const outline = [...points(({ to }) => to), ...points(({ from }) => from).reverse()];
  const middle = through(points(({ value }) => value));
  return element("path", { d: `${through(outline)}Z`, fill: PAPER, opacity: 0.75 }) +
    element("path", { d: `${through(outline)}Z`, fill: colour, opacity: 0.35 }) +
    element("path", { d: middle, fill: "none", stroke: colour, "stroke-width": 2.4 });
}

/** A dot on the day of a record, with its value and date. */
function record(day: Day, degrees: number): string {
  const at = x(dayOfYear(day.date) + 0.5);
  const text = `${signed(degrees, 1)} °C, ${dayName(dayOfYear(day.date))} ${yearOf(day.date)}`;
  const side = at > (LEFT + RIGHT) / 2 ? { at: at - 8, anchor: "end" } : { at: at + 8, anchor: "start" };
  const halo = { stroke: PAPER, "stroke-width": 3, "paint-order": "stroke" };
  return element("circle", { cx: at, cy: y(degrees), r: 3, fill: INK }) +
    label(side.at, y(degrees) + 4, text, { "text-anchor": side.anchor, fill: INK, ...halo });
}
