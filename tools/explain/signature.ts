import type { ManifestTask } from "../records/manifest.js";
import type { Move } from "./move.js";
import { compareTypes, type TypeMove } from "./types/compare.js";
import { isSameType } from "./types/same.js";
import { parseSignature, resolveType, type Overload, type Parameter, type Scope, type Signature } from "./types/signature.js";
import { isLongSignature, readableSignature } from "./types/readable.js";
import type { TypeTree } from "./types/tree.js";

interface Side {
  readonly task: ManifestTask;
  readonly signature: Signature;
}

interface Sides {
  readonly before: Side;
  readonly after: Side;
}

/** What moved in the types of a task's parameters and output. */
export function compareSignatures(before: ManifestTask, after: ManifestTask): readonly Move[] {
  if (before.signature.digest === after.signature.digest) return [];
  const sides: Sides = { before: sideOf(before), after: sideOf(after) };
  const [old, now] = [sides.before.signature.overloads, sides.after.signature.overloads];
  const moves = old.length === now.length ? old.flatMap((each, index) => compareOverloads(sides, each, now[index] ?? each)) : [];
  if (old.length !== now.length) moves.push(moveOf(sides, `${old.length} overloads → ${now.length}`));
  const [oldNames, nowNames] = [sides.before.signature.ownNames, sides.after.signature.ownNames];
  if (oldNames !== nowNames) moves.push(moveOf(sides, `the function's own parameters: ${namesText(oldNames)} → ${namesText(nowNames)}`, placeOf(sides.after, "=>")));
  return moves.length > 0 ? moves : [moveOf(sides, "its types changed")];
}

function namesText(line: string): string {
  return line.replace(/^by /, "") || "as declared";
}

function sideOf(task: ManifestTask): Side {
  return { task, signature: parseSignature(task.signature.text) };
}

function moveOf(sides: Sides, what: string, place?: string): Move {
  return { part: "signature", sentence: place === undefined ? what : `${what} (${place})`, ...(place !== undefined && { place }), texts: textsOf(sides) };
}

function textsOf({ before, after }: Sides): NonNullable<Move["texts"]> {
  const [old, now] = [before.task.signature.text, after.task.signature.text];
  const isLong = isLongSignature(old) || isLongSignature(now);
  return { before: readableSignature(old, isLong), after: readableSignature(now, isLong) };
}

function removedMove(sides: Sides, what: string, place: string | undefined): Move {
  return { part: "signature", sentence: place === undefined ? what : `${what} (was ${place})`, texts: textsOf(sides) };
}

function compareOverloads(sides: Sides, before: Overload, after: Overload): Move[] {
  const generic = before.typeParameters === after.typeParameters ? [] : [moveOf(sides, `type parameters: ${before.typeParameters || "none"} → ${after.typeParameters || "none"}`)];
  const output = describeTypes(sides, { subject: "output", root: "=>" }, { before: before.output, after: after.output });
  return [...generic, ...compareParameters(sides, before.parameters, after.parameters), ...output];
}

type Parameters = readonly Parameter[];

function compareParameters(sides: Sides, before: Parameters, after: Parameters): readonly Move[] {
  const renamed = discoverRenamed(sides, before, after);
  const kept = after.flatMap((now) => {
    const old = before.find(({ name }) => name === (renamed.get(now.name) ?? now.name));
    return old ? compareParameter(sides, old, now) : [moveOf(sides, `parameter ${now.name} added`, placeOf(sides.after, now.name))];
  });
  const gone = before.filter(({ name }) => !after.some((now) => (renamed.get(now.name) ?? now.name) === name));
  const removed = gone.map(({ name }) => removedMove(sides, `parameter ${name} removed`, placeOf(sides.before, name)));
  const moves = [...kept, ...removed];
  return moves.length > 0 ? moves : compareOrder(sides, before, after);
}

