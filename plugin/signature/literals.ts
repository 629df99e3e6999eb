import type TS from "typescript";
import type { Context } from "../context.js";
import { leaf, type TypeNode } from "./graph.js";
import { intrinsicName, isErrorType } from "./internals.js";
import { declaredName, quoteName } from "./names.js";

/** A type without parts: a primitive, a literal, a member of an enum. Undefined for every other type. */
export function describeLiteral(context: Context, type: TS.Type): TypeNode | undefined {
  const { TypeFlags } = context.ts;
  if (type.flags & TypeFlags.Any) return describeAny(type);
  if (type.flags & TypeFlags.UniqueESSymbol) return leaf(`unique symbol ${declaredName(type.symbol)}`, { kind: "symbol" });
  if (type.flags & TypeFlags.ESSymbol) return leaf("symbol", { kind: "symbol" });
  if (isEnumMember(context, type)) return leaf(enumText(context, type));
  const text = literalText(context, type) ?? keywordText(context, type);
  return text === undefined ? undefined : leaf(text);
}

function describeAny(type: TS.Type): TypeNode {
  return isErrorType(type) ? leaf("unresolved", { kind: "unresolved" }) : leaf("any", { kind: "any" });
}

function keywordText(context: Context, type: TS.Type): string | undefined {
  const { TypeFlags } = context.ts;
  const keyword =
    TypeFlags.Unknown | TypeFlags.Never | TypeFlags.Void | TypeFlags.Undefined | TypeFlags.Null | TypeFlags.String |
    TypeFlags.Number | TypeFlags.BigInt | TypeFlags.Boolean | TypeFlags.BooleanLiteral | TypeFlags.NonPrimitive;
  return type.flags & keyword ? intrinsicName(type) : undefined;
}

function isEnumMember(context: Context, type: TS.Type): boolean {
  const { TypeFlags } = context.ts;
  return (type.flags & (TypeFlags.EnumLiteral | TypeFlags.Enum)) !== 0 && (type.flags & TypeFlags.Union) === 0;
}

/** An enum counts by its name, its members' names and their values; a computed value is not known. */
function enumText(context: Context, type: TS.Type): string {
  const { ts } = context;
  const declaration = type.symbol.valueDeclaration;
  const owner = declaration && ts.isEnumMember(declaration) ? `${quoteName(declaration.parent.name.text)}.` : "";
  const value = literalText(context, type);
  return `enum ${owner}${quoteName(type.symbol.name)}${value === undefined ? "" : ` = ${value}`}`;
}

function literalText(context: Context, type: TS.Type): string | undefined {
  const { TypeFlags } = context.ts;
  if (type.flags & TypeFlags.StringLiteral) return JSON.stringify((type as TS.StringLiteralType).value);
  // `String` writes -0 as 0, and no type tells the two apart.
  if (type.flags & TypeFlags.NumberLiteral) return String((type as TS.NumberLiteralType).value);
  if (type.flags & TypeFlags.BigIntLiteral) return bigintText((type as TS.BigIntLiteralType).value);
  return undefined;
}

function bigintText(value: TS.PseudoBigInt): string {
  return `${value.negative && value.base10Value !== "0" ? "-" : ""}${value.base10Value}n`;
}
