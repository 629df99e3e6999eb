/** A measurement that finds nothing must be shown to be able to: edits of meaning that it has to see. */
import ts from "typescript";
import { codesOf, functionsOf, parse } from "./codes.mjs";

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

/** A text with a statement more in each function that has a block: every one of them has another code then. */
export function withStatements({ path, text }) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const starts = functionsOf(file).filter(({ body }) => ts.isBlock(body)).map(({ body }) => body.getStart() + 1);
  const edited = starts.sort((a, b) => b - a).reduce((done, at) => `${done.slice(0, at)}debugger;${done.slice(at)}`, text);
  return { path, text: edited };
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
