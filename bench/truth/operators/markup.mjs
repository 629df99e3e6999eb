import { inserted, removed, replaced, startOf, swappedNeighbours, textOf } from "./edit.mjs";

export const ofMarkup = [
  { name: "JSX text changed", edits: changedText },
  { name: "JSX space put in", edits: insertedSpace },
  { name: "JSX child dropped", edits: droppedChild },
  { name: "JSX children reordered", edits: reorderedChildren },
  { name: "JSX attribute dropped", edits: droppedAttribute },
  { name: "JSX attributes reordered", edits: reorderedAttributes },
  { name: "JSX attribute's value", edits: changedAttribute },
  { name: "JSX tag changed", edits: changedTag },
  { name: "JSX spread child", edits: spreadChild },
];

function* changedText(ts, node) {
  if (!ts.isJsxText(node) || node.text.trim() === "") return;
  yield inserted(node.end - (node.text.length - node.text.trimEnd().length), "q");
  yield replaced(ts, node, "");
  yield inserted(node.end, "&amp;");
}

function* insertedSpace(ts, node) {
  if (ts.isJsxElement(node)) yield inserted(node.openingElement.end, '{" "}');
  if (ts.isJsxText(node) && /\S \S/.test(node.text)) yield inserted(node.pos + /\S \S/.exec(node.text).index + 1, " ");
}

function childrenOf(ts, node) {
  return ts.isJsxElement(node) || ts.isJsxFragment(node) ? node.children : [];
}

function* droppedChild(ts, node) {
  for (const child of childrenOf(ts, node)) yield replaced(ts, child, "");
}

function* reorderedChildren(ts, node) {
  yield* swappedNeighbours(ts, childrenOf(ts, node));
}

function* droppedAttribute(ts, node) {
  if (ts.isJsxAttribute(node) || ts.isJsxSpreadAttribute(node)) yield replaced(ts, node, "");
}

function* reorderedAttributes(ts, node) {
  if (ts.isJsxAttributes(node)) yield* swappedNeighbours(ts, node.properties);
}

function* changedAttribute(ts, node) {
  if (!ts.isJsxAttribute(node)) return;
  if (node.initializer === undefined) yield inserted(node.end, '=""');
  else yield removed(node.name.end, node.end);
  if (node.initializer !== undefined && ts.isStringLiteral(node.initializer)) yield inserted(node.end - 1, "\\n");
}

function* changedTag(ts, node) {
  if (!ts.isJsxElement(node)) return;
  const { openingElement: opening, closingElement: closing } = node;
  const inner = node.getSourceFile().text.slice(opening.tagName.end, startOf(ts, closing));
  yield replaced(ts, node, `<${textOf(ts, opening.tagName)}x${inner}</${textOf(ts, closing.tagName)}x>`);
  yield replaced(ts, node, `<>${textOf(ts, node)}</>`);
}

function* spreadChild(ts, node) {
  const isChild = ts.isJsxExpression(node) && node.expression !== undefined && node.dotDotDotToken === undefined;
  if (isChild && !ts.isJsxAttribute(node.parent)) yield inserted(startOf(ts, node) + 1, "...");
}
