import type TS from "typescript";
import type { Context } from "../../context.js";
import { unwrap, wrapping } from "../../unwrap.js";
import { valueSymbol } from "../../valueSymbol.js";
import { projectFiles } from "./origin.js";
import { isAssignment } from "../../assignment.js";
import { discoverAssigned } from "./targets.js";
import { eachChild } from "../../eachChild.js";

/** Every variable, function and class that is assigned to after its initialiser, with the first place where it is. */
export function discoverReassigned(context: Context): ReadonlyMap<TS.Symbol, TS.Node> {
  const { ts } = context;
  const files = projectFiles(context);
  const names = new Set(files.flatMap((file) => namesOf(ts, file.statements)));
  const reassigned = new Map<TS.Symbol, TS.Node>();
  const visit = (node: TS.Node): void => {
    for (const { target } of discoverAssigned(ts, node)) {
      const name = nameOf(ts, target);
      const symbol = name && names.has(name.text) ? (symbolOf(context, name) ?? behindAssertion(context, name)) : undefined;
      // A property of the same name is no variable.
      if (symbol && (symbol.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Function | ts.SymbolFlags.Class)) !== 0 && !reassigned.has(symbol)) reassigned.set(symbol, target);
    }
    const again = ts.isVariableDeclaration(node) ? declaredAgain(context, node) : undefined;
    if (again && !reassigned.has(again)) reassigned.set(again, node);
    eachChild(ts, node, visit);
  };
  for (const file of files) visit(file);
  return reassigned;
}

/** `var x = 1; var x = 2;` */
function declaredAgain(context: Context, node: TS.VariableDeclaration): TS.Symbol | undefined {
  if (!node.initializer || !context.ts.isIdentifier(node.name)) return undefined;
  if (context.ts.getCombinedNodeFlags(node) & context.ts.NodeFlags.BlockScoped) return undefined;
  const symbol = symbolOf(context, node.name);
  return symbol?.declarations?.[0] !== node && symbol?.declarations?.some(context.ts.isVariableDeclaration) ? symbol : undefined;
}

/** The symbol by which a variable is known outside of its module, too. */
export function symbolOf(context: Context, name: TS.Identifier): TS.Symbol | undefined {
  const symbol = valueSymbol(context, name);
  return symbol && context.checker.getExportSymbolOfSymbol(symbol);
}

/** `x`, or the `x` of `N.x`. */
function nameOf(ts: Context["ts"], target: TS.Expression): TS.Identifier | undefined {
  if (ts.isIdentifier(target)) return target;
  return ts.isPropertyAccessExpression(target) && ts.isIdentifier(target.name) ? target.name : undefined;
}

/** `(N as any).x`, where the compiler knows no `x`, and N is a namespace that declares one. */
function behindAssertion(context: Context, name: TS.Identifier): TS.Symbol | undefined {
  const { ts } = context;
  const object = ts.isPropertyAccessExpression(name.parent) ? unwrap(ts, name.parent.expression) : name;
  const namespace = object !== name && ts.isIdentifier(object) ? symbolOf(context, object) : undefined;
  return namespace?.exports?.get(name.escapedText);
}

/** Names that are declared outside of functions and could be assigned to; `const` cannot. */
function namesOf(ts: Context["ts"], statements: readonly TS.Node[]): string[] {
  const names: string[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) names.push(node.name?.text ?? "");
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isTypeNode(node)) return;
    const isBinding = ts.isVariableDeclaration(node) || ts.isBindingElement(node);
    if (isBinding && ts.isIdentifier(node.name) && !(ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const)) names.push(node.name.text);
    eachChild(ts, node, visit);
  };
  for (const statement of statements) visit(statement);
  return names;
}

/** Whether a mention of a variable, `x` or `N.x`, reads it; where it is only assigned to, and the result is not used, it does not. */
export function isReadOf({ ts }: Context, node: TS.Node): boolean {
  const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
  const target = wrapping(ts, (isMember ? node.parent : node) as TS.Expression);
  const { parent } = target;
  if (ts.isExportSpecifier(parent)) return false;
  if (ts.isBinaryExpression(parent) && parent.left === target) {
    const { kind } = parent.operatorToken;
    if (kind === ts.SyntaxKind.EqualsToken) return false;
    return !isAssignment(ts, kind) || isDecidedByValue(ts, kind) || isUsed(ts, parent);
  }
  const isStep = ts.isPostfixUnaryExpression(parent) || (ts.isPrefixUnaryExpression(parent) && discoverAssigned(ts, parent).length > 0);
  if (isStep) return isUsed(ts, parent);
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer !== target;
  return !isInPattern(ts, target);
}

/** `x ??= make()` calls or does not call, by the value of x. */
function isDecidedByValue({ SyntaxKind }: Context["ts"], kind: TS.SyntaxKind): boolean {
  return kind === SyntaxKind.BarBarEqualsToken || kind === SyntaxKind.AmpersandAmpersandEqualsToken || kind === SyntaxKind.QuestionQuestionEqualsToken;
}

function isUsed(ts: Context["ts"], expression: TS.Expression): boolean {
  const outer = wrapping(ts, expression);
  const { parent } = outer;
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return false;
  if (ts.isForStatement(parent)) return parent.condition === outer;
  const isComma = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.CommaToken;
  if (!isComma) return true;
  return parent.right === outer && isUsed(ts, parent);
}

/** Whether an expression is a target inside of a pattern that is assigned to. */
function isInPattern(ts: Context["ts"], target: TS.Expression): boolean {
  const { parent } = target;
  if (ts.isForOfStatement(parent)) return parent.initializer === target;
  if (ts.isBinaryExpression(parent)) return parent.left === target && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (ts.isSpreadElement(parent) || ts.isArrayLiteralExpression(parent)) return isInPattern(ts, parent);
  const isPart = ts.isPropertyAssignment(parent) ? parent.initializer === target : ts.isShorthandPropertyAssignment(parent) ? parent.name === target : ts.isSpreadAssignment(parent);
  return isPart && ts.isObjectLiteralExpression(parent.parent) && isInPattern(ts, parent.parent);
}
