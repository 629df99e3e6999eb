import type TS from "typescript";
import type { Context } from "../context.js";

/**
 * The few fields of types that the compiler has and does not declare. They are the same in
 * TypeScript 5.9 and 6.0; nothing else in the plugin reads undeclared fields of types.
 */
interface Undeclared {
  readonly intrinsicName?: string;
  readonly debugIntrinsicName?: string;
  readonly isThisType?: boolean;
  readonly declaration?: TS.MappedTypeNode;
  readonly typeParameter?: TS.TypeParameter;
  readonly constraintType?: TS.Type;
  readonly templateType?: TS.Type;
  readonly nameType?: TS.Type;
}

function undeclared(type: TS.Type): Undeclared {
  return type as Undeclared;
}

/** `any` that stands for a type the compiler could not resolve. */
export function isErrorType(type: TS.Type): boolean {
  return undeclared(type).intrinsicName === "error";
}

export function intrinsicName(type: TS.Type): string | undefined {
  return undeclared(type).intrinsicName;
}

/** The `undefined` of an absent property, which `exactOptionalPropertyTypes` tells from an explicit one. */
export function isMissingType(type: TS.Type): boolean {
  return undeclared(type).debugIntrinsicName === "missing";
}

export function isThisType(type: TS.Type): boolean {
  return undeclared(type).isThisType === true;
}

/** A mapped type that cannot be resolved to members before its type parameters are known. */
export interface MappedParts {
  readonly key: TS.TypeParameter;
  readonly constraint: TS.Type;
  readonly template: TS.Type;
  readonly name: TS.Type | undefined;
  readonly modifier: "" | "?" | "-?";
}

export function mappedParts(context: Context, type: TS.Type): MappedParts | undefined {
  resolveParts(context, type);
  const { typeParameter, constraintType, templateType, nameType, declaration } = undeclared(type);
  if (!typeParameter || !constraintType || !templateType || !declaration) return undefined;
  const question = declaration.questionToken?.kind;
  const modifier = question === undefined ? "" : question === context.ts.SyntaxKind.MinusToken ? "-?" : "?";
  return { key: typeParameter, constraint: constraintType, template: templateType, name: nameType, modifier };
}

/** What a mapped type's keys range over and are renamed to, once its members were asked for. */
export function mappedDomain(context: Context, type: TS.Type): { readonly key?: TS.Type; readonly types: readonly TS.Type[] } {
  context.checker.getPropertiesOfType(type);
  const { typeParameter, constraintType, nameType } = undeclared(type);
  const types = [constraintType, nameType].filter((part) => part !== undefined);
  return typeParameter ? { key: typeParameter, types } : { types };
}

/**
 * Makes the compiler fill in the parts of a deferred mapped or conditional type. It does so only on
 * the way to a type node, and offers no other call for it. The node itself is not used: named types in it
 * and long lists are cut short, as a type that grows with each level would take for ever, and what the
 * compiler thinks an error in a node is none here, as it would stop there with an exception. A type that
 * is nested too deep for the compiler's stack is left without its parts, and then refused.
 */
export function resolveParts(context: Context, type: TS.Type): void {
  const { IgnoreErrors, InTypeAlias, UseAliasDefinedOutsideCurrentScope } = context.ts.NodeBuilderFlags;
  try {
    context.checker.typeToTypeNode(type, undefined, InTypeAlias | IgnoreErrors | UseAliasDefinedOutsideCurrentScope);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}
