/** Edits of a text, each `{ start, end, text }`: what stood from `start` to before `end` becomes `text`. */

/** Where a node begins, behind its comments. White space belongs to JSX text. */
export function startOf(ts, node) {
  return ts.isJsxText(node) ? node.pos : node.getStart();
}

export function textOf(ts, node) {
  return node.getSourceFile().text.slice(startOf(ts, node), node.end);
}

export function replaced(ts, node, text) {
  return { start: startOf(ts, node), end: node.end, text };
}

export function inserted(at, text) {
  return { start: at, end: at, text };
}

export function removed(start, end) {
  return { start, end, text: "" };
}

/** Two nodes exchanged, and what stands between them left in place. */
export function swapped(ts, first, second) {
  const between = first.getSourceFile().text.slice(first.end, startOf(ts, second));
  return { start: startOf(ts, first), end: second.end, text: textOf(ts, second) + between + textOf(ts, first) };
}

/** Each pair of neighbours of a list exchanged. */
export function* swappedNeighbours(ts, list) {
  for (const [index, node] of list.entries()) if (index > 0) yield swapped(ts, list[index - 1], node);
}

/** Each element of a list left out, with the comma behind it, or the one before it when it is the last. */
export function* withoutElements(ts, list) {
  for (const [index, node] of list.entries()) {
    const next = list[index + 1];
    const previous = list[index - 1];
    if (next !== undefined) yield removed(startOf(ts, node), startOf(ts, next));
    else yield removed(previous === undefined ? startOf(ts, node) : previous.end, node.end);
  }
}

/** The edit without a modifier such as `async`; none when the node has not got it. */
export function* withoutModifier(ts, node, kind) {
  const modifier = ts.canHaveModifiers(node) ? ts.getModifiers(node)?.find((each) => each.kind === kind) : undefined;
  if (modifier !== undefined) yield removed(modifier.getStart(), modifier.end);
}

/** The text of a text with an edit made. */
export function edited(text, { start, end, text: inner }) {
  return text.slice(0, start) + inner + text.slice(end);
}
