import { readFileSync } from "node:fs";
import { Command } from "commander";
import { addClear } from "./commands/clear.js";
import { addDiff } from "./commands/diff.js";
import { addDoctor } from "./commands/doctor.js";
import { addExport } from "./commands/export.js";
import { addGc } from "./commands/gc.js";
import { addImport } from "./commands/import.js";
import { addInit } from "./commands/init.js";
import { addLs } from "./commands/ls.js";
import { addShow } from "./commands/show.js";
import { addStats } from "./commands/stats.js";
import { addVerify } from "./commands/verify.js";
import { addWhy } from "./commands/why.js";
import { isColoured } from "./output/colours.js";

interface Package {
  readonly description: string;
  readonly version: string;
}

/** Each adds its command; the help lists them in this order. */
const COMMANDS: readonly ((program: Command) => void)[] = [addInit, addDoctor, addLs, addShow, addWhy, addDiff, addStats, addGc, addClear, addVerify, addExport, addImport];

const EXIT_CODES = `
Exit codes:
  0  done, and nothing to find fault with
  1  it looked, and found something: damage, a difference, a set-up that will not work
  2  wrong usage, or it could not be done

taskprint <command> --help shows examples.`;

/** The whole command line, before it is parsed. */
export function createProgram(): Command {
  const { description, version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as Package;
  const program = new Command("taskprint")
    .description(description)
    .version(version)
    .option("--dir <folder>", "where results live (default: TASKPRINT_DIR, or .taskprint/ beside the nearest package.json)")
    .option("--project <tsconfig>", "the tsconfig that the program is built with, or its folder (default: the nearest tsconfig.json)")
    .option("-a, --account <name>", "only this account's results")
    .option("--stack", "show where in taskprint an unexpected error came from")
    .configureOutput({ getOutHasColors: () => isColoured(process.stdout), getErrHasColors: () => isColoured(process.stderr) })
    .configureHelp({ showGlobalOptions: true })
    .addHelpText("after", EXIT_CODES)
    .showHelpAfterError("(taskprint --help lists the commands, and taskprint <command> --help its options.)")
    .exitOverride();
  for (const add of COMMANDS) add(program);
  return program;
}
