import { nodesIn, parseUnit } from "../units.mjs";
import { ofDeclarations } from "./declarations.mjs";
import { ofExpressions } from "./expressions.mjs";
import { ofLiterals } from "./literals.mjs";
import { ofMarkup } from "./markup.mjs";
import { ofStatements } from "./statements.mjs";
import { ofTokens } from "./tokens.mjs";

/** The project's own operators: what Stryker's leave out, down to single tokens. */
export const OPERATORS = [...ofDeclarations, ...ofExpressions, ...ofLiterals, ...ofMarkup, ...ofStatements, ...ofTokens];

/** Every edit that the own operators make of a unit, outside its types: `{ operator, start, end, text }`. */
export function ownEdits(ts, unit) {
  const file = parseUnit(ts, unit);
  const edits = [];
  for (const node of nodesIn(ts, file, (each) => isType(ts, each))) {
    for (const { name, edits: make } of OPERATORS) {
      for (const edit of make(ts, node)) edits.push({ ...edit, operator: name });
    }
  }
  return edits;
}

/** Types are erased; what a class extends is an expression all the same. */
function isType(ts, node) {
  if (ts.isExpressionWithTypeArguments(node)) return ts.isHeritageClause(node.parent) && node.parent.token === ts.SyntaxKind.ImplementsKeyword;
  return ts.isTypeNode(node) || ts.isTypeParameterDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}