/** Parameters of the same place and type, under a new name that no other had. */
function discoverRenamed({ before, after }: Sides, old: Parameters, now: Parameters): ReadonlyMap<string, string> {
  const scopes = { before: before.signature.scope, after: after.signature.scope };
  const pairs = now.flatMap((parameter, index) => {
    const other = old[index];
    const isNew = !old.some(({ name }) => name === parameter.name);
    if (other === undefined || !isNew || now.some(({ name }) => name === other.name)) return [];
    return isSameType(scopes, { before: other.type, after: parameter.type }) ? [[parameter.name, other.name] as const] : [];
  });
  return new Map(pairs);
}

function compareOrder(sides: Sides, before: Parameters, after: Parameters): readonly Move[] {
  const list = (parameters: Parameters): string => `(${parameters.map(({ name }) => name).join(", ")})`;
  return list(before) === list(after) ? [] : [moveOf(sides, `parameters in another order: ${list(before)} → ${list(after)}`, placeOf(sides.after, after[0]?.name ?? ""))];
}

function compareParameter(sides: Sides, before: Parameter, after: Parameter): readonly Move[] {
  const place = placeOf(sides.after, after.name);
  const subject = /^parameter /.test(after.name) ? after.name : `parameter ${after.name}`;
  const types = describeTypes(sides, { subject, root: after.name }, { before: before.type, after: after.type });
  const moves: Move[] = [];
  if (before.name !== after.name) moves.push(moveOf(sides, `parameter ${before.name} is ${after.name} now`, place));
  if (before.isOptional !== after.isOptional) moves.push(moveOf(sides, `${subject} is ${after.isOptional ? "optional" : "required"} now`, place));
  if (before.isRest !== after.isRest) moves.push(moveOf(sides, `${subject} is ${after.isRest ? "a" : "no"} rest parameter now`, place));
  return [...moves, ...types];
}

interface Subject {
  readonly subject: string;
  readonly root: string;
}

function describeTypes(sides: Sides, at: Subject, pair: { readonly before: TypeTree; readonly after: TypeTree }): readonly Move[] {
  const scopes = { before: sides.before.signature.scope, after: sides.after.signature.scope };
  return compareTypes(scopes, pair).map((move) => {
    const text = `${subjectText(at, move.path)}${whatText(sides, move)}`;
    if (move.what.kind === "removed") return removedMove(sides, text, placeOf(sides.before, at.root + move.path));
    return moveOf(sides, text, placeOf(sides.after, at.root + move.path) ?? placeOf(sides.after, at.root));
  });
}

/** `parameter opts: field strict`; elements of a list have no name of their own: `parameter days: field days[].station`. */
function subjectText({ subject, root }: Subject, path: string): string {
  const short = path.replaceAll("[number]", "[]");
  if (short === "") return subject;
  if (short.startsWith(".")) return `${subject}: field ${short.slice(1)}`;
  return short.includes(".") ? `${subject}: field ${root === "=>" ? subject : root}${short}` : `${subject}${short}`;
}

function whatText(sides: Sides, { what }: TypeMove): string {
  const [old, now] = [sides.before.signature.scope, sides.after.signature.scope];
  switch (what.kind) {
    case "added":
    case "removed":
      return ` ${what.kind}${what.isOptional && what.kind === "added" ? ", optional" : ""}`;
    case "optional":
    case "required":
      return ` is ${what.kind} now`;
    case "widened":
      return `: now also ${typeText(now, what.type)}`;
    case "narrowed":
      return `: no longer ${typeText(old, what.type)}`;
    case "changed":
      return `: ${typeText(old, what.before)} → ${typeText(now, what.after)}`;
    default:
      return what satisfies never;
  }
}

const LONGEST = 80;

/** A type short enough for a sentence; the types that it names by number are written out once. */
function typeText(scope: Scope, tree: TypeTree): string {
  const text = resolveType(scope, tree).text.replace(/#\d+/g, (name) => scope.get(name)?.text ?? name).replace(/#\d+/g, "…");
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Of a field that several types declare, the first place. */
function placeOf({ task }: Side, path: string): string | undefined {
  return task.signature.fields?.[path]?.[0];
}
