import type TS from "typescript";
import { canonicalPart, type CodeText } from "../code/index.js";
import type { Context } from "../context.js";
import { isUsing } from "../using.js";
import type { Closures } from "./closures.js";
import { canonicalMetadata } from "./metadata.js";
import { canonicalOwnPlace } from "./ownPlace.js";
import type { Unit } from "./unit.js";

/** The canonical code of a unit; `isUnknown` where it holds syntax that taskprint does not know. */
export interface UnitCode extends CodeText {
  readonly isUnknown: boolean;
}

/** Codes a unit as a body is coded. A task in it stands for itself: it counts by its own fingerprint. */
export function canonicalUnit(closures: Closures, unit: Unit): UnitCode {
  const { ts } = closures.context;
  const scoped: Context = { ...closures.context, diagnostics: [] };
  const part = canonicalPart(scoped, codeOf(ts, unit), (node) => (closures.tasks.has(node) ? "task" : undefined));
  if (part === undefined) return { text: unit.getText(), written: [], isUnknown: true };
  const metadata = canonicalMetadata(closures.context, unit, part.written);
  const lines = [...kindOf(ts, unit), part.text, ...metadata.text, ...canonicalOwnPlace(closures.context, part.written)];
  return { written: [...part.written, ...metadata.written], text: lines.join("\n"), isUnknown: false };
}

/** What of a unit is code: of `export default` the expression, of a JSON file its value. */
function codeOf(ts: Context["ts"], unit: Unit): TS.Node {
  return ts.isExportAssignment(unit) ? unit.expression : unit;
}

/** A variable by itself does not say how it is declared. */
function kindOf(ts: Context["ts"], unit: Unit): readonly string[] {
  if (ts.isExportAssignment(unit)) return ["default"];
  if (!ts.isVariableDeclaration(unit) || !ts.isVariableDeclarationList(unit.parent)) return [];
  return isUsing(ts, unit.parent) ? ["using"] : ["variable"];
}
