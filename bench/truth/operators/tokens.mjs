import { inserted, removed, startOf, swapped } from "./edit.mjs";

/** Edits that know nothing of syntax. Many do not parse; of those that do, some are spelling and must be proven so. */
export const ofTokens = [
  { name: "token dropped", edits: droppedToken },
  { name: "token doubled", edits: doubledToken },
  { name: "tokens swapped", edits: swappedTokens },
  { name: "statement's end put in", edits: endedStatement },
  { name: "line ended", edits: endedLine },
];

function* tokensOf(ts, node) {
  for (const child of node.getChildren()) {
    const isToken = child.kind <= ts.SyntaxKind.LastToken && child.end > startOf(ts, child);
    if (isToken) yield child;
  }
}

function* droppedToken(ts, node) {
  for (const token of tokensOf(ts, node)) yield removed(startOf(ts, token), token.end);
}

function* doubledToken(ts, node) {
  for (const token of tokensOf(ts, node)) yield inserted(token.end, ` ${token.getText()}`);
}

function* swappedTokens(ts, node) {
  const children = node.getChildren().filter((child) => child.end > startOf(ts, child) && !ts.isJSDoc(child));
  for (const [index, second] of children.entries()) if (index > 0) yield swapped(ts, children[index - 1], second);
}

function* endedStatement(ts, node) {
  for (const token of tokensOf(ts, node)) yield inserted(token.end, ";");
}

/** A new line ends a statement behind these words, and before `++`. Anywhere else it is white space. */
function* endedLine(ts, node) {
  const words = ["return", "break", "continue", "yield", "async", "let", "get", "set", "static", "accessor"];
  for (const token of tokensOf(ts, node)) if (words.includes(token.getText())) yield inserted(token.end, "\n");
  if (ts.isPostfixUnaryExpression(node)) yield inserted(node.operand.end, "\n");
}
