import type TS from "typescript";
import type { Context } from "../context.js";
import { addNode, intern, leaf, type At, type Edge, type Part, type TypeNode, type Walk } from "./graph.js";
import { ARGUMENT_STEPS, BUFFER_VIEWS, classifyLibType, isCallable, ITERATORS, type LibValue } from "./keyable.js";
import { isLibNode, isOwnMember, libName } from "./lib.js";
import { describeIndexes, describeProperties } from "./members.js";

/** A type of the library by name and type arguments: its members differ between library versions. */
export function describeLibType(walk: Walk, at: At): TypeNode {
  const name = libName(walk.context, at.type.symbol);
  const args = libArguments(walk, at, name);
  const node = { ...textOf(name, args), ...valueOf(walk, at, { name, args }) };
  const added = addedMembers(walk, at);
  if (added === undefined) return node;
  const edges: Edge[] = [addNode(walk, node), addNode(walk, added)].map((to) => ({ to, tight: true }));
  return { parts: [{ join: " & ", edges }], loose: true, naming: "bulky" };
}

function libArguments(walk: Walk, { type, scope }: At, name: string): Edge[] {
  const { ts, checker } = walk.context;
  if (BUFFER_VIEWS.has(name) || !((type as TS.ObjectType).objectFlags & ts.ObjectFlags.Reference)) return [];
  const reference = type as TS.TypeReference;
  const count = ITERATORS.test(name) ? 1 : (reference.target.typeParameters?.length ?? 0);
  const steps = ARGUMENT_STEPS.get(name);
  return checker.getTypeArguments(reference).slice(0, count).map((argument, index) => {
    return { to: intern(walk, { type: argument, scope }), step: steps?.[index] ?? `<${index + 1}>` };
  });
}

function textOf(name: string, args: readonly Edge[]): TypeNode {
  const [first] = args;
  if (first === undefined) return leaf(name);
  const element: Edge = { ...first, tight: true };
  if (name === "Array") return { parts: [element, "[]"], naming: "bulky" };
  if (name === "ReadonlyArray") return { parts: ["readonly ", element, "[]"], loose: true, naming: "bulky" };
  const list = args.flatMap((edge, index): Part[] => (index > 0 ? [", ", edge] : [edge]));
  return { parts: [`${name}<`, ...list, ">"], naming: "bulky" };
}

interface Described {
  readonly name: string;
  readonly args: readonly Edge[];
}

function valueOf(walk: Walk, at: At, { name, args }: Described): Pick<TypeNode, "fault" | "data"> {
  const value: LibValue = classifyLibType(walk.context, at.type, name);
  switch (value.kind) {
    case "atom":
      return { data: [] };
    case "container":
      return { data: args };
    case "data":
      return { data: [...describeProperties(walk, at).data, ...describeIndexes(walk, at).data] };
    case "refused":
      return { fault: value.fault };
    default:
      return assertNever(value);
  }
}

function assertNever(value: never): never {
  throw new Error(`Unknown kind of library value: ${JSON.stringify(value)}`);
}

/**
 * Data that the project adds to a library type, such as a variable in `NodeJS.ProcessEnv`. Methods
 * added to a prototype are no part of a value.
 */
function addedMembers(walk: Walk, at: At): TypeNode | undefined {
  const { context } = walk;
  if (!isAugmented(context, at.type)) return undefined;
  const isData = (property: TS.Symbol): boolean => !isCallable(context.checker.getNonNullableType(context.checker.getTypeOfSymbol(property)));
  const added = context.checker.getPropertiesOfType(at.type).filter((property) => isOwnMember(context, property));
  const indexes = describeIndexes(walk, at, true);
  if (!added.some(isData) && indexes.parts.length === 0) return undefined;
  const properties = describeProperties(walk, at, (property) => isOwnMember(context, property) && isData(property));
  const separator = properties.parts.length > 0 && indexes.parts.length > 0 ? [", "] : [];
  return { parts: ["{", ...properties.parts, ...separator, ...indexes.parts, "}"], naming: "always", data: [...properties.data, ...indexes.data] };
}

/** Whether the project adds to a library type, or to one that it extends. */
function isAugmented(context: Context, type: TS.Type): boolean {
  const { ts, checker } = context;
  if (type.symbol.declarations?.some((declaration) => isForeign(context, declaration))) return true;
  const target = (type as TS.ObjectType).objectFlags & ts.ObjectFlags.Reference ? (type as TS.TypeReference).target : (type as TS.ObjectType);
  if (!(target.objectFlags & ts.ObjectFlags.ClassOrInterface)) return false;
  return checker.getBaseTypes(target as TS.InterfaceType).some((base) => base.symbol !== undefined && isAugmented(context, base));
}

function isForeign(context: Context, declaration: TS.Declaration): boolean {
  const { ts } = context;
  return (ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration)) && !isLibNode(context, declaration);
}
