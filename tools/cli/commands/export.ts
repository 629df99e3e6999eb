import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { TaskprintError } from "#runtime/errors";
import { exportResults } from "../../archive/export.js";
import { fileExists } from "../../messages.js";
import { readBuilds, readEntries, readTasks } from "../../records/index.js";
import { addCommand, withJson, type GlobalOptions } from "../command.js";
import { showNumber } from "../output/amounts.js";
import { print, printJson } from "../output/print.js";
import { showProgress } from "../output/progress.js";
import { assertStore, findPlace, type Place } from "../place.js";
import { assertKnown } from "../known.js";

interface ExportOptions extends GlobalOptions {
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `taskprint export`: results in one file. */
export function addExport(program: Command): void {
  const command = addCommand(program, {
    usage: "export <file> [task...]",
    summary: "Write results to a file, to seed CI or a colleague's store; taskprint import reads it.",
    examples: [
      ["taskprint export results.taskprint", "all results"],
      ["taskprint export results.taskprint align call", "those of two tasks"],
      ["taskprint export results.taskprint -a team-a", "those of one account"],
    ],
  });
  withJson(command)
    .option("--force", "overwrite the file")
    .action((file: string, tasks: readonly string[]) => exportTo(resolve(file), tasks, command.optsWithGlobals<ExportOptions>()));
}

async function exportTo(path: string, names: readonly string[], { force, json, ...options }: ExportOptions): Promise<void> {
  const place = findPlace(options);
  assertStore(place);
  if (existsSync(path) && !force) throw new TaskprintError(fileExists(path));
  const { tasks, keys, unknown } = choose(place, names, options.account);
  const bar = showProgress("Exporting");
  const progress = (done: number): void => bar.update(done, keys.length);
  const counts = await exportResults(path, { dir: place.dir, tasks, builds: readBuilds(place.dir), keys, progress }).finally(() => bar.end());
  if (json) return printJson({ file: path, ...counts, leftOut: unknown });
  print(`${showNumber(counts.entries, "result")} of ${showNumber(new Set(tasks.map(({ task }) => task)).size, "task")} written to ${path}.`);
  if (unknown > 0) print(`${showNumber(unknown, "result")} left out: an earlier release stored them, and did not note whose they are.`);
}

function choose({ dir }: Place, names: readonly string[], account: string | undefined) {
  const all = readTasks(dir);
  for (const name of names) assertKnown(name, all);
  const isWanted = (task: string, of: string): boolean => (names.length === 0 || names.includes(task)) && (account === undefined || of === account);
  const tasks = all.filter((record) => isWanted(record.task, record.account));
  const keys: Buffer[] = [];
  let unknown = 0;
  for (const { key, of } of readEntries(dir)) {
    if (of === undefined) unknown++;
    else if (isWanted(of.task, of.account)) keys.push(key);
  }
  return { tasks, keys, unknown };
}
