import type { Command } from "commander";
import { readEntries, readTasks, type EntryRecord } from "../../records/index.js";
import { addCommand, withJson, type GlobalOptions } from "../command.js";
import { askConsent } from "../consent.js";
import { assertKnown } from "../known.js";
import { showBytes, showNumber } from "../output/amounts.js";
import { print, printJson } from "../output/print.js";
import { assertStore, findPlace } from "../place.js";
import { scopesOf } from "../scopes.js";
import { openStore } from "../store.js";

interface ClearOptions extends GlobalOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `taskprint clear`: removes results. */
export function addClear(program: Command): void {
  const command = addCommand(program, {
    usage: "clear [task]",
    summary: "Remove the results of a task, whatever its fingerprint, under all accounts or the one that is named; without a task, all results.",
    examples: [
      ["taskprint clear align", "removes the results of one task"],
      ["taskprint clear align -a team-a", "only those of one account"],
      ["taskprint clear --yes", "removes everything, and does not ask"],
      ["taskprint clear --dry-run", "says how much there is"],
    ],
  });
  withJson(command)
    .option("-y, --yes", "do not ask; only to remove the results of all tasks is asked about")
    .option("--dry-run", "remove nothing, and say what would be")
    .action((task: string | undefined) => clear(task, command.optsWithGlobals<ClearOptions>()));
}

async function clear(task: string | undefined, { yes = false, dryRun = false, json, ...options }: ClearOptions): Promise<void> {
  const place = findPlace(options);
  assertStore(place);
  const chosen = choose(place.dir, task, options.account);
  const what = `${showNumber(chosen.length, "result")} (${showBytes(chosen.reduce((sum, { bytes }) => sum + bytes, 0))})`;
  if (chosen.length > 0 && !dryRun) {
    const isMeant = task !== undefined || (await askConsent(`Remove ${what} of all tasks${options.account === undefined ? "" : ` under the account ${options.account}`} in ${place.dir}?`, yes));
    if (!isMeant) return print("Nothing was removed.");
    const store = openStore(place);
    // What is kept of the results' inputs goes with them.
    for (const prefix of prefixesOf(chosen, task === undefined && options.account === undefined)) store.clearPrefix(prefix);
  }
  if (json) printJson({ dryRun, removed: { entries: chosen.length, bytes: chosen.reduce((sum, { bytes }) => sum + bytes, 0) } });
  else print(dryRun ? `${what} would be removed.` : `${what} removed.`);
}

/** How the keys of these results begin; those of all begin with nothing. */
function prefixesOf(chosen: readonly EntryRecord[], isAll: boolean): readonly Buffer[] {
  return isAll ? [Buffer.alloc(0)] : [...new Set(chosen.map(({ scope }) => scope))].map((scope) => Buffer.from(scope, "hex"));
}

function choose(dir: string, task: string | undefined, account: string | undefined): readonly EntryRecord[] {
  const entries = [...readEntries(dir)];
  if (task === undefined && account === undefined) return entries;
  const tasks = readTasks(dir);
  const scopes = scopesOf(tasks, { task, account });
  const chosen = entries.filter(({ scope }) => scopes.has(scope));
  if (task !== undefined && chosen.length === 0) assertKnown(task, tasks);
  return chosen;
}
