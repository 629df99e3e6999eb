import { resolve } from "node:path";
import type { Command } from "commander";
import { TaskprintError } from "#runtime/errors";
import { Archive } from "../../archive/archive.js";
import { Notes } from "../../archive/beside.js";
import type { CheckedPart } from "../../archive/checkedPart.js";
import { Importer, type Imported } from "../../archive/importer.js";
import { notAllImported } from "../../messages.js";
import { addCommand, withJson, type GlobalOptions } from "../command.js";
import { showNumber } from "../output/amounts.js";
import { print, printJson } from "../output/print.js";
import { showProgress } from "../output/progress.js";
import { findPlace, type Place } from "../place.js";
import { openStore } from "../store.js";

interface ImportOptions extends GlobalOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `taskprint import`: results from a file. */
export function addImport(program: Command): void {
  const command = addCommand(program, {
    usage: "import <file>",
    summary: "Add the results of a file that taskprint export wrote. All of it is checked before anything is written; import only from people whom you would let run code.",
    examples: [
      ["taskprint import results.taskprint", "adds what the store does not have, or has older"],
      ["taskprint import results.taskprint --dry-run", "only checks the file; ends with 1 when it is damaged"],
    ],
  });
  withJson(command)
    .option("--dry-run", "check the file, and write nothing")
    .action((file: string) => importFrom(resolve(file), command.optsWithGlobals<ImportOptions>()));
}

async function importFrom(path: string, { dryRun = false, json, ...options }: ImportOptions): Promise<void> {
  const place = findPlace(options);
  const archive = await Archive.open(path);
  try {
    const { tasks, builds, entries } = await withBar("Checking", (progress) => archive.check(progress));
    const came = dryRun ? undefined : await withBar("Importing", (progress) => takeAll(archive, place, progress));
    if (json) printJson({ file: path, dryRun, tasks, builds, entries, ...came });
    else print(came ? `${showNumber(came.written, "result")} imported, ${came.known} known already.` : `The file is sound: ${showNumber(entries, "result")}.`);
    if (came && came.refused > 0) throw new TaskprintError(notAllImported(came.refused, place.dir));
  } finally {
    await archive.close();
  }
}

async function takeAll(archive: Archive, place: Place, progress: (bytes: number, of: number) => void): Promise<Imported> {
  const store = openStore(place);
  const [importer, notes] = [new Importer(store), new Notes(store)];
  await archive.each((part) => takePart({ importer, notes }, part), progress);
  notes.flush();
  return importer.end();
}

interface Takers {
  readonly importer: Importer;
  readonly notes: Notes;
}

function takePart({ importer, notes }: Takers, part: CheckedPart): void {
  switch (part.kind) {
    case "task":
      return notes.addTask(part.task);
    case "build":
      return notes.addBuild(part.build);
    case "entry":
      return importer.put(part);
    case "inputs":
      return notes.addInputs(part.line);
    default:
      return part satisfies never;
  }
}

async function withBar<T>(label: string, work: (progress: (bytes: number, of: number) => void) => Promise<T>): Promise<T> {
  const bar = showProgress(label);
  try {
    return await work((bytes, of) => bar.update(bytes, of));
  } finally {
    bar.end();
  }
}
