import { inserted, removed, replaced, startOf, swapped, swappedNeighbours, textOf, withoutModifier } from "./edit.mjs";

export const ofStatements = [
  { name: "statement dropped", edits: droppedStatement },
  { name: "statement doubled", edits: doubledStatement },
  { name: "statements reordered", edits: reorderedStatements },
  { name: "kind of variable", edits: changedVariableKind },
  { name: "initialiser dropped", edits: droppedInitialiser },
  { name: "declarations reordered", edits: reorderedDeclarations },
  { name: "branches of if", edits: changedIf },
  { name: "kind of loop", edits: changedLoop },
  { name: "part of for dropped or swapped", edits: changedFor },
  { name: "return changed", edits: changedReturn },
  { name: "throw made return", edits: changedThrow },
  { name: "jump exchanged, or its label dropped", edits: changedJump },
  { name: "label dropped", edits: droppedLabel },
  { name: "clauses of switch", edits: changedSwitch },
  { name: "clauses of try", edits: changedTry },
  { name: "directive put in or dropped", edits: changedDirective },
];

function statementsOf(ts, node) {
  return ts.isBlock(node) || ts.isCaseOrDefaultClause(node) || ts.isModuleBlock(node) ? node.statements : [];
}

function* droppedStatement(ts, node) {
  for (const statement of statementsOf(ts, node)) yield replaced(ts, statement, "");
}

function* doubledStatement(ts, node) {
  for (const statement of statementsOf(ts, node)) yield inserted(statement.end, `\n${textOf(ts, statement)}`);
}

function* reorderedStatements(ts, node) {
  for (const [index, second] of statementsOf(ts, node).entries()) {
    const first = node.statements[index - 1];
    if (first === undefined) continue;
    // On lines of their own: either may do without its semicolon.
    yield { start: startOf(ts, first), end: second.end, text: `${textOf(ts, second)}\n;${textOf(ts, first)}` };
  }
}

function* changedVariableKind(ts, node) {
  if (!ts.isVariableDeclarationList(node)) return;
  const word = node.getFirstToken().getText();
  const start = node.getFirstToken().getStart();
  for (const other of ["const", "let", "var", "using"]) if (other !== word) yield { start, end: start + word.length, text: other };
}

function* droppedInitialiser(ts, node) {
  const isDefault = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node) || ts.isPropertyDeclaration(node);
  const isHead = ts.isVariableDeclaration(node) && ts.isForInOrOfStatement(node.parent.parent);
  if (!isDefault || isHead) return;
  if (node.initializer === undefined) yield inserted(node.end - (textOf(ts, node).endsWith(";") ? 1 : 0), " = 7");
  else yield removed(node.type?.end ?? node.name.end, node.initializer.end);
}

function* reorderedDeclarations(ts, node) {
  if (ts.isVariableDeclarationList(node)) yield* swappedNeighbours(ts, node.declarations);
}

function* changedIf(ts, node) {
  if (!ts.isIfStatement(node)) return;
  yield replaced(ts, node.expression, `!(${textOf(ts, node.expression)})`);
  yield replaced(ts, node, `{ ${textOf(ts, node.thenStatement)} }`);
  if (node.elseStatement === undefined) return void (yield inserted(node.end, " else other();"));
  yield removed(node.thenStatement.end, node.elseStatement.end);
  yield { ...swapped(ts, node.thenStatement, node.elseStatement), text: `{ ${textOf(ts, node.elseStatement)} } else { ${textOf(ts, node.thenStatement)} }` };
}

function* changedLoop(ts, node) {
  const start = startOf(ts, node);
  if (ts.isWhileStatement(node)) yield { start, end: start + "while".length, text: "if" };
  if (ts.isDoStatement(node)) yield replaced(ts, node, `while (${textOf(ts, node.expression)}) ${textOf(ts, node.statement)}`);
  if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) yield replaced(ts, node.awaitModifier, "");
  if (ts.isForOfStatement(node) && node.awaitModifier === undefined) yield inserted(start + "for".length, " await");
  if (!ts.isForInOrOfStatement(node)) return;
  yield { start: node.initializer.end, end: startOf(ts, node.expression), text: ts.isForOfStatement(node) ? " in " : " of " };
}

function* changedFor(ts, node) {
  if (!ts.isForStatement(node)) return;
  const parts = [node.initializer, node.condition, node.incrementor].filter((part) => part !== undefined);
  for (const part of parts) yield replaced(ts, part, "");
  if (node.condition && node.incrementor) yield swapped(ts, node.condition, node.incrementor);
}

function* changedReturn(ts, node) {
  if (!ts.isReturnStatement(node) || node.expression === undefined) return;
  yield replaced(ts, node.expression, "");
  yield replaced(ts, node, `(${textOf(ts, node.expression)});`);
  yield replaced(ts, node.expression, `await (${textOf(ts, node.expression)})`);
}

function* changedThrow(ts, node) {
  if (ts.isThrowStatement(node)) yield replaced(ts, node, `return ${textOf(ts, node.expression)};`);
}

function* changedJump(ts, node) {
  if (!ts.isBreakOrContinueStatement(node)) return;
  const [word, other] = ts.isBreakStatement(node) ? ["break", "continue"] : ["continue", "break"];
  const start = startOf(ts, node);
  yield { start, end: start + word.length, text: other };
  if (node.label !== undefined) yield replaced(ts, node.label, "");
}

function* droppedLabel(ts, node) {
  if (ts.isLabeledStatement(node)) yield replaced(ts, node, textOf(ts, node.statement));
}

function* changedSwitch(ts, node) {
  if (ts.isCaseBlock(node)) yield* swappedNeighbours(ts, node.clauses);
  if (ts.isCaseBlock(node)) for (const clause of node.clauses) yield replaced(ts, clause, "");
  if (ts.isCaseClause(node)) yield { start: startOf(ts, node), end: node.expression.end, text: "default" };
}

function* changedTry(ts, node) {
  if (ts.isCatchClause(node) && node.variableDeclaration === undefined) yield inserted(startOf(ts, node) + "catch".length, " (caught)");
  if (ts.isCatchClause(node) && node.variableDeclaration !== undefined) yield { start: startOf(ts, node) + "catch".length, end: startOf(ts, node.block), text: " " };
  if (!ts.isTryStatement(node)) return;
  yield replaced(ts, node, textOf(ts, node.tryBlock));
  if (node.finallyBlock === undefined) yield inserted(node.end, " finally {}");
  else if (node.catchClause !== undefined) yield removed(node.catchClause.end, node.end);
}

function* changedDirective(ts, node) {
  const isBody = ts.isBlock(node) && ts.isFunctionLike(node.parent);
  if (isBody) yield inserted(startOf(ts, node) + 1, ' "use strict";');
  const isDirective = ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression);
  if (isDirective) yield replaced(ts, node, `(${textOf(ts, node.expression)});`);
  if (ts.isBlock(node)) yield* withoutModifier(ts, node.parent, ts.SyntaxKind.AsyncKeyword);
}
