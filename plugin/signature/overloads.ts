import type TS from "typescript";
import type { Context, FoundTask } from "../context.js";
import { parameterName, passedParameters } from "../parameters.js";
import { describeType } from "./describe.js";
import { addNode, drain, intern, leaf, type Edge, type Part, type Scope, type Walk } from "./graph.js";
import { isLibSymbol, libName } from "./lib.js";
import { internOptional } from "./sets.js";

/** A place of the signature that errors are reported for. */
export interface Place {
  readonly kind: "parameter" | "ignored" | "constraint" | "output";
  /** What errors call it, such as `parameter "opts"`. */
  readonly label: string;
  /** What paths of fields begin with: the parameter's name, `parameter 1` where it has none, `=>` of the output. */
  readonly root: string;
  /** The node that errors point at. */
  readonly node: TS.Node;
  readonly to: number;
  /** Whether the walk found more types than it could take. */
  readonly endless: boolean;
}

/** One call signature of the task. */
export interface Overload {
  readonly parts: readonly Part[];
  readonly places: readonly Place[];
  /** Whether the output is a promise and nothing else. */
  readonly async: boolean;
}

/** The call signatures of a task, in order: an overloaded function has several. */
export function discoverSignatures({ ts, checker }: Context, found: FoundTask): readonly TS.Signature[] {
  return checker.getSignaturesOfType(found.declaredType ?? checker.getTypeAtLocation(found.fn), ts.SignatureKind.Call);
}

/**
 * What the function itself calls its parameters, where overloads or a declared type call them otherwise:
 * the code speaks of them by name, and leaves it to the signature which is which. Empty where all agree.
 */
export function canonicalOwnNames(context: Context, found: FoundTask): string {
  const own = passedParameters(context.ts, found.fn).map((each) => namedParameter(each, parameterName(context.ts, each)));
  const text = `(${own.join(", ")})`;
  const isShared = discoverSignatures(context, found).every((signature) => signatureNames(context, signature) === text);
  return isShared ? "" : `\nby ${text}`;
}

function signatureNames({ ts }: Context, signature: TS.Signature): string {
  const names = signature.parameters.map((symbol) => {
    const declaration = parameterDeclaration(ts, symbol);
    return namedParameter(declaration, declaration && !ts.isIdentifier(declaration.name) ? undefined : symbol.name);
  });
  return `(${names.join(", ")})`;
}

function namedParameter(declaration: TS.ParameterDeclaration | undefined, name: string | undefined): string {
  return `${declaration?.dotDotDotToken ? "..." : ""}${name ?? "_"}`;
}

function parameterDeclaration(ts: typeof TS, { valueDeclaration }: TS.Symbol): TS.ParameterDeclaration | undefined {
  return valueDeclaration && ts.isParameter(valueDeclaration) ? valueDeclaration : undefined;
}

/** What is ignored goes by position, as an overload or a declared type may use other names. */
export function isIgnored(ts: typeof TS, found: FoundTask, index: number): boolean {
  const own = passedParameters(ts, found.fn);
  const last = own.at(-1);
  const name = parameterName(ts, own[index] ?? (last?.dotDotDotToken ? last : undefined));
  return name !== undefined && found.ignore.includes(name);
}

/** Walks the types of one call signature. */
export function describeOverload(walk: Walk, found: FoundTask, signature: TS.Signature): Overload {
  const generics = describeTypeParameters(walk, found, signature);
  const { scope } = generics;
  const parameters = signature.parameters.map((symbol, index) => describeParameter(walk, found, { symbol, scope, index }));
  const output = describeOutput(walk, found, { signature, scope });
  const list = parameters.flatMap(({ parts }, index): Part[] => (index > 0 ? [", ", ...parts] : [...parts]));
  return {
    parts: [...generics.parts, "(", ...list, ") => ", ...output.parts],
    places: [...generics.places, ...parameters.map(({ place }) => place), output.place],
    async: output.async,
  };
}

interface Generics {
  readonly scope: Scope;
  readonly parts: readonly Part[];
  readonly places: readonly Place[];
}

/** Type parameters are `$1`, `$2`, … in order of declaration, with their constraints; their names do not count. */
function describeTypeParameters(walk: Walk, found: FoundTask, signature: TS.Signature): Generics {
  const parameters = signature.getTypeParameters() ?? [];
  const bindings = new Map(parameters.map((parameter) => [parameter as TS.Type, walk.nodes.push(undefined) - 1]));
  const scope: Scope = { bindings, ids: new Map() };
  const places: Place[] = [];
  const parts = parameters.flatMap((parameter, index): Part[] => {
    const constraint = constraintOf(walk.context, parameter);
    const edges = constraint === undefined ? [] : [{ to: intern(walk, { type: constraint, scope }), tight: true }];
    const id = bindings.get(parameter) ?? 0;
    walk.nodes[id] = { parts: [`$${index + 1}`], naming: "never", data: edges };
    const node = parameter.symbol.declarations?.[0] ?? found.fn;
    const label = `type parameter "${parameter.symbol.name}"`;
    places.push(...edges.map(({ to }): Place => ({ kind: "constraint", label, root: `$${index + 1}`, node, to, endless: !drain(walk, describeType) })));
    return [index > 0 ? ", " : "", `$${index + 1}`, ...(edges.length > 0 ? [" extends ", ...edges] : [])];
  });
  return { scope, parts: parts.length > 0 ? ["<", ...parts, ">"] : [], places };
}

