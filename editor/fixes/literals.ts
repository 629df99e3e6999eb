import type TS from "typescript";
import type { Context } from "../../plugin/context.js";
import { valueSymbol } from "../../plugin/valueSymbol.js";
import { nodeAt, replaceNode, type Fault, type Fix, type Fixer } from "./fix.js";

/** Writes an option in place that must be a literal, where the types say what it is. */
export const writeLiteral: Fixer = ({ context, file, start, end, text }: Fault): readonly Fix[] => {
  const node = nodeAt(context.ts, file, { start, end });
  if (!context.ts.isExpression(node)) return [];
  const literal = text.includes("an array of string literals") ? listOf(context, node) : textOf(context, node);
  if (literal === undefined) return [];
  const isShorthand = context.ts.isShorthandPropertyAssignment(node.parent);
  return [{ description: `Write ${literal}`, changes: [replaceNode(node, isShorthand ? `${node.getText(file)}: ${literal}` : literal)] }];
};

function textOf(context: Context, node: TS.Expression): string | undefined {
  const { ts, checker } = context;
  const symbol = ts.isIdentifier(node) ? valueSymbol(context, node) : undefined;
  return literalOf(symbol ? checker.getTypeOfSymbolAtLocation(symbol, node) : checker.getTypeAtLocation(node));
}

/** A list as a whole, or one element of it. */
function listOf({ ts, checker }: Context, node: TS.Expression): string | undefined {
  const type = checker.getTypeAtLocation(node);
  if (ts.isArrayLiteralExpression(node.parent)) return literalOf(type);
  if (ts.isStringLiteralLike(node)) return `[${JSON.stringify(node.text)}]`;
  const elements = checker.isTupleType(type) ? checker.getTypeArguments(type as TS.TypeReference).map(literalOf) : [undefined];
  return elements.includes(undefined) ? undefined : `[${elements.join(", ")}]`;
}

function literalOf(type: TS.Type): string | undefined {
  return type.isStringLiteral() && type.value !== "" ? JSON.stringify(type.value) : undefined;
}

/** Writes the options in place that stand in a constant of the same file. */
export const writeOptions: Fixer = ({ context, file, start, end, call }: Fault): readonly Fix[] => {
  const { ts, checker } = context;
  const node = nodeAt(ts, file, { start, end });
  if (!ts.isIdentifier(node) || call.arguments[1] !== node) return [];
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
  const isHere = declaration?.getSourceFile() === file && ts.isVariableDeclaration(declaration) && isConstant(ts, declaration);
  const written = isHere ? declaration.initializer : undefined;
  if (!written || !ts.isObjectLiteralExpression(written)) return [];
  return [{ description: `Write the options of "${node.text}" here`, changes: [replaceNode(node, written.getText(file))] }];
};

function isConstant(ts: Context["ts"], declaration: TS.VariableDeclaration): boolean {
  return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
}
