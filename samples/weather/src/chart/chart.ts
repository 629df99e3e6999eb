import { task } from "taskprint";
import { INK, LEFT, MUTED, PAPER, RAIN, RAIN_HEIGHT, RECORD, TEMPERATURE_HEIGHT, WIDTH } from "./layout.js";
import { notes } from "./notes.js";
import { rain } from "./rain.js";
import type { Station } from "./station.js";
import { element, label } from "./svg.js";
import { temperature } from "./temperature.js";

const HEADER = 150;
const RAIN_TOP = TEMPERATURE_HEIGHT + 22;
const PANEL = RAIN_TOP + RAIN_HEIGHT + 62;
const FONT = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";

/**
 * Draws the stations one below the other, as an SVG document.
 *
 * Most of the drawing is done by functions in other files. `"track": "closure"` sees them: whichever of
 * them is edited, the picture is drawn anew.
 */
export const chart = task(
  async function chart(stations: readonly Station[], subtitle: string, source: string): Promise<string> {
    const height = HEADER + stations.length * PANEL + 24;
    return element("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height, "font-family": FONT, "font-size": 12 },
      element("rect", { width: WIDTH, height, fill: PAPER }),
      label(LEFT, 46, "A year in two cities", { "font-size": 30, "font-weight": 700, fill: INK }),
      label(LEFT, 74, subtitle, { "font-size": 15, fill: INK }),
      legend(104),
      ...stations.map((station, i) => panel(station, HEADER + i * PANEL)),
      label(LEFT, height - 20, source, { "font-size": 11, fill: MUTED }),
    );
  },
);

function panel(station: Station, top: number): string {
  return element("g", { transform: `translate(0 ${top})` },
    temperature(station),
    element("g", { transform: `translate(0 ${RAIN_TOP})` }, rain(station.climate.monthlyPrecipitation)),
    notes(station),
  );
}

function legend(top: number): string {
  const swatch = (x: number, attributes: Readonly<Record<string, string | number>>, text: string) =>
    element("rect", { x, y: top, width: 22, height: 12, ...attributes }) + label(x + 30, top + 10, text, { fill: MUTED });
  return [
    swatch(LEFT, { fill: RECORD }, "lowest low to highest high of the day"),
    swatch(LEFT + 250, { fill: MUTED, opacity: 0.45 }, "mean low to mean high"),
    element("rect", { x: LEFT + 434, y: top, width: 22, height: 12, fill: MUTED, opacity: 0.35 }),
    swatch(LEFT + 434, { fill: INK, height: 2.4, y: top + 4.8 }, "fitted high and low, 95 % band"),
    swatch(LEFT + 654, { fill: RAIN }, "mean precipitation of the month"),
  ].join("");
}
