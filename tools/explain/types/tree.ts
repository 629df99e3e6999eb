import { closingOf, splitOutside } from "./split.js";

/** A type as its canonical text says it. `text` is that text: types that it names by number are in the scope. */
export type TypeTree =
  | { readonly kind: "object"; readonly text: string; readonly head: string; readonly members: ReadonlyMap<string, Member> }
  | { readonly kind: "list"; readonly text: string; readonly readonly: boolean; readonly element: TypeTree }
  | { readonly kind: "tuple"; readonly text: string; readonly readonly: boolean; readonly elements: readonly TypeTree[]; readonly marks: string }
  | { readonly kind: "union"; readonly text: string; readonly members: readonly TypeTree[] }
  | { readonly kind: "generic"; readonly text: string; readonly name: string; readonly parameters: readonly TypeTree[] }
  | { readonly kind: "named"; readonly text: string }
  | { readonly kind: "leaf"; readonly text: string };

/** A member of an object: a property, or an index signature. */
export interface Member {
  readonly isOptional: boolean;
  readonly type: TypeTree;
}

/** Reads a type from its canonical text. What has no parts that could be named by a path is a leaf. */
export function parseType(text: string): TypeTree {
  if (splitOutside(text, " extends ").length > 1 || splitOutside(text, " each extends ").length > 1) return { kind: "leaf", text };
  const members = splitOutside(text, " | ");
  if (members.length > 1) return { kind: "union", text, members: members.map(parseType) };
  if (splitOutside(text, " & ").length > 1 || text.startsWith("keyof ")) return { kind: "leaf", text };
  return parseSingle(text);
}

function parseSingle(text: string): TypeTree {
  if (text.startsWith("readonly ")) return asReadonly(parseSingle(text.slice("readonly ".length)), text);
  if (text.endsWith("[]") && text !== "[]") return { kind: "list", text, readonly: false, element: parseType(text.slice(0, -2)) };
  const isWhole = closingOf(text) === text.length - 1;
  if (isWhole && text.startsWith("(")) return parseType(text.slice(1, -1));
  if (isWhole && text.startsWith("[")) return parseTuple(text);
  if (/^#\d+$/.test(text)) return { kind: "named", text };
  return parseObject(text) ?? parseGeneric(text) ?? { kind: "leaf", text };
}

function asReadonly(tree: TypeTree, text: string): TypeTree {
  return tree.kind === "list" || tree.kind === "tuple" ? { ...tree, text, readonly: true } : { kind: "leaf", text };
}

function parseTuple(text: string): TypeTree {
  const parts = text === "[]" ? [] : splitOutside(text.slice(1, -1), ", ");
  const bare = parts.map((part) => part.replace(/^\.\.\./, "").replace(/\?$/, ""));
  const marks = parts.map((part) => `${part.startsWith("...") ? "..." : ""}${part.endsWith("?") ? "?" : ""}`).join(",");
  return { kind: "tuple", text, readonly: false, elements: bare.map(parseType), marks };
}

/** `{…}`, or `class Name {…}`; a mapped type that waits for a type parameter is a leaf. */
function parseObject(text: string): TypeTree | undefined {
  const head = /^class (?:[^{"]*|"[^"]*" )/.exec(text)?.[0] ?? "";
  const body = text.slice(head.length);
  if (!body.startsWith("{") || body.startsWith("{[key in ") || closingOf(body) !== body.length - 1) return undefined;
  const members = body === "{}" ? [] : splitOutside(body.slice(1, -1), ", ");
  return { kind: "object", text, head, members: new Map(members.map(parseMember)) };
}

function parseMember(text: string): readonly [string, Member] {
  const [key = "", ...rest] = splitOutside(text, ": ");
  const isOptional = key.endsWith("?");
  return [isOptional ? key.slice(0, -1) : key, { isOptional, type: parseType(rest.join(": ")) }];
}

function parseGeneric(text: string): TypeTree | undefined {
  const open = text.indexOf("<");
  const name = text.slice(0, open);
  if (open < 1 || !/^[\p{ID_Continue}$.]+$/u.test(name) || closingOf(text.slice(open)) !== text.length - open - 1) return undefined;
  return { kind: "generic", text, name, parameters: splitOutside(text.slice(open + 1, -1), ", ").map(parseType) };
}
