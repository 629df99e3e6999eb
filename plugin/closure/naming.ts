import type TS from "typescript";
import { isErased } from "../code/erased.js";
import type { Context } from "../context.js";
import { pathInProject } from "../host/projectFolder.js";
import type { ClosureNode } from "./node.js";
import type { Unit } from "./unit.js";

/** Gives every node a readable name of its own, such as `money.ts#roundTax`, the same in every build of the same source. */
export interface Naming {
  (node: Pick<ClosureNode, "kind" | "name" | "at">, untracked: readonly string[]): string;
  /** What a group of statements is known by. */
  readonly keyOfStatements: (units: readonly Unit[]) => string;
}

export function createNaming(context: Context): Naming {
  const place = (node: TS.Node): string => pathInProject(context.program, node.getSourceFile());
  const nameNode: (...args: Parameters<Naming>) => string = ({ kind, name, at }, untracked) => {
    const base = at === undefined ? name : `${place(at)}${nameWithin(context, { kind, name, at })}`;
    return untracked.length === 0 ? base : `${base} (without ${untracked.join(", ")})`;
  };
  const keys = new WeakMap<readonly Unit[], string>();
  const keyOfStatements = (units: readonly Unit[]): string => {
    const key = keys.get(units) ?? units.map((unit) => `${place(unit)}@${unit.pos}`).join(" ");
    keys.set(units, key);
    return key;
  };
  return Object.assign(nameNode, { keyOfStatements });
}

/** Lines tell apart what has no name, or one that others in the file have, too. */
function nameWithin({ ts, checker }: Context, { kind, name, at }: { readonly kind: ClosureNode["kind"]; readonly name: string; readonly at: TS.Node }): string {
  const file = at.getSourceFile();
  if (at === file || file.fileName.endsWith(".json")) return "";
  const line = `:${file.getLineAndCharacterOfPosition(at.getStart(file)).line + 1}`;
  if (kind === "statements") return `${line} and ${name === "" ? "what follows" : name}`;
  if (kind === "namespace") return `#${name}.*`;
  if (kind === "task") return `#task ${name}`;
  if (kind === "body") return `#body of ${name}`;
  const declared = ts.getNameOfDeclaration(at as TS.Declaration);
  const symbol = declared && checker.getSymbolAtLocation(declared);
  const twins = symbol?.declarations?.filter((each) => each.kind === at.kind && !isErased(ts, each)) ?? [];
  return twins.length === 1 || ts.isExportAssignment(at) ? `#${name}` : line;
}
