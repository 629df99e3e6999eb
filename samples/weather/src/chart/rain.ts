import { daysInMonth, firstOfMonth, MONTHS } from "../day.js";
import { LEFT, MUTED, RAIN, RAIN_HEIGHT, RIGHT, x } from "./layout.js";
import { element, label, line, scale } from "./svg.js";

const y = scale([0, 200], [RAIN_HEIGHT, 0]);

/** The mean precipitation of each month, as a bar with its value, above the names of the months. */
export function rain(monthlyPrecipitation: readonly number[]): string {
  return [
    ...MONTHS.map((name, month) => bar(month, name, monthlyPrecipitation[month] ?? 0)),
    line([LEFT, RAIN_HEIGHT], [RIGHT, RAIN_HEIGHT], { stroke: MUTED }),
    label(LEFT - 10, RAIN_HEIGHT + 1, "mm", { "text-anchor": "end", fill: MUTED }),
  ].join("");
}

function bar(month: number, name: string, millimetres: number): string {
  const left = x(firstOfMonth(month));
  const right = x(firstOfMonth(month) + daysInMonth(month));
  const middle = { "text-anchor": "middle", fill: MUTED };
  return element("rect", { x: left + 3, y: y(millimetres), width: right - left - 6, height: RAIN_HEIGHT - y(millimetres), fill: RAIN }) +
    label((left + right) / 2, y(millimetres) - 4, millimetres.toFixed(0), middle) +
    label((left + right) / 2, RAIN_HEIGHT + 17, name, middle);
}
