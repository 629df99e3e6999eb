import type TS from "typescript";
import type { Flow } from "./flow.js";
import { isProjectFile } from "./origin.js";
import { relate, type Value } from "./place.js";
import { instanceOf, valueOf } from "./values.js";

/** Properties by which an object leads to its class. */
export function leadsToClass(name: string | undefined): boolean {
  return name === "constructor" || name === "__proto__";
}

/**
 * The prototype of an object, or its class: known by where the object comes from, and by its type. What the
 * type says of no class of the project may be the language's.
 */
export function prototypeOf(flow: Flow, object: TS.Expression | undefined): Value {
  if (object === undefined) return [];
  const { checker } = flow.context;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(object));
  const classes = (type.isUnion() ? type.types : [type]).map((each) => classesOf(flow, each));
  const named = classes.flatMap((each) => each.flatMap((node) => instanceOf(flow, node)));
  const others: Value = classes.some((each) => each.length === 0) ? [{ place: { kind: "global" }, relation: "same" }] : [];
  return [...relate([...valueOf(flow, object), ...named], "prototype"), ...others];
}

function classesOf({ context }: Flow, type: TS.Type): readonly TS.ClassLikeDeclaration[] {
  const declarations = type.getSymbol()?.declarations ?? [];
  return declarations.filter((each): each is TS.ClassLikeDeclaration => context.ts.isClassLike(each) && isProjectFile(context, each.getSourceFile()));
}

/** The variables that hold the classes which a place of instances stands for. */
export function symbolsOfClasses({ context, members }: Flow, root: TS.Node): readonly TS.Symbol[] {
  const { ts, checker } = context;
  return [root as TS.ClassLikeDeclaration, ...members.subclasses(root)].flatMap((node) => {
    const holder = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
    const symbol = holder ? checker.getSymbolAtLocation(holder) : (node as TS.ClassLikeDeclaration & { readonly symbol?: TS.Symbol }).symbol;
    return symbol ? [checker.getExportSymbolOfSymbol(symbol)] : [];
  });
}

/** `new.target`: the class whose constructor it stands in, or one that extends that. */
export function newTarget(flow: Flow, node: TS.Node): Value {
  const { ts } = flow.context;
  let around: TS.Node | undefined = node.parent;
  while (around !== undefined && !ts.isClassLike(around)) around = around.parent;
  return around === undefined ? [] : relate(instanceOf(flow, around as TS.ClassLikeDeclaration), "prototype");
}
