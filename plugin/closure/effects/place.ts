import type TS from "typescript";

/** A function with a body: what calls run. */
export type Fn = TS.FunctionLikeDeclaration;

/** A read of a property, which may run a getter. */
export type Read = TS.PropertyAccessExpression | TS.ElementAccessExpression | TS.BindingElement;

/** A call in any of its forms. */
export type Call = TS.CallExpression | TS.NewExpression | TS.TaggedTemplateExpression | TS.Decorator | Read;

/** Where a value can be found: what aliases are followed over, without regard to the order of statements. */
export type Place =
  /** A variable, function or class, of a module or local; an imported one is the one that it stands for. */
  | { readonly kind: "variable"; readonly symbol: TS.Symbol }
  | { readonly kind: "parameter"; readonly node: TS.ParameterDeclaration }
  | { readonly kind: "this"; readonly fn: Fn }
  /** What `arguments` holds. */
  | { readonly kind: "arguments"; readonly fn: Fn }
  /** What instances of a class, or of one that it is related to, hold in their fields. */
  | { readonly kind: "instance"; readonly root: TS.Node }
  | { readonly kind: "returns"; readonly fn: Fn }
  /** The variables of the functions around a function, which it keeps. */
  | { readonly kind: "closure"; readonly fn: Fn }
  | { readonly kind: "result"; readonly call: Call }
  /** What the language and Node provide to all code. */
  | { readonly kind: "global" };

/**
 * How a value relates to a place: it is what the place holds, it is a part of that, or it is made anew
 * around it, such as a copy or a list of it: writing to the new object itself leaves the place alone. Or it
 * is the prototype, or the class, of what the place holds; or what a function gives that the place holds.
 */
export type Relation = "same" | "part" | "inside" | "prototype" | "returned";

export interface Holding {
  readonly place: Place;
  readonly relation: Relation;
}

/** All that an expression's value may be, or may hold. */
export type Value = readonly Holding[];

/** Whether a write changes the object itself only, or possibly anything that it holds, or also its class; or what its functions give. */
export type Depth = "shallow" | "deep" | "prototype" | "returned";

/** The value of a part, or of something made around it, of a value. */
export function relate(value: Value, relation: Relation): Value {
  return relation === "same" ? value : value.map(({ place, relation: own }) => ({ place, relation: compose(relation, own) }));
}

/** How A relates to C, where it relates to B by the first and B to C by the second. */
export function compose(first: Relation, second: Relation): Relation {
  if (first === "same" || second === "returned") return second;
  return first === "part" && second === "prototype" ? second : first;
}

/** What a write to a value does to the place behind it; undefined for nothing. */
export function depthBehind(depth: Depth, relation: Relation): Depth | undefined {
  if (depth === "returned") return depth;
  switch (relation) {
    case "same":
      return depth;
    case "returned":
      return relation;
    case "part":
      return depth === "prototype" ? depth : "deep";
    case "inside":
      return depth === "shallow" ? undefined : depth;
    case "prototype":
      return "prototype";
    default:
      return relation satisfies never;
  }
}

/** What two places of the same kind differ by. */
export function keyOfPlace(place: Place): unknown {
  switch (place.kind) {
    case "variable":
      return place.symbol;
    case "parameter":
      return place.node;
    case "this":
    case "arguments":
    case "returns":
    case "closure":
      return place.fn;
    case "instance":
      return place.root;
    case "result":
      return place.call;
    case "global":
      return "global";
    default:
      return place satisfies never;
  }
}
