import type TS from "typescript";
import type { Flow } from "./flow.js";
import { isInside } from "./mentions.js";
import { functionAround } from "./parts.js";
import type { Fn, Place } from "./place.js";
import { symbolOf } from "./reassigned.js";
import { eachChild } from "../../eachChild.js";

/** The variables and parameters of the functions around it that a function names: they live as long as it does. */
export function keptBy(flow: Flow, fn: Fn): readonly TS.Symbol[] {
  const known = flow.kept.get(fn) ?? keptByWorker(flow, fn);
  flow.kept.set(fn, known);
  return known;
}

function keptByWorker({ context }: Flow, fn: Fn): readonly TS.Symbol[] {
  const { ts } = context;
  if (!functionAround(context, fn)) return [];
  const symbols = new Set<TS.Symbol>();
  const visit = (node: TS.Node): void => {
    const symbol = ts.isIdentifier(node) ? symbolOf(context, node) : undefined;
    const isVariable = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Variable) !== 0;
    if (isVariable && symbol.declarations?.some((each) => !isInside(each, fn) && functionAround(context, each))) symbols.add(symbol);
    eachChild(ts, node, visit);
  };
  visit(fn);
  return [...symbols];
}

/**
 * The functions that keep the variable that `fn` writes to, from `fn` outwards to the function that declares
 * it. Where no other function keeps the variable, what is kept is the function's own memory of its results,
 * and nobody else's effect.
 */
export function keepersOf(flow: Flow, place: Place, fn: Fn | undefined): readonly Fn[] {
  const { context } = flow;
  if (place.kind === "closure") return [place.fn];
  const declaration = place.kind === "variable" ? place.symbol.declarations?.[0] : place.kind === "parameter" ? place.node : undefined;
  const owner = declaration && functionAround(context, declaration);
  const chain = owner ? functionsUpTo(flow, fn, owner) : [];
  const outermost = chain.at(-1);
  return owner && outermost && isShared(flow, { place, owner, keeper: outermost }) ? chain : [];
}

function functionsUpTo({ context }: Flow, fn: Fn | undefined, owner: Fn): readonly Fn[] {
  const found: Fn[] = [];
  for (let keeper = fn; keeper !== owner; keeper = functionAround(context, keeper)) {
    if (keeper === undefined) return [];
    found.push(keeper);
  }
  return found;
}

interface Keeping {
  readonly place: Place;
  readonly owner: Fn;
  readonly keeper: Fn;
}

/** Whether another function right inside of the owner keeps the same variable. */
function isShared(flow: Flow, { place, owner, keeper }: Keeping): boolean {
  const { ts } = flow.context;
  const keeps = (fn: Fn): boolean => keptBy(flow, fn).some((symbol) => (place.kind === "variable" ? symbol === place.symbol : symbol.valueDeclaration === (place.kind === "parameter" ? place.node : undefined)));
  const visit = (node: TS.Node): boolean => {
    const isFunction = ts.isFunctionLike(node) && "body" in node;
    if (isFunction) return node !== keeper && keeps(node as Fn);
    return eachChild(ts, node, (each) => visit(each) || undefined) ?? false;
  };
  return owner.body !== undefined && visit(owner.body);
}
