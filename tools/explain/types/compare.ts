import { isSameType, type Pair, type Scopes } from "./same.js";
import { resolveType } from "./signature.js";
import type { Member, TypeTree } from "./tree.js";

/** One difference of two types. */
export interface TypeMove {
  /** From the parameter or output on: `.position.year`, `[number].station`; empty for the type itself. */
  readonly path: string;
  readonly what:
    | { readonly kind: "added" | "removed"; readonly isOptional: boolean }
    | { readonly kind: "optional" | "required" }
    | { readonly kind: "widened" | "narrowed"; readonly type: TypeTree }
    | { readonly kind: "changed"; readonly before: TypeTree; readonly after: TypeTree };
}

interface At extends Pair {
  readonly path: string;
}

interface Step {
  readonly moves: readonly TypeMove[];
  readonly next: readonly At[];
}

/** Where two types differ: the smallest parts that do, each by its shortest path. */
export function compareTypes(scopes: Scopes, pair: Pair): readonly TypeMove[] {
  const moves: TypeMove[] = [];
  const met = new Set<string>();
  const waiting: At[] = [{ ...pair, path: "" }];
  for (const at of waiting) {
    const key = `${at.before.text}\n${at.after.text}`;
    if (met.has(key) || isSameType(scopes, at)) continue;
    met.add(key);
    const step = compareStep(scopes, at);
    moves.push(...step.moves);
    waiting.push(...step.next);
  }
  return moves;
}

function compareStep(scopes: Scopes, { before, after, path }: At): Step {
  const [old, now] = [resolveType(scopes.before, before), resolveType(scopes.after, after)];
  if (old.kind === "object" && now.kind === "object" && old.head === now.head) return compareMembers(old, now, path);
  const inner = innerPairs(old, now);
  if (inner !== undefined) return { moves: [], next: inner.map((each) => ({ ...each, path: path + each.path })) };
  if (old.kind === "union" || now.kind === "union") return compareUnions(scopes, { before: old, after: now, path });
  return { moves: [{ path, what: { kind: "changed", before: old, after: now } }], next: [] };
}

type ObjectTree = Extract<TypeTree, { readonly kind: "object" }>;

function compareMembers(before: ObjectTree, after: ObjectTree, path: string): Step {
  const moves: TypeMove[] = [];
  const next: At[] = [];
  for (const name of new Set([...before.members.keys(), ...after.members.keys()])) {
    const [old, now] = [before.members.get(name), after.members.get(name)];
    const at = path + stepTo(name);
    if (old && now) next.push({ before: old.type, after: now.type, path: at });
    moves.push(...compareMarks(old, now, at));
  }
  return { moves, next };
}

function compareMarks(before: Member | undefined, after: Member | undefined, path: string): readonly TypeMove[] {
  if (!before || !after) return [{ path, what: { kind: before ? "removed" : "added", isOptional: (before ?? after)?.isOptional ?? false } }];
  return before.isOptional === after.isOptional ? [] : [{ path, what: { kind: after.isOptional ? "optional" : "required" } }];
}

/** As the plugin writes the paths of fields. */
function stepTo(name: string): string {
  if (name.startsWith("[")) return name;
  return name.startsWith('"') ? `[${name}]` : `.${name}`;
}

const PARAMETER_STEPS: ReadonlyMap<string, readonly string[]> = new Map([
  ["Map", ["<key>", "<value>"]],
  ["ReadonlyMap", ["<key>", "<value>"]],
  ["Set", ["<element>"]],
  ["ReadonlySet", ["<element>"]],
]);

/** What two types of one form hold; undefined where their forms differ, so that they are named as a whole. */
function innerPairs(before: TypeTree, after: TypeTree): readonly At[] | undefined {
  if (before.kind === "list" && after.kind === "list" && before.readonly === after.readonly) {
    return [{ before: before.element, after: after.element, path: "[number]" }];
  }
  if (before.kind === "tuple" && after.kind === "tuple" && before.marks === after.marks && before.readonly === after.readonly) {
    return zip(before.elements, after.elements, (index) => `[${index}]`);
  }
  if (before.kind === "generic" && after.kind === "generic" && before.name === after.name && before.parameters.length === after.parameters.length) {
    // A promise is waited for, and a set's element has no name: the path leads on to what they hold.
    const isPromise = before.name === "Promise";
    return zip(before.parameters, after.parameters, (index) => (isPromise ? "" : (PARAMETER_STEPS.get(before.name)?.[index] ?? `<${index + 1}>`)));
  }
  return undefined;
}

function zip(before: readonly TypeTree[], after: readonly TypeTree[], step: (index: number) => string): readonly At[] {
  return before.flatMap((each, index) => {
    const other = after[index];
    return other ? [{ before: each, after: other, path: step(index) }] : [];
  });
}

/** The members that only one of two unions has. Two that are plainly one member, changed, are compared with each other. */
function compareUnions(scopes: Scopes, { before, after, path }: At): Step {
  const [old, now] = [membersOf(before), membersOf(after)];
  const lost = old.filter((each) => !now.some((other) => isSameType(scopes, { before: each, after: other })));
  const gained = now.filter((each) => !old.some((other) => isSameType(scopes, { before: other, after: each })));
  const [onlyLost, onlyGained] = [lost[0], gained[0]];
  if (onlyLost && onlyGained && lost.length === 1 && gained.length === 1) {
    const isAlike = formOf(scopes.before, onlyLost) === formOf(scopes.after, onlyGained);
    if (isAlike) return { moves: [], next: [{ before: onlyLost, after: onlyGained, path }] };
    return { moves: [{ path, what: { kind: "changed", before: onlyLost, after: onlyGained } }], next: [] };
  }
  const pairs = lost.flatMap((each) => gained.filter((other) => isTaggedAlike(scopes, each, other)).map((other) => ({ before: each, after: other, path })));
  const isAnother = pairs.length === 0 && lost.length === old.length && gained.length === now.length;
  if (isAnother) return { moves: [{ path, what: { kind: "changed", before, after } }], next: [] };
  const paired = new Set(pairs.flatMap((each) => [each.before, each.after]));
  const widened = gained.filter((type) => !paired.has(type)).map((type): TypeMove => ({ path, what: { kind: "widened", type } }));
  const narrowed = lost.filter((type) => !paired.has(type)).map((type): TypeMove => ({ path, what: { kind: "narrowed", type } }));
  return { moves: [...widened, ...narrowed], next: pairs };
}

function membersOf(tree: TypeTree): readonly TypeTree[] {
  return tree.kind === "union" ? tree.members : [tree];
}

/** Members without parts are never one member that changed. */
function formOf(scope: Scopes["before"], tree: TypeTree): string {
  const { kind, text } = resolveType(scope, tree);
  return kind === "leaf" ? text : kind;
}

/** Whether two objects agree on a member that has one value only, such as `kind: "circle"`. */
function isTaggedAlike(scopes: Scopes, before: TypeTree, after: TypeTree): boolean {
  const [old, now] = [resolveType(scopes.before, before), resolveType(scopes.after, after)];
  if (old.kind !== "object" || now.kind !== "object") return false;
  return [...old.members].some(([name, { type }]) => /^["\d]/.test(type.text) && type.kind === "leaf" && now.members.get(name)?.type.text === type.text);
}
