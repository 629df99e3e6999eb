import type TS from "typescript";
import type { Compiler } from "../context.js";
import { addTo } from "../listMap.js";

/**
 * What closures are made of: a declaration at the top level of a file or of a namespace (one variable,
 * not its whole statement), or any other statement there. In imported JSON, the whole file.
 */
export type Unit = TS.Node;

/** The unit that a node stands in; undefined for a node that stands in none, such as a file or a namespace's name. */
export function unitOf(ts: Compiler, node: TS.Node): Unit | undefined {
  let variable: TS.Node | undefined;
  for (let inner = node; inner.parent !== undefined; inner = inner.parent) {
    if (ts.isVariableDeclaration(inner)) variable = inner;
    if (isTopLevel(ts, inner.parent)) return unitOfStatement(ts, inner, variable);
  }
  return undefined;
}

/** Whether a node holds units: a file, or the body of a namespace. */
export function isTopLevel(ts: Compiler, node: TS.Node): node is TS.SourceFile | TS.ModuleBlock {
  return ts.isSourceFile(node) || ts.isModuleBlock(node);
}

function unitOfStatement(ts: Compiler, statement: TS.Node, variable: TS.Node | undefined): Unit | undefined {
  if (!ts.isVariableStatement(statement)) return statement;
  return variable !== undefined && variable.parent.parent === statement ? variable : undefined;
}

/** Units by file, each file's in their order. */
export function groupByFile(units: readonly Unit[]): ReadonlyMap<TS.SourceFile, readonly Unit[]> {
  const files = new Map<TS.SourceFile, Unit[]>();
  for (const unit of units) addTo(files, unit.getSourceFile(), unit);
  for (const each of files.values()) each.sort((a, b) => a.pos - b.pos);
  return files;
}

/** By file, and by place in it: the order of a program's files does not count. */
export function bySource(a: TS.Node, b: TS.Node): number {
  const [first, second] = [a.getSourceFile().fileName, b.getSourceFile().fileName];
  return first === second ? a.pos - b.pos : first < second ? -1 : 1;
}
