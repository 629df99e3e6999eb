import { basename } from "node:path";
import type TS from "typescript";
import type { Context } from "../../plugin/context.js";
import { wrapping } from "../../plugin/unwrap.js";
import { addOption } from "./options.js";
import { nodeAt, replaceNode, type Fault, type Fix, type Fixer } from "./fix.js";

/** Gives a task a name that has none. */
export const nameTask: Fixer = (fault: Fault): readonly Fix[] => {
  const { context: { ts }, call } = fault;
  const name = placeName(ts, call) ?? fileName(fault.file);
  const change = addOption(ts, call, `name: ${JSON.stringify(name)}`);
  const named = change ? [{ description: `Name the task ${JSON.stringify(name)}`, changes: [change] }] : [];
  return [...makeConst(fault), ...named];
};

/** Gives a task a name of its own that shares one with another. */
export const renameTask: Fixer = ({ context: { ts }, file, start, end, call, text }: Fault): readonly Fix[] => {
  const name = /^Task "((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  if (name === undefined) return [];
  const own = `${fileName(file)}.${name}`;
  const at = nodeAt(ts, file, { start, end });
  const change = ts.isStringLiteralLike(at) ? replaceNode(at, JSON.stringify(own)) : addOption(ts, call, `name: ${JSON.stringify(own)}`);
  return change ? [{ description: `Name the task ${JSON.stringify(own)}`, changes: [change] }] : [];
};

/** `let` and `var`, where nothing else is assigned to what the task is kept in. */
function makeConst({ context, file, call }: Fault): readonly Fix[] {
  const { ts } = context;
  const { parent } = wrapping(ts, call);
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name) || !ts.isVariableDeclarationList(parent.parent)) return [];
  const list = parent.parent;
  const keyword = /^(?:let|var)\b/.exec(file.text.slice(list.getStart(file)))?.[0];
  const isPlain = keyword !== undefined && list.declarations.length === 1 && !isAssigned(context, file, parent.name);
  const start = list.getStart(file);
  return isPlain ? [{ description: `Make "${parent.name.text}" a const`, changes: [{ start, end: start + keyword.length, text: "const" }] }] : [];
}

/** Whether anything in its file assigns to a variable; another file cannot. */
function isAssigned({ ts, checker }: Context, file: TS.SourceFile, name: TS.Identifier): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  const visit = (node: TS.Node): boolean => {
    const isSame = ts.isIdentifier(node) && node !== name && node.text === name.text && checker.getSymbolAtLocation(node) === symbol;
    return (isSame && isTarget(ts, node)) || (ts.forEachChild(node, visit) ?? false);
  };
  return ts.forEachChild(file, visit) ?? false;
}

/** Generous: what is inside of an assignment's left side counts as assigned to. */
function isTarget(ts: Context["ts"], node: TS.Node): boolean {
  for (let inner = node; inner.parent && !ts.isStatement(inner); inner = inner.parent) {
    const { parent } = inner;
    const isLeft = ts.isBinaryExpression(parent) && parent.left === inner && parent.operatorToken.getText().endsWith("=");
    if (isLeft || ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) return true;
  }
  return false;
}

/** What a task is kept under, if that has a name. */
function placeName(ts: Context["ts"], call: TS.CallExpression): string | undefined {
  const { parent } = wrapping(ts, call);
  const isPlace = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent);
  const name = isPlace ? parent.name : ts.isBinaryExpression(parent) ? parent.left : undefined;
  if (!name) return undefined;
  const last = ts.isPropertyAccessExpression(name) ? name.name : name;
  return ts.isIdentifier(last) || ts.isStringLiteralLike(last) ? last.text : undefined;
}

function fileName(file: TS.SourceFile): string {
  return basename(file.fileName).replace(/\.[cm]?[jt]sx?$/, "");
}
