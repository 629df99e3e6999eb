import type TS from "typescript";
import type { Context } from "../context.js";
import { intern, leaf, type Edge, type Part, type Scope, type TypeNode, type Walk } from "./graph.js";
import { isErrorType, isThisType, mappedDomain, mappedParts, resolveParts } from "./internals.js";
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
  const { ts } = walk.context;
  const key = walk.keys.get(type);
  if (key !== undefined) return { parts: ["key(", { to: key }, ")"], naming: "bulky", data: [] };
  const constraint = type.getConstraint();
  if (isThisType(type) && constraint) return { parts: [{ join: " & ", edges: [{ to: intern(walk, { type: constraint, scope }) }] }], naming: "never" };
  const declaration = type.symbol.declarations?.[0];
  if (declaration && ts.isInferTypeNode(declaration.parent)) return { ...leaf(`infer ${inferPosition(walk.context, declaration.parent)}`), data: [] };
  return leaf(`free ${type.symbol.name}`, { kind: "free", name: type.symbol.name });
}

/** The place of an `infer` in the conditional types around it, because its name does not count. */
function inferPosition(context: Context, node: TS.InferTypeNode): string {
  const { ts } = context;
  let outermost: TS.Node = node;
  for (let parent: TS.Node = node; !ts.isStatement(parent) && !ts.isSourceFile(parent); parent = parent.parent) {
    if (ts.isConditionalTypeNode(parent)) outermost = parent;
  }
  const names = new Set<TS.Symbol | undefined>();
  const position = (inner: TS.Node): number | undefined => {
    if (ts.isInferTypeNode(inner)) names.add(context.checker.getSymbolAtLocation(inner.typeParameter.name));
    return inner === node ? names.size : ts.forEachChild(inner, position);
  };
  return String(position(outermost) ?? 0);
}

function describeConditional(walk: Walk, type: TS.ConditionalType, scope: Scope): TypeNode {
  const { context } = walk;
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
  if (!domain.types.some((part) => mentionsVariable(context, part, domain.key))) return undefined;
  const mapped = mappedParts(context, type);
  if (mapped === undefined) return leaf("mapped", { kind: "unsupported", name: "a mapped type" });
  walk.keys.set(mapped.key, intern(walk, { type, scope }));
  const edge = (to: TS.Type): Edge => ({ to: intern(walk, { type: to, scope }) });
  const template = mapped.modifier === "?" ? internOptional(walk, { type: mapped.template, scope }, impliedByMark(context)) : edge(mapped.template).to;
  const value: Edge = { to: template, step: "[key]" };
  const name: Part[] = mapped.name === undefined ? [] : [" as ", edge(mapped.name)];
  return { parts: ["{[key in ", edge(mapped.constraint), ...name, `]${mapped.modifier}: `, value, "}"], naming: "always", data: [value] };
}

/** Whether the keys of a mapped type wait for a type parameter other than its own. */
function mentionsVariable(context: Context, type: TS.Type, own: TS.Type | undefined): boolean {
  const { TypeFlags } = context.ts;
  if (type === own) return false;
  if (type.isUnionOrIntersection()) return type.types.some((part) => mentionsVariable(context, part, own));
  if (type.flags & TypeFlags.TemplateLiteral) return (type as TS.TemplateLiteralType).types.some((part) => mentionsVariable(context, part, own));
  if (type.flags & TypeFlags.StringMapping) return mentionsVariable(context, (type as TS.StringMappingType).type, own);
  if (type.flags & TypeFlags.Conditional) return mentionsVariable(context, (type as TS.ConditionalType).checkType, own);
  if (type.flags & TypeFlags.Index) return mentionsVariable(context, (type as TS.IndexType).type, own);
  if (type.flags & TypeFlags.IndexedAccess) {
    const { objectType, indexType } = type as TS.IndexedAccessType;
    return [objectType, indexType].some((part) => mentionsVariable(context, part, own));
  }
  return (type.flags & TypeFlags.TypeParameter) !== 0;
}
