import type TS from "typescript";
import type { Compiler } from "../../context.js";
import { unwrap } from "../../unwrap.js";
import { moduleName, OWN } from "./pieces.js";
import { eachChild } from "../../eachChild.js";

/** The names in an expression that may stand for values: not those of properties and types. Needs no parents. */
export function namesIn(ts: Compiler, node: TS.Node | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (each: TS.Node): void => {
    if (ts.isIdentifier(each)) names.add(each.text);
    else if (each.kind === ts.SyntaxKind.ThisKeyword || each.kind === ts.SyntaxKind.SuperKeyword) names.add(OWN);
    else if (ts.isPropertyAccessExpression(each)) visit(each.expression);
    // `new.target` is the class that the caller makes an object of.
    else if (ts.isMetaProperty(each)) names.add(OWN);
    else if (!isTypeOnly(ts, each)) {
      const module = importedModule(ts, each);
      if (module !== undefined) names.add(moduleName(module));
      eachChild(ts, each, visit);
    }
  };
  if (node) visit(node);
  return names;
}

export function isTypeOnly(ts: Compiler, node: TS.Node): boolean {
  return ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node);
}

/** The module that `import("…")` or `require("…")` loads. */
export function importedModule(ts: Compiler, node: TS.Node): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const isLoading = node.expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(node.expression) && node.expression.text === "require");
  const [path] = node.arguments;
  return isLoading && path && ts.isStringLiteralLike(path) ? path.text : undefined;
}

/** What a callee may be called: its last name, or those of what it chooses between. */
export function calleeNames(ts: Compiler, written: TS.Expression): readonly string[] {
  const node = unwrap(ts, written);
  if (ts.isIdentifier(node)) return [node.text];
  if (ts.isPropertyAccessExpression(node)) {
    const isIndirect = /^(?:call|apply|bind)$/.test(node.name.text);
    return isIndirect ? [...calleeNames(ts, node.expression), node.name.text] : [node.name.text];
  }
  if (ts.isElementAccessExpression(node)) return ts.isStringLiteralLike(node.argumentExpression) ? [node.argumentExpression.text] : [];
  if (ts.isConditionalExpression(node)) return [...calleeNames(ts, node.whenTrue), ...calleeNames(ts, node.whenFalse)];
  return [];
}

/** The name that a chain of properties begins with. */
export function rootName(ts: Compiler, written: TS.Expression): string | undefined {
  let node = unwrap(ts, written);
  while (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node)) node = unwrap(ts, node.expression);
  return ts.isIdentifier(node) ? node.text : undefined;
}

/** Names that a pattern declares, and the names of the properties that it takes. */
export function boundNames(ts: Compiler, name: TS.BindingName): readonly { readonly name: string; readonly property: string | undefined }[] {
  if (ts.isIdentifier(name)) return [{ name: name.text, property: undefined }];
  return name.elements.flatMap((element) => {
    if (ts.isOmittedExpression(element)) return [];
    const property = element.propertyName && (ts.isIdentifier(element.propertyName) || ts.isStringLiteralLike(element.propertyName)) ? element.propertyName.text : undefined;
    return boundNames(ts, element.name).map((each) => ({ name: each.name, property: each.property ?? property }));
  });
}

const COPYING = /^(?:map|filter|slice|concat|flat|flatMap|toSorted|toReversed|toSpliced|with|split|keys|values|entries|from|of|fromEntries|assign|parse|join|replace|replaceAll|trim|match|matchAll|toString|create)$/;

/** Whether an expression makes a new object, so that writing to it itself, not to what it holds, is nobody's business. */
export function isFresh(ts: Compiler, written: TS.Expression): boolean {
  const node = unwrap(ts, written);
  const isMade = ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node) || ts.isNewExpression(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node);
  const isPlain = isMade || ts.isLiteralExpression(node) || ts.isTemplateExpression(node) || ts.isPrefixUnaryExpression(node) || ts.isTypeOfExpression(node);
  if (isPlain) return true;
  if (!ts.isCallExpression(node)) return false;
  const callee = unwrap(ts, node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  // What is assigned to is the result.
  if (callee.name.text === "assign") return node.arguments[0] !== undefined && isFresh(ts, node.arguments[0]);
  if (/^(?:sort|reverse|fill)$/.test(callee.name.text)) return isFresh(ts, callee.expression);
  return COPYING.test(callee.name.text);
}
