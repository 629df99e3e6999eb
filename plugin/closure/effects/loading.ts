import type TS from "typescript";
import type { Compiler } from "../../context.js";
import { unwrap } from "../../unwrap.js";
import type { Unit } from "../unit.js";
import { factsOf } from "./facts.js";
import { unitsOnWay, type Writers } from "./writers.js";

/** A module that is loaded by a call, when other modules are loaded. */
export interface Loading {
  readonly specifier: TS.StringLiteralLike;
  /** All units that lead to the call, in source order. */
  readonly way: readonly Unit[];
}

/** The path of `import("…")` and `require("…")`; also of a call of what `createRequire` may have made. */
export function pathLoaded(ts: Compiler, node: TS.Node): TS.StringLiteralLike | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const path = node.arguments[0] && unwrap(ts, node.arguments[0]);
  if (path === undefined || !ts.isStringLiteralLike(path)) return undefined;
  const callee = unwrap(ts, node.expression);
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  const isNamed = ts.isIdentifier(name) && (name.text === "require" || (path.text.startsWith(".") && node.getSourceFile().text.includes("createRequire")));
  return isNamed || callee.kind === ts.SyntaxKind.ImportKeyword ? path : undefined;
}

/** The calls that load modules, of all code that runs when modules are loaded. */
export function discoverLoading({ flow, reached, leadingTo }: Writers): readonly Loading[] {
  const parts = [...reached].filter(({ kind }) => kind !== "mentioned");
  return parts.flatMap((part) => factsOf(flow, part).loads.map((specifier): Loading => ({ specifier, way: unitsOnWay(leadingTo, part) })));
}
