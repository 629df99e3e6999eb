import { existsSync, readFileSync, statSync } from "node:fs";
import { Option, type Command } from "commander";
import { TaskprintError } from "#runtime/errors";
import { dataFile } from "#runtime/store/files";
import { compareBuilds } from "../../explain/build.js";
import { manifestOfRevision } from "../../explain/revision/build.js";
import { countStored } from "../../explain/stored.js";
import { badOption, noConfig } from "../../messages.js";
import { parseManifest, readEntries, type Manifest } from "../../records/index.js";
import { addCommand, withJson, type GlobalOptions } from "../command.js";
import { findManifest, plannedManifest } from "../manifest.js";
import { formatChanges } from "../output/changes.js";
import { formatMarkdown } from "../output/changesMarkdown.js";
import { print, printJson } from "../output/print.js";
import { findPlace, type Place } from "../place.js";
import { Exit } from "../run.js";
import { describeBlast, type Blast } from "../../explain/blast.js";

/** What `--fail-on` takes, and whether a comparison shows it. */
const FAILING = {
  invalidated: ({ invalidated }: Blast) => invalidated.length > 0,
  signature: (blast: Blast) => hasMoved(blast, "signature"),
  code: (blast: Blast) => hasMoved(blast, "code"),
  version: (blast: Blast) => hasMoved(blast, "version"),
  removed: ({ removed }: Blast) => removed.length > 0,
  pinned: ({ pinned }: Blast) => pinned.length > 0,
  lost: ({ lost }: Blast) => lost.results > 0,
} as const satisfies Readonly<Record<string, (blast: Blast) => boolean>>;

interface DiffOptions extends GlobalOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly text?: boolean;
  readonly failOn?: string;
}

/** `taskprint diff <a> [b]`: what a change invalidates, before anything runs. */
export function addDiff(program: Command): void {
  const command = addCommand(program, {
    usage: "diff <before> [after]",
    summary: "Which tasks a change invalidates, why, and what their results took to make. Compares two manifests, two git revisions, or one of them with the last build.",
    examples: [
      ["taskprint diff main", "the last build against the branch main"],
      ["taskprint diff v1.2.0 HEAD --text", "two revisions, with what moved of their texts"],
      ["taskprint diff old.taskprint.json new.taskprint.json", "two manifests that were kept"],
      ["taskprint diff origin/main --markdown > comment.md", "for a pull request"],
      ["taskprint diff origin/main --fail-on lost,pinned", "for CI: exit code 1 where stored results are lost"],
    ],
  });
  command
    .option("--text", "show what moved of the readable texts")
    .option("--fail-on <what>", `end with exit code 1 where something is ${Object.keys(FAILING).join(", ")} (several with commas)`)
    .addOption(new Option("--markdown", "print Markdown, for a comment on a pull request").conflicts("json"));
  withJson(command).action((before: string, after: string | undefined) => runDiff([before, after], command.optsWithGlobals<DiffOptions>()));
}

function runDiff([before, after]: readonly [string, string | undefined], { json, markdown, text, failOn, ...options }: DiffOptions): void {
  const failing = parseFailing(failOn);
  const place = findPlace(options);
  const changes = compareBuilds(readManifest(place, before), after === undefined ? lastManifest(place) : readManifest(place, after));
  const blast = describeBlast(changes, existsSync(dataFile(place.dir)) ? countStored(readEntries(place.dir)) : undefined);
  if (json) printJson(blast);
  else print(markdown ? formatMarkdown(blast) : formatChanges(blast, text === true));
  const failed = failing.filter((what) => FAILING[what](blast));
  if (failed.length === 0) return;
  process.stderr.write(`--fail-on: ${failed.join(", ")}\n`);
  process.exitCode = Exit.Found;
}

function hasMoved({ invalidated }: Blast, part: string): boolean {
  return invalidated.some(({ moves }) => moves.some((move) => move.part === part));
}

function parseFailing(list: string | undefined): readonly (keyof typeof FAILING)[] {
  const isKnown = (what: string): what is keyof typeof FAILING => Object.hasOwn(FAILING, what);
  return (list?.split(",") ?? []).map((what) => {
    if (!isKnown(what)) throw new TaskprintError(badOption("--fail-on", what, `one or more of ${Object.keys(FAILING).join(", ")}, with commas`));
    return what;
  });
}

function lastManifest(place: Place): Manifest {
  return parseFile(findManifest(place));
}

/** A file of that name is a manifest; anything else names a revision. */
function readManifest(place: Place, name: string): Manifest {
  if (existsSync(name) && statSync(name).isFile()) return parseFile(name);
  const { tsconfig } = place;
  if (tsconfig === undefined) throw new TaskprintError(noConfig(`${place.folder}/tsconfig.json`));
  return manifestOfRevision({ tsconfig, manifestOf: (path) => plannedManifest(findPlace({ project: path })) }, name);
}

function parseFile(path: string): Manifest {
  return parseManifest(readFileSync(path, "utf8"), path);
}
