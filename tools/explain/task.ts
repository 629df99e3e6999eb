import type { ManifestTask } from "../records/manifest.js";
import { compareReached, type BuiltTask } from "./code/moves.js";
import type { Move } from "./move.js";
import { compareNames, compareVersions } from "./declared.js";
import { placeOf } from "./place.js";
import { readableCode } from "../readable/index.js";
import { compareSignatures } from "./signature.js";

/**
 * Why the results of a task in one build are none of it in another: all that moved, the smallest parts that did, in the
 * words of the source. Empty where the fingerprint is the same; what is worth knowing besides is a `note`.
 */
export function compareTasks(before: BuiltTask, after: BuiltTask): readonly Move[] {
  if (before.manifest.format !== after.manifest.format) return [formatMove(before, after)];
  const moves = [...compareNames(before.task, after.task), ...compareSignatures(before.task, after.task), ...compareVersions(before.task, after.task)];
  const isPinned = before.task.version !== null && after.task.version !== null;
  const code = isPinned || before.task.code.digest === after.task.code.digest ? [] : compareCode(before, after);
  const ignore = compareIgnored(before.task, after.task);
  return [...moves, ...(hasNewVersion(before.task, after.task) ? [] : code), ...ignore, ...(isPinned ? notePinned(before, after) : [])];
}

/** Adding or removing a version says enough: what the code was no longer counts, or did not before. */
function hasNewVersion(before: ManifestTask, after: ManifestTask): boolean {
  return (before.version === null) !== (after.version === null);
}

function formatMove(before: BuiltTask, after: BuiltTask): Move {
  return { part: "format", sentence: `taskprint writes results in another format now (${before.manifest.format} → ${after.manifest.format}), so all are made anew once` };
}

/** Positions that are ignored are part of every key, though not of the fingerprint. */
function compareIgnored(before: ManifestTask, after: ManifestTask): readonly Move[] {
  const place = placeOf(after);
  const gained = after.ignore.filter((name) => !before.ignore.includes(name));
  const lost = before.ignore.filter((name) => !after.ignore.includes(name));
  return [
    ...gained.map((name): Move => ({ part: "key", sentence: `parameter ${name} is ignored now`, place })),
    ...lost.map((name): Move => ({ part: "key", sentence: `parameter ${name} is no longer ignored`, place })),
  ];
}

function compareCode(before: BuiltTask, after: BuiltTask): readonly Move[] {
  const moves = [...compareTracking(before, after), ...compareBodies(before.task, after.task), ...compareReached(before, after)];
  return moves.length > 0 ? moves : [unclearMove(before, after)];
}

function compareTracking({ task: before }: BuiltTask, { task: after }: BuiltTask): readonly Move[] {
  if ((before.closure === undefined) === (after.closure === undefined)) return [];
  return [{ part: "code", sentence: after.closure ? 'code counts with all that it reaches now ("track": "closure")' : 'code counts by its body alone now ("track": "body")' }];
}

function compareBodies(before: ManifestTask, after: ManifestTask): readonly Move[] {
  if (before.code.text.join("\n") === after.code.text.join("\n")) return [];
  const texts = { before: readableCode(before.code.text), after: readableCode(after.code.text) };
  const place = placeOf(after);
  return [{ part: "code", sentence: `code changed: its body (${place})`, place, texts }];
}

/** All pieces are the same one by one, and still the digest moved: what they are to each other did. */
function unclearMove({ task: before }: BuiltTask, { task: after }: BuiltTask): Move {
  const place = placeOf(after);
  if (before.file !== after.file) return { part: "code", sentence: `code changed: it reads where its file stands, which was ${before.file} (${place})`, place };
  return { part: "code", sentence: `code changed: what its body reaches is the same piece by piece, and put together in another way (${place})`, place };
}

/** A body that moved under a version that stayed keeps its results, which is what a version is for, and worth a look. */
function notePinned({ task: before }: BuiltTask, { task: after }: BuiltTask): readonly Move[] {
  if (before.version?.value !== after.version?.value) return [];
  const body = compareBodies(before, after).map(({ texts }) => texts);
  const place = placeOf(after);
  const sentence = `its body changed under an unchanged cacheVersion ${after.version?.value ?? ""} (${place}), which keeps its results`;
  return body.map((texts): Move => ({ part: "note", sentence, place, ...(texts && { texts }) }));
}
