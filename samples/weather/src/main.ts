import { mkdir, readFile, writeFile } from "node:fs/promises";
import { configure, type TaskEvent } from "taskprint";
import { chart } from "./chart/chart.js";
import type { Station } from "./chart/station.js";
import { clean } from "./clean.js";
import { climate } from "./climate.js";
import type { Day } from "./day.js";
import { parse } from "./parse.js";
import { season } from "./season.js";
import { statistics } from "./statistics.js";
import { statisticsTable, tasksTable } from "./tables.js";
import { yearRows } from "./yearRows.js";

const RESAMPLES = 2000;
const SOURCE =
  "Data: NOAA Climate Data Online, daily, 2012–2015, as published in vega-datasets. Curves: two harmonics by least squares; " +
  `95 % intervals from ${RESAMPLES.toLocaleString("en-GB")} block-bootstrap resamples.`;

const events: TaskEvent[] = [];
configure({ onEvent: (event) => events.push(event) });

const result = await main().finally(async () => {
  console.log(tasksTable(events));
  await writeFile("out/events.json", JSON.stringify(events, undefined, 2));
});
console.log(`\n${result}`);

/** Writes the chart, and returns the table of statistics. */
async function main(): Promise<string> {
  await mkdir("out", { recursive: true });
  const { stations, kept, incomplete, repeated } = clean(parse(await readFile("data/weather.csv", "utf8")));
  const rows = await Promise.all([...stations].map(([name, days]) => yearRows(name, days)));
  const panels: Station[] = [];
  for (const [name, days] of stations) panels.push(await panelOf(name, days));
  await writeFile("out/weather.svg", await chart(panels, subtitle(panels), SOURCE));
  return `${kept} days of ${stations.size} stations (${incomplete} incomplete, ${repeated} repeated)\n\n${statisticsTable(rows.flat())}`;
}

/** One task after the other: at the same time they would only wait for the same processor, and each would seem slow. */
async function panelOf(name: string, days: readonly Day[]): Promise<Station> {
  const { hottest, coldest } = await statistics(days);
  return {
    name,
    climate: await climate(days),
    highs: await season(days, "high", RESAMPLES),
    lows: await season(days, "low", RESAMPLES),
    hottest,
    coldest,
  };
}

function subtitle(panels: readonly Station[]): string {
  const swings = panels.map(({ name, highs }) => `${(2 * highs.swing.value).toFixed(0)} °C in ${name}`);
  return `From the depth of winter to the height of summer, the daily high rises by ${swings.join(", and by ")}.`;
}
