import type { Command } from "commander";
import { TaskprintError } from "#runtime/errors";
import { noTask } from "../../messages.js";
import type { Manifest, ManifestTask } from "../../records/index.js";
import { closureTree } from "../closureTree.js";
import { addCommand, withJson, type GlobalOptions } from "../command.js";
import { lastUseOf, takeStock, type Stock } from "../inventory.js";
import { lastBuild } from "../lastBuild.js";
import { print, printJson } from "../output/print.js";
import { formatStock, formatTask } from "../output/shownTask.js";
import { assertStore, findPlace } from "../place.js";
import { parseCount } from "../values.js";
import { readableCode } from "../../readable/index.js";
import { showInputs } from "../output/inputs.js";

interface ShowOptions extends GlobalOptions {
  readonly limit: number;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** A task in the last build, where it is in there, and in the store. */
export interface Shown {
  readonly build: Manifest | undefined;
  readonly built: ManifestTask | undefined;
  readonly stock: Stock;
}

const LIMIT = 20;

/** `taskprint show`: all that is known of one task. */
export function addShow(program: Command): void {
  const command = addCommand(program, {
    usage: "show <task>",
    summary: "A task as the last build sees it (fingerprint, signature, code, and what its closure reaches), and its results with their inputs, the last used first.",
    examples: [
      ["taskprint show align", "the code, and the 20 results that were used last"],
      ["taskprint show align --limit 100", "more results"],
      ["taskprint show align --all", "the whole closure and all results"],
      ["taskprint show align -a team-a --json", "one account's results, for programs; times in milliseconds since 1970"],
    ],
  });
  withJson(command)
    .option("--limit <count>", "how many results are shown", parseCount, LIMIT)
    .option("--all", "cut nothing short, but a table of more than 5,000 results")
    .action((task: string) => show(task, command.optsWithGlobals<ShowOptions>()));
}

function show(name: string, { limit, all = false, json, account, ...options }: ShowOptions): void {
  const place = findPlace(options);
  const build = lastBuild(place);
  if (build === undefined) assertStore(place);
  const stocks = takeStock({ dir: place.dir, build, stats: [], account });
  const stock = stocks.find(({ task }) => task === name);
  if (stock === undefined) throw new TaskprintError(noTask(name, stocks.flatMap(({ task }) => task ?? [])));
  const shown: Shown = { build, built: build?.tasks.find((task) => task.name === name), stock: sortByUse(stock) };
  const most = all ? Infinity : limit;
  if (json) return printJson(describe(shown, most));
  print([formatTask(shown, all), formatStock(shown, most)].join("\n\n"));
}

function sortByUse(stock: Stock): Stock {
  return { ...stock, entries: stock.entries.toSorted((one, other) => lastUseOf(other) - lastUseOf(one)) };
}

function describe({ build, built, stock }: Shown, most: number) {
  const { task, accounts, current, bytes, lastUse, entries } = stock;
  const results = entries.slice(0, most).map(({ of, key, writtenAt, usedAt, runMs, bytes: size, inputs, mark }) => ({
    account: of?.account ?? null,
    fingerprint: of?.fingerprint ?? null,
    isCurrent: built === undefined ? null : built.fingerprint.startsWith(mark),
    key: key.toString("hex"),
    inputs: showInputs(inputs(), Infinity) ?? null,
    writtenAt,
    usedAt: usedAt ?? null,
    runMs,
    bytes: size,
  }));
  const sum = { results: entries.length, current: current ?? null, bytes, lastUse: lastUse ?? null, accounts };
  return { task, build: built && build ? describeBuilt(build, built) : null, ...sum, entries: results };
}

function describeBuilt(build: Manifest, built: ManifestTask) {
  const { file, line, fingerprint, async, ignore, version, signature, code, closure } = built;
  const reached = closure && { environment: closure.environment, reaches: closureTree(build, closure.node) };
  return { file, line, fingerprint, async, ignore, cacheVersion: version?.value ?? null, signature: signature.text, code: readableCode(code.text), closure: reached ?? null };
}
