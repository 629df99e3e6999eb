import type TS from "typescript";
import { isErased } from "../../code/erased.js";
import type { Compiler } from "../../context.js";
import { boundNames } from "./names.js";

/** Names that statements declare without code: by `declare`, or in a declaration file. */
export function ambientNames(ts: Compiler, statements: readonly TS.Statement[], isAmbient = false): readonly string[] {
  return statements.flatMap((statement) => {
    if (!isAmbient && !isErased(ts, statement)) return [];
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(({ name }) => boundNames(ts, name).map((each) => each.name));
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return statement.name ? [statement.name.text] : [];
    if (!ts.isModuleDeclaration(statement)) return [];
    const inner = statement.body && ts.isModuleBlock(statement.body) ? ambientNames(ts, statement.body.statements, true) : [];
    return [statement.name.text, ...inner];
  });
}