/** The constraint as declared, which may name other type parameters. `T extends unknown` says no more than `T`. */
function constraintOf({ ts, checker }: Context, parameter: TS.TypeParameter): TS.Type | undefined {
  const declaration = parameter.symbol.declarations?.find(ts.isTypeParameterDeclaration);
  const node = declaration && ts.getEffectiveConstraintOfTypeParameter(declaration);
  const constraint = node && checker.getTypeFromTypeNode(node);
  return constraint !== undefined && constraint.flags & ts.TypeFlags.Unknown ? undefined : constraint;
}

interface Described {
  readonly parts: readonly Part[];
  readonly place: Place;
}

function describeParameter(walk: Walk, found: FoundTask, parameter: { symbol: TS.Symbol; scope: Scope; index: number }): Described {
  const { ts, checker } = walk.context;
  const { symbol, scope } = parameter;
  const declaration = parameterDeclaration(ts, symbol);
  const at = { type: checker.getTypeOfSymbol(symbol), scope };
  const isOptional = declaration !== undefined && (declaration.initializer !== undefined || checker.isOptionalParameter(declaration));
  const to = isUntyped(walk.context, declaration, at.type) ? addNode(walk, leaf("never", { kind: "any" })) : isOptional ? internOptional(walk, at, "undefined") : intern(walk, at);
  const name = printedName(ts, symbol, declaration);
  const label = /^[{[]/.test(name) ? `parameter ${parameter.index + 1}` : `parameter "${name}"`;
  const kind = isIgnored(ts, found, parameter.index) ? "ignored" : "parameter";
  const node = declaration?.type ?? declaration?.name ?? found.fn;
  const text = `${declaration?.dotDotDotToken ? "..." : ""}${name}${isOptional ? "?" : ""}: `;
  return { parts: [text, { to }], place: { kind, label, root: label.replace(/^parameter "(.*)"$/s, "$1"), node, to, endless: !drain(walk, describeType) } };
}

/** Without an annotation, the parameter of a function in place is as `task` declares its own: `never`. */
function isUntyped({ ts }: Context, declaration: TS.ParameterDeclaration | undefined, type: TS.Type): boolean {
  if (!declaration || declaration.type || declaration.initializer || ts.getJSDocType(declaration)) return false;
  return (type.flags & ts.TypeFlags.Never) !== 0;
}

/** A destructured parameter has no name; what its pattern takes out of the value is code. */
function printedName(ts: typeof TS, symbol: TS.Symbol, declaration: TS.ParameterDeclaration | undefined): string {
  if (declaration === undefined || ts.isIdentifier(declaration.name)) return symbol.name;
  return ts.isObjectBindingPattern(declaration.name) ? "{}" : "[]";
}

interface DescribedOutput extends Described {
  readonly async: boolean;
}

function describeOutput(walk: Walk, found: FoundTask, { signature, scope }: { signature: TS.Signature; scope: Scope }): DescribedOutput {
  const { context } = walk;
  const type = context.checker.getReturnTypeOfSignature(signature);
  const awaited = promisedTypes(context, type);
  const text: Edge = { to: intern(walk, { type, scope }) };
  const edges = awaited?.map((each): Edge => ({ to: intern(walk, { type: each, scope }) }));
  const to = edges ? addNode(walk, { parts: [{ join: " | ", edges }], naming: "never" }) : text.to;
  const place: Place = { kind: "output", label: "output", root: "=>", node: outputNode(context, found, signature), to, endless: !drain(walk, describeType) };
  return { parts: [text], place, async: awaited !== undefined };
}

/** What an output resolves to that is a promise in every case. Undefined for any other. */
function promisedTypes(context: Context, type: TS.Type): readonly TS.Type[] | undefined {
  const promised = (type.isUnion() ? type.types : [type]).map((each) => promisedType(context, each));
  const known = promised.filter((each) => each !== undefined);
  return known.length === promised.length ? known : undefined;
}

/** What a promise of the library resolves to. Undefined for any other type. */
export function promisedType(context: Context, type: TS.Type): TS.Type | undefined {
  const symbol = type.symbol as TS.Symbol | undefined;
  if (symbol?.name !== "Promise" || !isLibSymbol(context, symbol) || libName(context, symbol) !== "Promise") return undefined;
  return context.checker.getTypeArguments(type as TS.TypeReference)[0];
}

/** The declared output type, else the function's name, else the token that makes it a function. */
function outputNode({ ts }: Context, found: FoundTask, signature: TS.Signature): TS.Node {
  const declared = signature.getDeclaration()?.type;
  if (declared !== undefined && !ts.isJSDocSignature(declared.parent)) return declared;
  if (found.fn.name !== undefined) return found.fn.name;
  if (ts.isArrowFunction(found.fn)) return found.fn.equalsGreaterThanToken;
  return found.fn.getChildren().find((child) => child.kind === ts.SyntaxKind.FunctionKeyword) ?? found.fn;
}
