import type TS from "typescript";
import type { Compiler } from "./context.js";

/** Whether an operator assigns: `=`, `+=`, `??=` and the like. */
export function isAssignment(ts: Compiler, operator: TS.SyntaxKind): boolean {
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}
