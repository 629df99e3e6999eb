import type TS from "typescript";
import type { Compiler } from "../context.js";
import { ABSENT, inline, quoted, stacked, type Code } from "./text.js";
import type { Coder, Writers } from "./coder.js";
import { normalizeLineBreaks } from "./literals.js";
import { decoratorCodes, headOf } from "./modifiers.js";
import { propertyName } from "./names.js";
import { bound } from "./patterns.js";

export const functions: Writers = {
  // Heads of declarations and of expressions differ: `(function f() {})` as a statement declares nothing.
  FunctionDeclaration: (coder, node: TS.FunctionDeclaration) => namedFunction(coder, node, "function-declaration"),
  FunctionExpression: (coder, node: TS.FunctionExpression) => namedFunction(coder, node, "function"),
  ArrowFunction: (coder, node: TS.ArrowFunction) =>
    stacked(headOf(coder, node, "=>"), [parametersCode(coder, node)], functionLines(coder, node.body)),
  MethodDeclaration: (coder, node: TS.MethodDeclaration) => member(coder, node, `method${starOf(node)}`),
  GetAccessor: (coder, node: TS.GetAccessorDeclaration) => member(coder, node, "get"),
  SetAccessor: (coder, node: TS.SetAccessorDeclaration) => member(coder, node, "set"),
  Constructor: (coder, node: TS.ConstructorDeclaration) =>
    stacked(headOf(coder, node, "constructor"), [parametersCode(coder, node)], functionLines(coder, node.body)),
  Parameter: parameter,
};

type NamedFunction = TS.FunctionDeclaration | TS.FunctionExpression;
type Member = TS.MethodDeclaration | TS.AccessorDeclaration;

function namedFunction(coder: Coder, node: NamedFunction, base: string): Code {
  const items = [coder.optional(node.name), parametersCode(coder, node)];
  return stacked(headOf(coder, node, base + starOf(node)), items, functionLines(coder, node.body));
}

function member(coder: Coder, node: Member, base: string): Code {
  const items = [...decoratorCodes(coder, node), propertyName(coder, node.name), parametersCode(coder, node)];
  return stacked(headOf(coder, node, base), items, functionLines(coder, node.body));
}

function starOf(node: NamedFunction | TS.MethodDeclaration): string {
  return node.asteriskToken === undefined ? "" : "*";
}

function parametersCode(coder: Coder, node: TS.SignatureDeclaration): Code {
  return inline("parameters", ...coder.codes(node.parameters));
}

/** `readonly` or an access modifier on a constructor's parameter makes a property of it. */
function parameter(coder: Coder, node: TS.ParameterDeclaration): Code {
  const code = bound(coder, node);
  const isProperty = coder.ts.isParameterPropertyDeclaration(node, node.parent);
  const whole = isProperty ? inline(headOf(coder, node, "parameter-property"), code) : code;
  const decorators = decoratorCodes(coder, node);
  return decorators.length === 0 ? whole : inline("decorated", ...decorators, whole);
}

/** The statements of a body; an arrow function's expression is a return of it. */
export function functionLines(coder: Coder, body: TS.ConciseBody | undefined): readonly Code[] {
  const { ts } = coder;
  if (body === undefined) return [ABSENT];
  if (!ts.isBlock(body)) return [inline("return", coder.code(body))];
  const directives: Code[] = [];
  for (const statement of body.statements) {
    const directive = directiveOf(ts, statement);
    if (directive === undefined) break;
    directives.push(directiveCode(directive));
  }
  return [...directives, ...coder.codes(body.statements.slice(directives.length))];
}

/** Only a bare string at the head of a body is a directive: one in parentheses, or behind `;`, is a value. */
function directiveOf(ts: Compiler, node: TS.Statement): TS.StringLiteral | undefined {
  return ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression) ? node.expression : undefined;
}

/** A directive counts by its raw text: with an escape in it, `"use strict"` means nothing. */
function directiveCode(node: TS.StringLiteral): Code {
  const source = node.getText(node.getSourceFile());
  return inline("directive", quoted(normalizeLineBreaks(source.slice(1, -1))));
}

/**
 * What the signature does not say about the parameters of the task itself: patterns and defaults,
 * each with its position. Names, types and rest markers are in the signature.
 */
export function ownParameters(coder: Coder, parameters: readonly TS.ParameterDeclaration[]): readonly Code[] {
  return parameters.flatMap((node, position) => {
    const decorators = decoratorCodes(coder, node);
    const isPlain = coder.ts.isIdentifier(node.name);
    if (isPlain && node.initializer === undefined && decorators.length === 0) return [];
    const target = isPlain ? ABSENT : coder.code(node.name);
    return [inline("parameter", String(position), ...decorators, target, coder.optional(node.initializer))];
  });
}
