import type TS from "typescript";
import type { Context } from "../context.js";
import { intern, leaf, type Edge, type Part, type Scope, type TypeNode, type Walk } from "./graph.js";
import { isDeferred } from "./deferred.js";
import { isErrorType, isThisType, mappedDomain, mappedParts, resolveParts } from "./internals.js";
import { isLibSymbol } from "./lib.js";
import { internOptional, impliedByMark } from "./sets.js";

/** Types that are computed from others and wait for a type parameter. Undefined for every other type. */
export function describeOperator(walk: Walk, type: TS.Type, scope: Scope): TypeNode | undefined {
  const { TypeFlags } = walk.context.ts;
  const edge = (to: TS.Type): Edge => ({ to: intern(walk, { type: to, scope }), tight: true });
  if (type.flags & TypeFlags.TypeParameter) return describeTypeParameter(walk, type, scope);
  if (type.flags & TypeFlags.Conditional) return describeConditional(walk, type as TS.ConditionalType, scope);
  if (type.flags & TypeFlags.TemplateLiteral) return describeTemplate(type as TS.TemplateLiteralType, edge);
  if (type.flags & TypeFlags.Index) return { parts: ["keyof ", edge((type as TS.IndexType).type)], loose: true, naming: "bulky", data: [] };
  if (type.flags & TypeFlags.StringMapping) {
    return { parts: [`${type.symbol.name}<`, edge((type as TS.StringMappingType).type), ">"], naming: "bulky", data: [] };
  }
  if (!(type.flags & TypeFlags.IndexedAccess)) return undefined;
  const { objectType, indexType } = type as TS.IndexedAccessType;
  return { parts: [edge(objectType), "[", edge(indexType), "]"], naming: "bulky", data: constraintEdges(walk, type, scope) };
}

/** What a value of a deferred type is at least: a constraint that cannot be keyed refuses the type. */
function constraintEdges(walk: Walk, type: TS.Type, scope: Scope): Edge[] {
  const constraint = walk.context.checker.getBaseConstraintOfType(type);
  return constraint === undefined || constraint === type ? [] : [{ to: intern(walk, { type: constraint, scope }) }];
}

/** Parameters of the task itself are bound before the walk; what arrives here belongs to something else. */
function describeTypeParameter(walk: Walk, type: TS.Type, scope: Scope): TypeNode {
  const key = walk.keys.get(type);
  if (key !== undefined) return { parts: ["key(", { to: key }, ")"], naming: "bulky", data: [] };
  const constraint = type.getConstraint();
  if (isThisType(type) && constraint) return { parts: [{ join: " & ", edges: [{ to: intern(walk, { type: constraint, scope }) }] }], naming: "never" };
  return leaf(`free ${type.symbol.name}`, { kind: "free", name: type.symbol.name });
}

/** What `infer` finds has no name of its own in the text, so only the library's conditional types may use it. */
function hasInfer({ ts }: Context, type: TS.ConditionalType): boolean {
  const visit = (node: TS.Node): boolean => ts.isInferTypeNode(node) || (ts.forEachChild(node, visit) ?? false);
  return visit(type.root.node.extendsType);
}

/** `Awaited<T>`, `ReturnType<T>` and the like, which differ between versions of the library, by name. */
function describeLibAlias(walk: Walk, type: TS.ConditionalType, scope: Scope): TypeNode {
  const args = (type.aliasTypeArguments ?? []).map((argument): Edge => ({ to: intern(walk, { type: argument, scope }) }));
  const list = args.flatMap((edge, index): Part[] => (index > 0 ? [", ", edge] : [edge]));
  const name = type.aliasSymbol?.name ?? "";
  return { parts: [`${name}<`, ...list, ">"], naming: "bulky", data: constraintEdges(walk, type, scope) };
}

function describeConditional(walk: Walk, type: TS.ConditionalType, scope: Scope): TypeNode {
  const { context } = walk;
  if (isLibSymbol(context, type.aliasSymbol)) return describeLibAlias(walk, type, scope);
  if (hasInfer(context, type)) return leaf("infer", { kind: "unsupported", name: 'a conditional type with "infer" over a type parameter' });
  resolveParts(context, type);
  const { checkType, extendsType, resolvedTrueType, resolvedFalseType } = type;
  if (!resolvedTrueType || !resolvedFalseType) return leaf("conditional", { kind: "unsupported", name: "a conditional type" });
  const edge = (to: TS.Type): Edge => ({ to: intern(walk, { type: to, scope }), tight: true });
  const [yes, no] = [edge(resolvedTrueType), edge(resolvedFalseType)];
  // `T extends any ? …` only makes a union distribute: it is no `any` of the signature.
  const isAny = (extendsType.flags & context.ts.TypeFlags.Any) !== 0 && !isErrorType(extendsType);
  const parts: Part[] = [edge(checkType), type.root.isDistributive ? " each extends " : " extends ", isAny ? "any" : edge(extendsType), " ? ", yes, " : ", no];
  return { parts, loose: true, naming: "bulky", data: [yes, no] };
}

function describeTemplate(type: TS.TemplateLiteralType, edge: (to: TS.Type) => Edge): TypeNode {
  const parts: Part[] = ["`", templateText(type.texts[0])];
  type.types.forEach((part, index) => parts.push("${", { ...edge(part), tight: false }, "}", templateText(type.texts[index + 1])));
  return { parts: [...parts, "`"], naming: "bulky", data: [] };
}

function templateText(text = ""): string {
  return JSON.stringify(text).slice(1, -1).replace(/[`$]/g, "\\$&");
}

/** A mapped type over a type parameter. Undefined when its members are known, as any object's. */
export function describeMapped(walk: Walk, type: TS.Type, scope: Scope): TypeNode | undefined {
  const { context } = walk;
  const domain = mappedDomain(context, type);
  if (!domain.types.some((part) => isDeferred(context, part, domain.key))) return undefined;
  const mapped = mappedParts(context, type);
  if (mapped === undefined) return leaf("mapped", { kind: "unsupported", name: "a mapped type" });
  walk.keys.set(mapped.key, intern(walk, { type, scope }));
  const edge = (to: TS.Type): Edge => ({ to: intern(walk, { type: to, scope }) });
  const template = mapped.modifier === "?" ? internOptional(walk, { type: mapped.template, scope }, impliedByMark(context)) : edge(mapped.template).to;
  const value: Edge = { to: template, step: "[key]" };
  const name: Part[] = mapped.name === undefined ? [] : [" as ", edge(mapped.name)];
  return { parts: ["{[key in ", edge(mapped.constraint), ...name, `]${mapped.modifier}: `, value, "}"], naming: "always", data: [value] };
}
