import type { Command } from "commander";
import { storedStats, configure, type TaskStats } from "taskprint";
import { addCommand, withJson, type GlobalOptions } from "../command.js";
import { showBytes, showCount, showDuration } from "../output/amounts.js";
import { print, printJson } from "../output/print.js";
import { formatTable, type Column } from "../output/table.js";
import { assertStore, findPlace } from "../place.js";

interface StatsOptions extends GlobalOptions {
  readonly json?: boolean;
}

const COLUMNS: readonly Column[] = [
  { title: "task" },
  { title: "calls", align: "right" },
  { title: "hits", align: "right" },
  { title: "rate", align: "right" },
  { title: "misses", align: "right", dispensable: 2 },
  { title: "errors", align: "right", dispensable: 3 },
  { title: "runs", align: "right", dispensable: 4 },
  { title: "time run", align: "right", dispensable: 1 },
  { title: "time saved", align: "right" },
  { title: "read", align: "right", dispensable: 6 },
  { title: "written", align: "right", dispensable: 5 },
];

/** `taskprint stats`: what all calls came to. */
export function addStats(program: Command): void {
  const command = addCommand(program, {
    usage: "stats",
    summary: "What the calls of each task came to, in all processes that used the store.",
    examples: [
      ["taskprint stats", "calls, hits, and the time that hits saved"],
      ["taskprint stats --json", "all counters, by task"],
    ],
  });
  withJson(command).action(() => showStats(command.optsWithGlobals<StatsOptions>()));
}

function showStats({ json, ...options }: StatsOptions): void {
  const place = findPlace(options);
  assertStore(place);
  configure({ dir: place.dir, mode: "readonly" });
  const stats = storedStats();
  if (json) return printJson(stats);
  if (stats.length === 0) return print("No call was counted yet.");
  print(formatTable(COLUMNS, stats.map(rowOf)));
}

function rowOf(stats: TaskStats): readonly string[] {
  const { task, calls, hits, misses, errors, runs, runMs, savedMs, bytesRead, bytesWritten } = stats;
  const rate = calls === 0 ? "" : `${Math.floor((100 * hits) / calls)} %`;
  const counts = [calls, hits].map(showCount);
  const lesser = [misses, errors, runs].map(showCount);
  return [task, ...counts, rate, ...lesser, showDuration(runMs), showDuration(savedMs), showBytes(bytesRead), showBytes(bytesWritten)];
}
