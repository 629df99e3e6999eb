import { inserted, removed, replaced, startOf, swappedNeighbours, textOf, withoutElements, withoutModifier } from "./edit.mjs";

export const ofDeclarations = [
  { name: "name changed", edits: changedName },
  { name: "async dropped or put in", edits: changedAsync },
  { name: "generator's star dropped or put in", edits: changedStar },
  { name: "parameters swapped", edits: swappedParameters },
  { name: "parameter dropped", edits: droppedParameter },
  { name: "arrow and function", edits: exchangedFunction },
  { name: "concise body made a statement", edits: changedConciseBody },
  { name: "member or property dropped", edits: droppedMember },
  { name: "members or properties reordered", edits: reorderedMembers },
  { name: "key computed from a variable", edits: computedKey },
  { name: "method and property", edits: changedMethod },
  { name: "getter and setter", edits: changedAccessor },
  { name: "static, accessor or const dropped or put in", edits: changedModifier },
  { name: "parameter property made a parameter", edits: droppedParameterProperty },
  { name: "base class dropped or put in", edits: changedBase },
  { name: "decorator dropped", edits: droppedDecorator },
  { name: "value of an enum's member", edits: changedEnumValue },
  { name: "pattern's elements dropped or swapped", edits: changedPattern },
];

/** Every name that runs. The closing name of a JSX element would not parse without its opening one. */
function* changedName(ts, node) {
  if (!ts.isIdentifier(node) && !ts.isPrivateIdentifier(node)) return;
  if (ts.isJsxClosingElement(node.parent) || ts.isMetaProperty(node.parent)) return;
  yield replaced(ts, node, `${textOf(ts, node)}$`);
}

function* changedAsync(ts, node) {
  if (!ts.isFunctionLike(node) || node.body === undefined) return;
  const isAsync = ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  if (isAsync) yield* withoutModifier(ts, node, ts.SyntaxKind.AsyncKeyword);
  else if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) yield inserted(startOf(ts, node), "async ");
  else if (ts.isMethodDeclaration(node)) yield inserted(startOf(ts, node.asteriskToken ?? node.name), "async ");
}

function* changedStar(ts, node) {
  if (node.asteriskToken !== undefined && ts.isFunctionLike(node)) yield replaced(ts, node.asteriskToken, "");
  else if (ts.isMethodDeclaration(node)) yield inserted(startOf(ts, node.name), "*");
  else if (ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node)) {
    const word = node.getChildren().find(({ kind }) => kind === ts.SyntaxKind.FunctionKeyword);
    yield inserted(word.end, "* ");
  }
}

function isPlainFunction(ts, node) {
  return ts.isFunctionLike(node) && node.body !== undefined;
}

function* swappedParameters(ts, node) {
  if (isPlainFunction(ts, node)) yield* swappedNeighbours(ts, node.parameters);
}

function* droppedParameter(ts, node) {
  if (isPlainFunction(ts, node) && textOf(ts, node).includes("(")) yield* withoutElements(ts, node.parameters);
}

function* exchangedFunction(ts, node) {
  if (!ts.isArrowFunction(node)) return;
  const async = ts.getModifiers(node)?.length ? "async " : "";
  const list = node.parameters.map((parameter) => textOf(ts, parameter)).join(", ");
  const body = ts.isBlock(node.body) ? textOf(ts, node.body) : `{ return ${textOf(ts, node.body)}; }`;
  yield replaced(ts, node, `(${async}function (${list}) ${body})`);
}

function* changedConciseBody(ts, node) {
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) yield replaced(ts, node.body, `{ ${textOf(ts, node.body)}; }`);
}

function membersOf(ts, node) {
  if (ts.isObjectLiteralExpression(node)) return node.properties;
  return ts.isEnumDeclaration(node) || ts.isClassLike(node) ? node.members : [];
}

function* droppedMember(ts, node) {
  if (ts.isClassLike(node)) for (const member of node.members) yield replaced(ts, member, "");
  else yield* withoutElements(ts, membersOf(ts, node));
}

function* reorderedMembers(ts, node) {
  yield* swappedNeighbours(ts, membersOf(ts, node));
}

function* computedKey(ts, node) {
  const isKey = ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node) || ts.isPropertyDeclaration(node);
  if (isKey && ts.isIdentifier(node.name)) yield replaced(ts, node.name, `[${node.name.text}]`);
  if (ts.isShorthandPropertyAssignment(node)) yield inserted(node.name.end, ": other");
}

function* changedMethod(ts, node) {
  if (!ts.isMethodDeclaration(node) || !ts.isObjectLiteralExpression(node.parent) || node.body === undefined) return;
  const isPlain = node.asteriskToken === undefined && (ts.getModifiers(node)?.length ?? 0) === 0;
  if (isPlain) yield { start: node.name.end, end: node.name.end, text: ": function " };
}

function* changedAccessor(ts, node) {
  if (!ts.isAccessor(node)) return;
  const word = node.getChildren().find(({ kind }) => kind === ts.SyntaxKind.GetKeyword || kind === ts.SyntaxKind.SetKeyword);
  yield replaced(ts, word, word.getText() === "get" ? "set" : "get");
  yield replaced(ts, word, "");
}

function* changedModifier(ts, node) {
  const { AccessorKeyword, ConstKeyword, StaticKeyword } = ts.SyntaxKind;
  for (const kind of [AccessorKeyword, ConstKeyword, StaticKeyword]) yield* withoutModifier(ts, node, kind);
  const isMember = ts.isPropertyDeclaration(node) || ts.isMethodDeclaration(node) || ts.isAccessor(node);
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  if (isMember && ts.isClassLike(node.parent) && modifiers.length === 0) yield inserted(startOf(ts, node.asteriskToken ?? node.name), "static ");
  if (ts.isEnumDeclaration(node) && modifiers.length === 0) yield inserted(startOf(ts, node), "const ");
}

function* droppedParameterProperty(ts, node) {
  if (!ts.isParameter(node) || !ts.isParameterPropertyDeclaration(node, node.parent)) return;
  yield removed(ts.getModifiers(node)[0].getStart(), startOf(ts, node.name));
}

function* changedBase(ts, node) {
  if (!ts.isClassLike(node)) return;
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  if (clause !== undefined) yield replaced(ts, clause, "");
  else if (node.heritageClauses === undefined && node.name !== undefined) yield inserted(node.typeParameters === undefined ? node.name.end : node.typeParameters.end + 1, " extends Other ");
}

function* droppedDecorator(ts, node) {
  if (ts.isDecorator(node)) yield replaced(ts, node, "");
}

function* changedEnumValue(ts, node) {
  if (!ts.isEnumMember(node)) return;
  yield node.initializer === undefined ? inserted(node.end, " = 77") : removed(node.name.end, node.initializer.end);
}

function* changedPattern(ts, node) {
  if (!ts.isObjectBindingPattern(node) && !ts.isArrayBindingPattern(node)) return;
  yield* withoutElements(ts, node.elements);
  yield* swappedNeighbours(ts, node.elements);
}
