import { closingOf, splitOutside } from "./split.js";
import { parseType, type TypeTree } from "./tree.js";

/** A task's signature, read from the manifest. */
export interface Signature {
  readonly overloads: readonly Overload[];
  readonly scope: Scope;
  /** What the function calls its parameters, where the signature calls them otherwise. */
  readonly ownNames: string;
}

export interface Overload {
  readonly typeParameters: string;
  readonly parameters: readonly Parameter[];
  readonly output: TypeTree;
}

export interface Parameter {
  /** `parameter 1` where a pattern stands for a name. */
  readonly name: string;
  readonly isRest: boolean;
  readonly isOptional: boolean;
  readonly type: TypeTree;
}

/** Types that a signature names by number, such as `#1`. */
export type Scope = ReadonlyMap<string, TypeTree>;

/** Reads a signature from the lines of its canonical text. */
export function parseSignature(lines: readonly string[]): Signature {
  const named = lines.map((line) => /^(#\d+) = (.*)$/s.exec(line)).filter((match) => match !== null);
  const scope: Scope = new Map(named.map(([, name = "", text = ""]) => [name, parseType(text)]));
  const ownNames = lines.find((line) => line.startsWith("by (")) ?? "";
  return { overloads: lines.filter((line) => /^[<(]/.test(line)).map(parseOverload), scope, ownNames };
}

function parseOverload(line: string): Overload {
  const generic = line.startsWith("<") ? closingOf(line) + 1 : 0;
  const rest = line.slice(generic);
  const end = closingOf(rest);
  const list = end > 1 ? splitOutside(rest.slice(1, end), ", ") : [];
  return { typeParameters: line.slice(0, generic), parameters: list.map(parseParameter), output: parseType(rest.slice(end + ") => ".length)) };
}

function parseParameter(text: string, index: number): Parameter {
  const [, rest = "", name = "", optional = "", type = ""] = /^(\.\.\.)?(.*?)(\?)?: (.*)$/s.exec(text) ?? [];
  return { name: /^[{[]/.test(name) ? `parameter ${index + 1}` : name, isRest: rest !== "", isOptional: optional !== "", type: parseType(type) };
}

/** The type that a tree stands for: of `#1`, what the signature says of it. */
export function resolveType(scope: Scope, tree: TypeTree): TypeTree {
  return tree.kind === "named" ? (scope.get(tree.text) ?? tree) : tree;
}
