import type { BuildRecord, EntryRecord, Manifest, ManifestTask, MissRecord } from "../records/index.js";
import { blockersOf, isOfFingerprint, parameterNames } from "./blockers.js";
import { renamedFrom, taskOf } from "./build.js";
import { entriesOf } from "./entriesOf.js";
import { findNearest, type Nearest } from "./inputs/nearest.js";
import type { Move } from "./move.js";
import { sumStored, type Stored } from "./stored.js";
import { compareTasks } from "./task.js";

/** Everything that an answer is made from. */
export interface Records {
  readonly entries: readonly EntryRecord[];
  /** Newest first. */
  readonly builds: readonly BuildRecord[];
  readonly misses: readonly MissRecord[];
  /** What an environment variable holds now, as a digest like those of the entries: null where it is unset, undefined where that cannot be known. */
  readonly environment: (name: string) => string | null | undefined;
  /** In milliseconds since 1970. */
  readonly now: number;
}

export interface Question {
  readonly manifest: Manifest;
  readonly task: ManifestTask;
  readonly account: string;
  /** The arguments of a call; else the last missed call is looked at. */
  readonly input?: readonly unknown[] | undefined;
}

/** Whether a task of the current build finds results, and if not, why. */
export interface Answer {
  /** `"hit"`: results of this very build are stored, so that calls with their inputs are hits. */
  readonly outcome: "hit" | "miss";
  /** The results that calls of this build can find. */
  readonly stored: Stored;
  /** What stands between the stored results and this build: the nearest earlier ones. Empty where none are stored. */
  readonly moves: readonly Move[];
  /** The results that the moves are about, and when the build was made whose results they are. */
  readonly earlier: { readonly stored: Stored; readonly builtAt: number | undefined; readonly writtenAt: number } | undefined;
  readonly call: AskedCall | undefined;
}

/** The call that was asked for, beside the stored one that is nearest. */
export interface AskedCall {
  readonly from: "input" | "last miss";
  readonly miss: MissRecord | undefined;
  readonly nearest: Nearest | undefined;
}

/** Why a task of the current build finds its results, or does not. */
export function explainTask(records: Records, question: Question): Answer {
  const own = entriesOf(records, question);
  const usable = own.filter((entry) => blockersOf(records, question, entry).length === 0);
  const call = explainCall(records, question, usable.length > 0 ? usable : own);
  if (usable.length > 0) return { outcome: "hit", stored: sumStored(usable.map(asStored)), moves: [], earlier: undefined, call };
  return { outcome: "miss", stored: sumStored([]), ...explainMiss(records, question, own), call };
}

function asStored({ runMs }: EntryRecord): Stored {
  return { results: 1, runMs };
}

type Miss = Pick<Answer, "moves" | "earlier">;

function explainMiss(records: Records, question: Question, own: readonly EntryRecord[]): Miss {
  const same = own.filter((entry) => isOfFingerprint(entry, question.task.fingerprint));
  if (same.length > 0) return explainSurroundings(records, question, same);
  for (const build of records.builds) {
    const found = explainBuild(question, own, build);
    if (found !== undefined) return found;
  }
  if (own.length === 0) return explainName(records, question);
  return { moves: [], earlier: { stored: sumStored(own.map(asStored)), builtAt: undefined, writtenAt: latest(own) } };
}

/** Of results of this very fingerprint, those that fewest things keep from being used. */
function explainSurroundings(records: Records, question: Question, same: readonly EntryRecord[]): Miss {
  const blocked = same.map((entry) => ({ entry, moves: blockersOf(records, question, entry) }));
  const least = blocked.reduce((best, each) => (each.moves.length < best.moves.length || (each.moves.length === best.moves.length && each.entry.writtenAt > best.entry.writtenAt) ? each : best));
  const alike = blocked.filter(({ moves }) => sentencesOf(moves) === sentencesOf(least.moves)).map(({ entry }) => entry);
  return { moves: least.moves, earlier: { stored: sumStored(alike.map(asStored)), builtAt: undefined, writtenAt: latest(alike) } };
}

function sentencesOf(moves: readonly Move[]): string {
  return moves.map(({ sentence }) => sentence).join("\n");
}

/** What moved since an earlier build whose results are stored; undefined where none of it are, or it cannot be read. */
function explainBuild(question: Question, own: readonly EntryRecord[], build: BuildRecord): Miss | undefined {
  const manifest = readManifest(build);
  const before = manifest && taskOf(manifest, question.task.name);
  if (!before || before.fingerprint === question.task.fingerprint) return undefined;
  const stored = own.filter((entry) => isOfFingerprint(entry, before.fingerprint));
  if (stored.length === 0) return undefined;
  const moves = compareTasks({ manifest, task: before }, { manifest: question.manifest, task: question.task });
  return { moves, earlier: { stored: sumStored(stored.map(asStored)), builtAt: build.time, writtenAt: latest(stored) } };
}

/** Results under a name that the task had before, of its types and code as they are. */
function explainName(records: Records, question: Question): Miss {
  const { manifest, task } = question;
  for (const build of records.builds) {
    const earlier = readManifest(build);
    const before = earlier && renamedFrom(earlier, manifest, task);
    const found = before ? entriesOf(records, { ...question, task: before }).filter((entry) => isOfFingerprint(entry, before.fingerprint)) : [];
    if (!earlier || !before || found.length === 0) continue;
    const moves = compareTasks({ manifest: earlier, task: before }, { manifest, task });
    return { moves, earlier: { stored: sumStored(found.map(asStored)), builtAt: build.time, writtenAt: latest(found) } };
  }
  return { moves: [], earlier: undefined };
}

/** One build that cannot be read must not hide the others. */
export function readManifest(build: BuildRecord): Manifest | undefined {
  try {
    return build.manifest();
  } catch {
    return undefined;
  }
}

function latest(entries: readonly EntryRecord[]): number {
  return entries.reduce((last, { writtenAt }) => Math.max(last, writtenAt), 0);
}

function explainCall(records: Records, question: Question, entries: readonly EntryRecord[]): AskedCall | undefined {
  const names = parameterNames(question.task);
  if (question.input) return { from: "input", miss: undefined, nearest: findNearest(names, question.input, entries) };
  const { fingerprint, name } = question.task;
  const miss = records.misses.find(({ of }) => of.task === name && of.account === question.account && of.fingerprint === fingerprint);
  const inputs = miss?.inputs();
  if (!miss || !inputs || inputs.kind === "unknown") return undefined;
  // What it left itself, and what came after it, is no answer to why it missed; nor is what other surroundings left.
  const alike = entries.filter(({ identity, scope, key }) => identity === miss.of.identity && scope === miss.of.scope && !key.equals(miss.key));
  const nearest = findNearest(names, inputs.args, alike.filter(({ writtenAt }) => writtenAt <= miss.at));
  return nearest && { from: "last miss", miss, nearest };
}
