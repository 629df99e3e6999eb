import type TS from "typescript";
import type { Context } from "../context.js";
import { isLibNode } from "./lib.js";

/** A property's name as it stands in a signature; `symbol` when its key is a symbol. */
export interface PropertyName {
  readonly text: string;
  readonly symbol: boolean;
}

const SYMBOL_KEY = /^__@(.*)@\d+$/s;

/** The compiler names symbol keys `__@iterator@36`, with an id that differs between runs. */
export function canonicalPropertyName(context: Context, property: TS.Symbol): PropertyName {
  const key = SYMBOL_KEY.exec(property.escapedName as string)?.[1];
  if (key === undefined) return { text: quoteName(property.name), symbol: false };
  return { text: isWellKnown(context, property) ? `[Symbol.${key}]` : `[${key}]`, symbol: true };
}

function isWellKnown(context: Context, property: TS.Symbol): boolean {
  const name = context.ts.getNameOfDeclaration(property.declarations?.[0]);
  if (name === undefined || !context.ts.isComputedPropertyName(name)) return false;
  const key = context.checker.getTypeAtLocation(name.expression).symbol as TS.Symbol | undefined;
  return key?.declarations?.some((declaration) => isLibNode(context, declaration)) ?? false;
}

/** Identifiers and private names as they are, anything else as a JSON string. */
export function quoteName(name: string): string {
  return /^#?[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}

/** The name of a declared type: what stands in its declaration, without the file it stands in. */
export function declaredName(symbol: TS.Symbol | undefined): string {
  return symbol === undefined || symbol.name.startsWith("__") ? "" : quoteName(symbol.name);
}
