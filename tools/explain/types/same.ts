import { resolveType, type Scope } from "./signature.js";
import type { Member, TypeTree } from "./tree.js";

/** Two types of two signatures, and where the types lie that they name by number. */
export interface Pair {
  readonly before: TypeTree;
  readonly after: TypeTree;
}

export interface Scopes {
  readonly before: Scope;
  readonly after: Scope;
}

/** Whether two types are the same, though each signature numbers its types by itself. */
export function isSameType(scopes: Scopes, pair: Pair): boolean {
  return isSameTypeWorker(scopes, pair, new Map());
}

/** A pair that is met again inside itself is taken for the same, as what else they hold decides. */
function isSameTypeWorker(scopes: Scopes, { before, after }: Pair, met: Map<string, boolean>): boolean {
  const isNumbered = /#\d/.test(before.text) || /#\d/.test(after.text);
  if (!isNumbered) return before.text === after.text;
  const key = `${before.text}\n${after.text}`;
  const known = met.get(key);
  if (known !== undefined) return known;
  met.set(key, true);
  const same = (one: TypeTree, other: TypeTree): boolean => isSameTypeWorker(scopes, { before: one, after: other }, met);
  const isSame = isSameKind(resolveType(scopes.before, before), resolveType(scopes.after, after), same);
  met.set(key, isSame);
  return isSame;
}

type Same = (one: TypeTree, other: TypeTree) => boolean;

function isSameKind(before: TypeTree, after: TypeTree, same: Same): boolean {
  switch (before.kind) {
    case "object":
      return after.kind === "object" && before.head === after.head && isSameMembers(before, after, same);
    case "list":
      return after.kind === "list" && before.readonly === after.readonly && same(before.element, after.element);
    case "tuple":
      return after.kind === "tuple" && before.readonly === after.readonly && before.marks === after.marks && isSameList(before.elements, after.elements, same);
    case "union":
      return after.kind === "union" && before.members.length === after.members.length && before.members.every((each) => after.members.some((other) => same(each, other)));
    case "generic":
      return after.kind === "generic" && before.name === after.name && isSameList(before.parameters, after.parameters, same);
    case "named":
    case "leaf":
      return after.kind === before.kind && isSameText(before.text, after.text);
    default:
      return before satisfies never;
  }
}

type ObjectTree = Extract<TypeTree, { readonly kind: "object" }>;

function isSameMembers(before: ObjectTree, after: ObjectTree, same: Same): boolean {
  const isSame = ([name, member]: readonly [string, Member]): boolean => {
    const other = after.members.get(name);
    return other !== undefined && other.isOptional === member.isOptional && same(member.type, other.type);
  };
  return before.members.size === after.members.size && [...before.members].every(isSame);
}

function isSameList(before: readonly TypeTree[], after: readonly TypeTree[], same: Same): boolean {
  return before.length === after.length && before.every((each, index) => same(each, after[index] ?? each));
}

/** A text that is not taken apart may number types otherwise: then it is no help to say that it moved. */
function isSameText(before: string, after: string): boolean {
  return before.replace(/#\d+/g, "#") === after.replace(/#\d+/g, "#");
}
