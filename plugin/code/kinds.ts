import type { Compiler } from "../context.js";

/** The name of a syntax kind. Numbers differ between versions of TypeScript; names do not. */
export type KindName = keyof Compiler["SyntaxKind"];

const namesOf = new WeakMap<Compiler, ReadonlyMap<number, string>>();

/** The name of a node's kind under the compiler that parsed it. */
export function kindName(ts: Compiler, kind: number): string {
  let names = namesOf.get(ts);
  if (names === undefined) {
    names = discoverNames(ts);
    namesOf.set(ts, names);
  }
  return names.get(kind) ?? `kind ${kind}`;
}

/** The reverse look-up of the enum would give aliases such as `FirstStatement`, which move between versions. */
function discoverNames(ts: Compiler): ReadonlyMap<number, string> {
  const entries = Object.entries(ts.SyntaxKind).filter(([name, kind]) => typeof kind === "number" && !/^(First|Last)/.test(name));
  return new Map(entries.map(([name, kind]) => [Number(kind), name]));
}
