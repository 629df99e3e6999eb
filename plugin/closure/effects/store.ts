import type TS from "typescript";
import { unwrap } from "../../unwrap.js";
import type { BoundCall } from "./bound.js";
import { addSource, type Flow } from "./flow.js";
import { functionAround } from "./parts.js";
import { relate, type Call, type Fn, type Value } from "./place.js";
import { valueOf } from "./values.js";

/** What is put into an object is found in it from then on. */
export function store(flow: Flow, target: Value, value: Value): void {
  if (value.length === 0) return;
  for (const { place, relation } of target) {
    if (relation !== "inside") addSource(flow, place, relate(value, "inside"));
  }
}

/** What a method stores in `this` is found by the other methods; what a constructor is given is known where it is called. */
export function storeInInstance(flow: Flow, fn: Fn, stored: Value): void {
  const { ts } = flow.context;
  if (!ts.isClassLike(fn.parent)) return;
  const isGiven = (node: TS.ParameterDeclaration): boolean => ts.isConstructorDeclaration(fn) && node.parent === fn;
  // The default of a parameter is known nowhere else.
  const kept = stored.flatMap(({ place, relation }) => {
    const isKnown = place.kind === "parameter" && isGiven(place.node);
    return isKnown ? relate(valueOf(flow, place.node.initializer), relation) : [{ place, relation }];
  });
  addSource(flow, { kind: "instance", root: flow.members.root(fn.parent) }, relate(kept, "inside"));
}

/** What a class hands to its base's constructor may be kept in what that makes. */
export function storeByBase(flow: Flow, call: Call, { caller, passed, rest }: BoundCall): void {
  const { ts } = flow.context;
  if (!ts.isCallExpression(call) || unwrap(ts, call.expression).kind !== ts.SyntaxKind.SuperKeyword) return;
  // It may stand in an arrow function of the constructor.
  let fn = caller;
  while (fn && ts.isArrowFunction(fn)) fn = functionAround(flow.context, fn);
  if (fn) storeInInstance(flow, fn, [...passed.flat(), ...rest]);
}
