import type TS from "typescript";
import type { Context } from "../../plugin/context.js";
import { parameterName, passedParameters } from "../../plugin/parameters.js";
import { addToOption } from "./options.js";
import { insertAt, nodeAt, replaceNode, type Fault, type Fix, type Fixer } from "./fix.js";

/** Leaves a parameter out of the key that cannot be keyed. */
export const ignoreParameter: Fixer = ({ context: { ts }, call, file, start, end, text }: Fault): readonly Fix[] => {
  const name = /^Task ".*?": parameter "([^"]+)"/.exec(text)?.[1];
  if (name === undefined || !text.includes('with "ignore"') || !isOwnParameter(ts, { file, start, end, call }, name)) return [];
  const change = addToOption(ts, call, { option: "ignore", text: name });
  return change ? [{ description: `Leave "${name}" out of the key, as it never changes a result`, changes: [change] }] : [];
};

/** The function may have been declared with other names than the type that the task is given. */
function isOwnParameter(ts: Context["ts"], { file, start, end, call }: Pick<Fault, "file" | "start" | "end" | "call">, name: string): boolean {
  for (let node = nodeAt(ts, file, { start, end }); node !== call && node.parent !== undefined; node = node.parent) {
    if (ts.isFunctionLike(node) && !ts.isTypeNode(node)) return passedParameters(ts, node).some((each) => parameterName(ts, each) === name);
  }
  return call.arguments[0] !== undefined && ts.isIdentifier(call.arguments[0]);
}

/** Has values examined at run time that the types hide. */
export const makeUnknown: Fixer = ({ context: { ts }, file, start, end }: Fault): readonly Fix[] => {
  const description = 'Use "unknown"';
  const node = nodeAt(ts, file, { start, end });
  if (ts.isTypeNode(node)) {
    const changes = keywordsIn(ts, node).map((each) => replaceNode(each, "unknown"));
    return changes.length > 0 ? [{ description, changes }] : [];
  }
  const parameter = node.parent;
  const isBare = ts.isParameter(parameter) && parameter.name === node && !parameter.type && !parameter.initializer && isInParentheses(ts, parameter);
  return isBare ? [{ description, changes: [insertAt((parameter.questionToken ?? node).getEnd(), ": unknown")] }] : [];
};

function keywordsIn(ts: Context["ts"], type: TS.Node): readonly TS.Node[] {
  if (type.kind === ts.SyntaxKind.AnyKeyword) return [type];
  const found: TS.Node[] = [];
  ts.forEachChild(type, (child) => void found.push(...keywordsIn(ts, child)));
  return found;
}

/** `x => …` has no room for a type. */
function isInParentheses(ts: Context["ts"], parameter: TS.ParameterDeclaration): boolean {
  return parameter.parent.getChildren().some(({ kind }) => kind === ts.SyntaxKind.OpenParenToken);
}

/** Writes the primitive in place of its boxed form. */
export const unbox: Fixer = ({ context: { ts }, file, start, end, text }: Fault): readonly Fix[] => {
  const [, boxed, primitive] = /is of type (\w+), the boxed form\. Write "(\w+)"/.exec(text) ?? [];
  if (boxed === undefined || primitive === undefined) return [];
  const visit = (node: TS.Node): readonly TS.Node[] => {
    if (ts.isTypeReferenceNode(node) && node.typeName.getText(file) === boxed) return [node];
    const found: TS.Node[] = [];
    ts.forEachChild(node, (child) => void found.push(...visit(child)));
    return found;
  };
  const changes = visit(nodeAt(ts, file, { start, end })).map((each) => replaceNode(each, primitive));
  return changes.length > 0 ? [{ description: `Write "${primitive}"`, changes }] : [];
};
