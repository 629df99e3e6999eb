import type { Command } from "commander";
import { configure, storedStats } from "taskprint";
import { addCommand, withJson, type GlobalOptions } from "../command.js";
import { lastBuild } from "../lastBuild.js";
import { takeStock, type Stock } from "../inventory.js";
import { showAgo, showBytes, showCount, showDuration } from "../output/amounts.js";
import { coloursFor } from "../output/colours.js";
import { print, printJson } from "../output/print.js";
import { formatTable, type Column, type Row } from "../output/table.js";
import { assertStore, findPlace } from "../place.js";

interface LsOptions extends GlobalOptions {
  readonly json?: boolean;
}

const COLUMNS: readonly Column[] = [
  { title: "task" },
  { title: "results", align: "right" },
  { title: "current", align: "right", dispensable: 2 },
  { title: "hits", align: "right" },
  { title: "rate", align: "right", dispensable: 4 },
  { title: "last use", align: "right", dispensable: 3 },
  { title: "size", align: "right" },
  { title: "time saved", align: "right", dispensable: 1 },
];

/** `taskprint ls`: the tasks and what is stored of them. */
export function addLs(program: Command): void {
  const command = addCommand(program, {
    usage: "ls",
    summary: "The tasks of the store and of the last build: results, how many of them the last build can find (current), hits, last use, size, time saved.",
    examples: [
      ["taskprint ls", "all tasks"],
      ["taskprint ls -a team-a", "only results of one account; hits are not told apart by account"],
      ["taskprint ls --json", "for programs; times in milliseconds since 1970"],
    ],
  });
  withJson(command).action(() => list(command.optsWithGlobals<LsOptions>()));
}

function list({ json, account, ...options }: LsOptions): void {
  const place = findPlace(options);
  assertStore(place);
  configure({ dir: place.dir, mode: "readonly" });
  const stock = takeStock({ dir: place.dir, build: lastBuild(place), stats: storedStats(), account });
  if (json) return printJson(stock.map(describe));
  print(formatTable(COLUMNS, [...stock.map(rowOf), totalOf(stock)]));
}

function describe({ task, accounts, entries, current, bytes, lastUse, stats }: Stock) {
  const { calls = 0, hits = 0, savedMs = 0 } = stats ?? {};
  return { task: task ?? null, accounts, results: entries.length, current: current ?? null, calls, hits, lastUse: lastUse ?? null, bytes, savedMs };
}

function rowOf({ task, entries, current, bytes, lastUse, stats }: Stock): Row {
  const { dim, yellow } = coloursFor(process.stdout);
  const used = lastUse === undefined ? dim("never") : showAgo(lastUse);
  const found = current === undefined ? dim("–") : current < entries.length ? yellow(showCount(current)) : showCount(current);
  return [task ?? dim("(not noted whose)"), showCount(entries.length), found, ...hitsOf(stats), used, showBytes(bytes), showDuration(stats?.savedMs ?? 0)];
}

function hitsOf(stats: Stock["stats"]): readonly [string, string] {
  const { calls = 0, hits = 0 } = stats ?? {};
  return [showCount(hits), calls === 0 ? "" : `${Math.floor((100 * hits) / calls)} %`];
}

function totalOf(stock: readonly Stock[]): Row {
  const { bold } = coloursFor(process.stdout);
  const sum = (of: (each: Stock) => number): number => stock.reduce((total, each) => total + of(each), 0);
  const results = showCount(sum(({ entries }) => entries.length));
  const hits = showCount(sum(({ stats }) => stats?.hits ?? 0));
  return ["total", results, "", hits, "", "", showBytes(sum(({ bytes }) => bytes)), showDuration(sum(({ stats }) => stats?.savedMs ?? 0))].map((text) => (text === "" ? text : bold(text)));
}
