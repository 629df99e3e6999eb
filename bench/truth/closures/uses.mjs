/** What a mention of a name does, told from the syntax around it. */
import ts from "typescript";

/** Whether a mention is gone from what runs: it stands in a type, or only hands the name on. */
export function isInTypes(use) {
  for (let node = use; node.parent !== undefined; node = node.parent) {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isImportEqualsDeclaration(node)) return true;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isTypeParameterDeclaration(node)) return true;
    if (ts.isTypeNode(node) && !isBaseClass(node)) return true;
    if (ts.isFunctionLike(node) && ts.isFunctionDeclaration(node) && node.body === undefined) return true;
  }
  return false;
}

function isBaseClass(node) {
  return ts.isExpressionWithTypeArguments(node) && !(ts.isHeritageClause(node.parent) && isTypeOnlyClause(node.parent));
}

function isTypeOnlyClause({ token, parent }) {
  return token === ts.SyntaxKind.ImplementsKeyword || ts.isInterfaceDeclaration(parent);
}

/** Whether a namespace or enum is used by one member that is named: `ns.f`, `ns["f"]`, `const { f } = ns`. */
export function isMemberUse(use) {
  const node = outermostName(use);
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isElementAccessExpression(parent)) return parent.expression === node && ts.isStringLiteralLike(parent.argumentExpression);
  if (!ts.isVariableDeclaration(parent) || parent.initializer !== node || !ts.isObjectBindingPattern(parent.name)) return false;
  return parent.name.elements.every(({ dotDotDotToken, propertyName }) => dotDotDotToken === undefined && !(propertyName && ts.isComputedPropertyName(propertyName)));
}

/** `b` in `a.b` means the whole of `a.b`. */
function outermostName(use) {
  return ts.isPropertyAccessExpression(use.parent) && use.parent.name === use ? use.parent : use;
}

const WRITING = new Set(["push", "unshift", "splice", "sort", "reverse", "fill", "set", "add", "delete", "clear", "pop", "shift"]);
const WRITING_FIRST_ARGUMENT = /^(Object\.(assign|define(Property|Properties)|setPrototypeOf)|Reflect\.(set|defineProperty))$/;

/** Whether a module, while it is loaded, writes at this mention into the value that is meant. */
export function isWriteAtTopLevel(use, declaration) {
  for (let node = use.parent; node !== undefined && node !== declaration; node = node.parent) if (ts.isFunctionLike(node)) return false;
  if (ts.isFunctionLike(declaration)) return false;
  const target = accessFrom(outermostName(use));
  const { parent } = target;
  if (ts.isBinaryExpression(parent)) return parent.left === target && isAssignment(parent.operatorToken.kind);
  if (ts.isDeleteExpression(parent)) return true;
  if (ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent)) return /^(\+\+|--)|(\+\+|--)$/.test(parent.getText());
  return ts.isCallExpression(parent) && isWritingCall(parent, target, use);
}

/** The longest chain of members that begins at a name: `a.b[c]` for `a`. */
function accessFrom(name) {
  let node = name;
  while (isAccessOf(node.parent, node)) node = node.parent;
  return node;
}

function isAccessOf(parent, node) {
  const isWrapped = ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent);
  return isWrapped || ((ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === node);
}

function isAssignment(kind) {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function isWritingCall(call, target, use) {
  if (call.expression === target) return target !== use && ts.isPropertyAccessExpression(target) && WRITING.has(target.name.text);
  return call.arguments[0] === target && WRITING_FIRST_ARGUMENT.test(call.expression.getText());
}
