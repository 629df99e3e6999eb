import type { Command } from "commander";
import { verify, type VerifyReport } from "taskprint";
import { forgetCheck } from "#runtime/store/boot";
import { dataFile } from "#runtime/store/files";
import { findDamage } from "#runtime/store/pages";
import { addCommand, withJson, type GlobalOptions } from "../command.js";
import { showBytes, showCount, showNumber } from "../output/amounts.js";
import { print, printJson } from "../output/print.js";
import { assertStore, findPlace, type Place } from "../place.js";
import { Exit } from "../run.js";
import { turnTo } from "../store.js";

interface VerifyCommandOptions extends GlobalOptions {
  readonly remove?: boolean;
  readonly json?: boolean;
}

/** `taskprint verify`: checks the store. */
export function addVerify(program: Command): void {
  const command = addCommand(program, {
    usage: "verify",
    summary: "Check every page of the store, and every result against its checksum; ends with 1 when something is damaged.",
    examples: [
      ["taskprint verify", "says what is damaged"],
      ["taskprint verify --remove", "removes damaged results; a store whose pages are damaged is set aside"],
    ],
  });
  withJson(command)
    .option("--remove", "remove what is damaged: it would be run again anyway")
    .action(() => check(command.optsWithGlobals<VerifyCommandOptions>()));
}

/** What was found, and what was done about it. */
interface Checked extends VerifyReport {
  /** Whether the whole store was, as its pages were damaged. */
  readonly setAside: boolean;
}

async function check({ remove = false, json, ...options }: VerifyCommandOptions): Promise<void> {
  const place = findPlace(options);
  assertStore(place);
  const checked = await checkPlace(place, remove);
  if (checked.damaged > 0 || checked.pages !== undefined) process.exitCode = Exit.Found;
  if (json) printJson(checked);
  else print(describe(checked));
}

/** To open a store whose pages are damaged sets it aside, which is nothing that a check may do unasked. */
async function checkPlace(place: Place, remove: boolean): Promise<Checked> {
  const pages = findDamage(dataFile(place.dir), true);
  if (pages !== undefined && !remove) return { entries: 0, bytes: 0, damaged: 0, removed: 0, pages, setAside: false };
  // Whoever opens it next looks at every page, also of a large store.
  if (pages !== undefined) forgetCheck(place.dir);
  turnTo(place);
  const report = await verify({ remove });
  return pages === undefined ? { ...report, setAside: false } : { ...report, pages, setAside: report.pages === undefined };
}

function describe({ entries, bytes, damaged, removed, pages, setAside }: Checked): string {
  if (pages !== undefined) return setAside ? `${pages}. It was set aside.` : `${pages}. The next program that uses the store sets it aside and begins a new one, as does taskprint verify --remove.`;
  const sum = `${showNumber(entries, "result")} (${showBytes(bytes)}) and all pages were checked`;
  if (damaged === 0) return `${sum}: nothing is damaged.`;
  return `${sum}: ${showCount(damaged)} damaged${removed > 0 ? ", and removed" : ". They will be run again; taskprint verify --remove removes them"}.`;
}
