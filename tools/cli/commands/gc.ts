import type { Command } from "commander";
import { gc, type GcReport } from "taskprint";
import { addCommand, withJson, type GlobalOptions } from "../command.js";
import { findManifest } from "../manifest.js";
import { showBytes, showNumber } from "../output/amounts.js";
import { print, printJson } from "../output/print.js";
import { assertStore, findPlace, type Place } from "../place.js";
import { turnTo } from "../store.js";
import { parseDuration } from "../values.js";

interface GcCommandOptions extends GlobalOptions {
  readonly unusedFor?: number;
  /** `true` when no file was named. */
  readonly manifest?: readonly string[] | true;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `taskprint gc`: removes results that nobody will ask for. */
export function addGc(program: Command): void {
  const command = addCommand(program, {
    usage: "gc",
    summary: "Remove results that nobody will ask for; without an option, only what no release of this format can read.",
    examples: [
      ["taskprint gc --unused-for 30d", "what was neither used nor written for 30 days"],
      ["taskprint gc --manifest", "what the program's last build cannot find any more"],
      ["taskprint gc --manifest a/dist/tsconfig.taskprint.json b/dist/tsconfig.taskprint.json", "the same for a store that two programs use"],
      ["taskprint gc --unused-for 12h --dry-run", "says what would be removed"],
    ],
  });
  withJson(command)
    .option("--unused-for <time>", "remove what was not used for so long (ms, s, min, h, d, w)", parseDuration)
    .option("--manifest [files...]", "remove results of tasks that none of these manifests holds: name those of all programs that use the store (default: this program's)")
    .option("--dry-run", "remove nothing, and say what would be")
    .action(() => collect(command.optsWithGlobals<GcCommandOptions>()));
}

async function collect({ unusedFor, manifest, dryRun = false, json, ...options }: GcCommandOptions): Promise<void> {
  const place = findPlace(options);
  assertStore(place);
  const manifests = manifestsFor(place, manifest);
  turnTo(place);
  const report = await gc({ dryRun, ...(manifests && { manifests }), ...(unusedFor !== undefined && { unusedFor }) });
  if (json) return printJson({ dryRun, ...report });
  print(describe(report, dryRun));
}

function manifestsFor(place: Place, given: GcCommandOptions["manifest"]): readonly string[] | undefined {
  return given === true ? [findManifest(place)] : given;
}

function describe({ removed, kept }: GcReport, dryRun: boolean): string {
  const what = `${showNumber(removed.entries, "result")} (${showBytes(removed.bytes)})`;
  const rest = `${showNumber(kept.entries, "result")} (${showBytes(kept.bytes)})`;
  return dryRun ? `${what} would be removed, ${rest} kept.` : `${what} removed, ${rest} kept.`;
}
