import type { TaskEvent } from "taskprint";
import { dayName, dayOfYear, type Day } from "./day.js";
import type { YearRow } from "./yearRows.js";

/** A line per task: what became of its calls, the time they took and the time they saved. */
export function tasksTable(events: readonly TaskEvent[]): string {
  const tasks = [...new Set(events.map((event) => event.task))];
  const lines = tasks.map((name) => taskLine(name, events.filter((event) => event.task === name)));
  return aligned([["task", "calls", "ran", "shared", "cached", "failed", "time", "saved"], ...lines, taskLine("total", events)]);
}

function taskLine(name: string, events: readonly TaskEvent[]): string[] {
  const count = (outcome: TaskEvent["outcome"]) => String(events.filter((event) => event.outcome === outcome).length);
  const spent = events.reduce((sum, event) => sum + event.ms, 0);
  const saved = events.reduce((sum, event) => sum + event.savedMs, 0);
  const counts = [count("run"), count("shared"), count("hit"), count("failed")];
  return [name, String(events.length), ...counts, `${spent.toFixed(1)} ms`, `${saved.toFixed(1)} ms`];
}

/** The statistics of each station and year. */
export function statisticsTable(rows: readonly YearRow[]): string {
  const heading = ["station", "year", "mean high", "change", "mean low", "hottest", "coldest", "frost", "wet days", "rain", "dry spell"];
  return `${aligned([heading, ...rows.map(statisticsLine)])}\n* the station's warmest year`;
}

function statisticsLine({ station, year, statistics, change, warmest }: YearRow): string[] {
  return [
    station,
    `${year}`,
    `${degrees(statistics.meanHigh)}${warmest ? " *" : "  "}`,
    change === undefined ? "" : `${change < 0 ? "" : "+"}${change.toFixed(1)}`,
    degrees(statistics.meanLow),
    `${degrees(statistics.hottest.high)}, ${shortDate(statistics.hottest)}`,
    `${degrees(statistics.coldest.low)}, ${shortDate(statistics.coldest)}`,
    `${statistics.frostDays} d`,
    `${statistics.wetDays} d`,
    `${statistics.precipitation.toFixed(0)} mm`,
    `${statistics.longestDrySpell} d`,
  ];
}

function degrees(value: number): string {
  return `${value.toFixed(1)} °C`;
}

function shortDate(day: Day): string {
  return dayName(dayOfYear(day.date));
}

/** The first column to the left, the others to the right. */
function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const padded = lines.map((line) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("   "));
  return [padded[0] ?? "", "─".repeat(padded[0]?.length ?? 0), ...padded.slice(1)].join("\n");
}
