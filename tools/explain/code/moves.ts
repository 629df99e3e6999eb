import type { Manifest, ManifestTask } from "../../records/manifest.js";
import type { Move } from "../move.js";
import { compareSignatures } from "../signature.js";
import { compareNames, compareVersions } from "../declared.js";
import { isFile, isStatement, nameOfThing, packageOf, placeOfThing, readableThing, textOfThing, type Thing } from "./thing.js";
import { discoverMoved, type Meeting } from "./walk.js";

/** A task in the build that it belongs to. */
export interface BuiltTask {
  readonly manifest: Manifest;
  readonly task: ManifestTask;
}

/** What moved in all that a task's closure reaches, beside its own body. */
export function compareReached(before: BuiltTask, after: BuiltTask): readonly Move[] {
  const [old, now] = [before.task.closure, after.task.closure];
  if (!old || !now) return [];
  const manifests = { before: before.manifest, after: after.manifest };
  const moved = discoverMoved(manifests, { before: old.node, after: now.node });
  const moves = moved.filter(({ through, ...pair }) => !isOwnBody(pair, after)).map((meeting) => describeMeeting(meeting));
  return [...new Map(moves.map((move) => [move.sentence, move])).values()];
}

function isOwnBody({ after }: Pick<Meeting, "after">, { task }: BuiltTask): boolean {
  return after !== undefined && after.id === task.closure?.node;
}

function describeMeeting(meeting: Meeting): Move {
  const { before, after } = meeting;
  const thing = after ?? before;
  if (thing === undefined) throw new Error("A meeting is of something, before or after.");
  const place = placeOfThing(thing);
  const own = describeThing(before, after, thing);
  const way = wayTo(meeting, thing);
  const texts = { before: before ? readableThing(before) : "", after: after ? readableThing(after) : "" };
  const at = place === undefined || isFile(thing) ? "" : ` (${after ? "" : "was "}${place})`;
  return { part: "code", sentence: `code changed: ${own.name}${at}${own.what}${way}`, ...(place !== undefined && { place }), texts };
}

interface Description {
  readonly name: string;
  /** Begins with a comma or blank where it is not empty. */
  readonly what: string;
}

function describeThing(before: Thing | undefined, after: Thing | undefined, thing: Thing): Description {
  if (!before || !after) return { name: `${nameOfThing(thing)} ${after ? "added" : "removed"}`, what: "" };
  if (after.node.kind === "package" && before.node.kind === "package") return { name: packageText(before, after), what: "" };
  if (after.task && before.task && after.node.kind === "task") return { name: nameOfThing(after), what: `: ${taskText(before.task, after.task)}` };
  if (after.node.kind === "body") return { name: nameOfThing(after), what: ", its body" };
  const isReordered = textOfThing(before) === textOfThing(after);
  if (after.node.kind === "statements") return { name: nameOfThing(after), what: isReordered ? " run in another order" : " are loaded in another way" };
  const [old, now] = [fileOf(before), fileOf(after)];
  return { name: nameOfThing(after), what: old === now || old === undefined ? "" : `, in place of ${placeOfThing(before) ?? old}` };
}

/** What another task is for code that calls it: its types and its version; its code has a node of its own. */
function taskText(before: ManifestTask, after: ManifestTask): string {
  return [...compareNames(before, after), ...compareSignatures(before, after), ...compareVersions(before, after)].map(({ sentence }) => sentence).join("; ");
}

function fileOf(thing: Thing): string | undefined {
  return placeOfThing(thing)?.replace(/:\d+$/, "");
}

function packageText(before: Thing, after: Thing): string {
  const [old, now] = [packageOf(before), packageOf(after)];
  if (old.name !== now.name) return `package ${now.name} ${now.version} in place of ${old.name} ${old.version}`;
  if (old.version !== now.version) return `package ${now.name} ${old.version} → ${now.version}`;
  return `package ${now.name}@${now.version}, or something that it depends on`;
}

/** `, reached through lineTotal → roundTax`: the names on the way, without the thing's own. */
function wayTo({ through, isNamed }: Meeting, thing: Thing): string {
  const way = isNamed ? through.slice(0, -1) : through;
  const how = isStatement(thing) ? ", which runs when its module is loaded" : "";
  return way.length === 0 ? how : `${how}, reached through ${way.join(" → ")}`;
}
