/** A measurement that finds nothing must be shown to be able to: edits of meaning that it has to see. */
import ts from "typescript";
import { codesOf, parse } from "./codes.mjs";

/** How many functions compare by `===`, and in how many of these the code shows that all became `==`. */
export function controlOf(context, files) {
  const control = { edited: 0, seen: 0 };
  for (const { path, text, codes } of files) {
    const edited = codesOf(context, path, loosened(path, text)) ?? [];
    for (const [index, { node, code }] of codes.entries()) {
      if (operatorsIn(node).length === 0) continue;
      control.edited += 1;
      if (edited[index] !== undefined && edited[index].code !== code) control.seen += 1;
    }
  }
  return control;
}

function loosened(path, text) {
  const starts = operatorsIn(parse(path, text)).map((token) => token.getStart()).sort((a, b) => b - a);
  return starts.reduce((edited, start) => `${edited.slice(0, start)}==${edited.slice(start + 3)}`, text);
}

function operatorsIn(root) {
  const found = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === ts.SyntaxKind.EqualsEqualsEqualsToken) found.push(node);
    ts.forEachChild(node, (child) => void waiting.push(child));
  }
  return found;
}
