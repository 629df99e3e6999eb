import { inserted, removed, replaced, startOf, swapped, swappedNeighbours, textOf, withoutElements } from "./edit.mjs";

/** Operators that may stand in each other's place. */
const LIKE = [
  ["+", "-", "*", "/", "%", "**", "|", "^", "&", "<<", ">>", ">>>"],
  ["=", "+=", "-=", "*=", "/=", "%=", "**=", "|=", "^=", "&=", "<<=", ">>=", ">>>=", "||=", "&&=", "??="],
  ["<", ">", "<=", ">=", "===", "!==", "==", "!=", "in", "instanceof"],
  ["&&", "||", "??", ","],
];
const PREFIXES = ["+", "-", "!", "~", "++", "--"];
const WORDS = ["typeof", "void", "delete", "await"];

export const ofExpressions = [
  { name: "operator exchanged", edits: exchangedOperator },
  { name: "operands swapped", edits: swappedOperands },
  { name: "prefix exchanged or dropped", edits: exchangedPrefix },
  { name: "prefix and postfix", edits: movedPostfix },
  { name: "word before an operand exchanged or dropped", edits: exchangedWord },
  { name: "branches of a conditional", edits: changedConditional },
  { name: "arguments swapped", edits: swappedArguments },
  { name: "argument dropped", edits: droppedArgument },
  { name: "optional link made plain, plain link made optional", edits: changedLink },
  { name: "optional chain ended by parentheses", edits: endedChain },
  { name: "new dropped", edits: droppedNew },
  { name: "call dropped", edits: droppedCall },
  { name: "spread dropped", edits: droppedSpread },
  { name: "element dropped or swapped, hole put in", edits: changedArray },
  { name: "yield changed", edits: changedYield },
  { name: "this replaced", edits: replacedThis },
  { name: "brackets for a dot with a variable", edits: computedAccess },
];

function* exchangedOperator(ts, node) {
  if (!ts.isBinaryExpression(node)) return;
  const operator = textOf(ts, node.operatorToken);
  const others = LIKE.find((group) => group.includes(operator)) ?? [];
  for (const other of others) if (other !== operator) yield replaced(ts, node.operatorToken, ` ${other} `);
}

function* swappedOperands(ts, node) {
  if (ts.isBinaryExpression(node)) yield swapped(ts, node.left, node.right);
}

function* exchangedPrefix(ts, node) {
  if (!ts.isPrefixUnaryExpression(node)) return;
  const operator = ts.tokenToString(node.operator);
  const start = startOf(ts, node);
  for (const other of ["", ...PREFIXES]) if (other !== operator) yield { start, end: start + operator.length, text: other };
}

function* movedPostfix(ts, node) {
  if (ts.isPostfixUnaryExpression(node)) yield replaced(ts, node, ts.tokenToString(node.operator) + textOf(ts, node.operand));
  if (ts.isPostfixUnaryExpression(node)) yield replaced(ts, node, textOf(ts, node.operand));
  const isUpdate = ts.isPrefixUnaryExpression(node) && ["++", "--"].includes(ts.tokenToString(node.operator));
  if (isUpdate) yield replaced(ts, node, textOf(ts, node.operand) + ts.tokenToString(node.operator));
}

function* exchangedWord(ts, node) {
  const word = WORDS.find((each) => node.getFirstToken()?.end === startOf(ts, node) + each.length && textOf(ts, node).startsWith(each));
  const isWord = ts.isTypeOfExpression(node) || ts.isVoidExpression(node) || ts.isDeleteExpression(node) || ts.isAwaitExpression(node);
  if (word === undefined || !isWord) return;
  const start = startOf(ts, node);
  for (const other of ["", ...WORDS]) if (other !== word) yield { start, end: start + word.length, text: other };
}

function* changedConditional(ts, node) {
  if (!ts.isConditionalExpression(node)) return;
  yield swapped(ts, node.whenTrue, node.whenFalse);
  yield replaced(ts, node.condition, `!(${textOf(ts, node.condition)})`);
  yield replaced(ts, node, `(${textOf(ts, node.whenTrue)})`);
}

function argumentsOf(ts, node) {
  return ts.isCallExpression(node) || ts.isNewExpression(node) ? (node.arguments ?? []) : [];
}

function* swappedArguments(ts, node) {
  yield* swappedNeighbours(ts, argumentsOf(ts, node));
}

function* droppedArgument(ts, node) {
  yield* withoutElements(ts, argumentsOf(ts, node));
}

function isLink(ts, node) {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node);
}

function* changedLink(ts, node) {
  if (!isLink(ts, node)) return;
  const mark = node.questionDotToken;
  const isDotted = ts.isPropertyAccessExpression(node);
  if (mark !== undefined) yield replaced(ts, mark, isDotted ? "." : "");
  else if (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.typeArguments !== undefined) return;
  else yield isDotted ? { start: startOf(ts, node.name) - 1, end: startOf(ts, node.name), text: "?." } : inserted(node.expression.end, "?.");
}

function* endedChain(ts, node) {
  if (isLink(ts, node) && ts.isOptionalChain(node.expression)) yield replaced(ts, node.expression, `(${textOf(ts, node.expression)})`);
}

function* droppedNew(ts, node) {
  if (ts.isNewExpression(node)) yield replaced(ts, node, textOf(ts, node).slice("new".length));
}

function* droppedCall(ts, node) {
  if (ts.isCallExpression(node)) yield replaced(ts, node, textOf(ts, node.expression));
}

function* droppedSpread(ts, node) {
  const isSpread = ts.isSpreadElement(node) || ts.isSpreadAssignment(node);
  if (isSpread) yield removed(startOf(ts, node), startOf(ts, node) + 3);
  if ((ts.isParameter(node) || ts.isBindingElement(node)) && node.dotDotDotToken !== undefined) yield replaced(ts, node.dotDotDotToken, "");
}

function* changedArray(ts, node) {
  if (!ts.isArrayLiteralExpression(node)) return;
  yield* withoutElements(ts, node.elements);
  yield* swappedNeighbours(ts, node.elements);
  yield inserted(startOf(ts, node) + 1, ",");
}

function* changedYield(ts, node) {
  if (!ts.isYieldExpression(node) || node.expression === undefined) return;
  if (node.asteriskToken !== undefined) yield replaced(ts, node.asteriskToken, "");
  else yield inserted(startOf(ts, node) + "yield".length, "*");
  yield replaced(ts, node, `(${textOf(ts, node.expression)})`);
}

function* replacedThis(ts, node) {
  if (node.kind === ts.SyntaxKind.ThisKeyword) yield replaced(ts, node, "that");
  if (node.kind === ts.SyntaxKind.SuperKeyword) yield replaced(ts, node, "this");
}

function* computedAccess(ts, node) {
  if (!ts.isPropertyAccessExpression(node) || ts.isPrivateIdentifier(node.name) || node.questionDotToken !== undefined) return;
  yield { start: node.expression.end, end: node.end, text: `[${node.name.text}]` };
}
