import type TS from "typescript";
import { argumentFor } from "./bound.js";
import { valueBehind } from "./behind.js";
import { factsOf } from "./facts.js";
import { givenBy } from "./results.js";
import { addSource, type Flow } from "./flow.js";
import { isDeclaredByName, valueOf, valueOfSymbol } from "./values.js";
import { resolveTarget } from "./mentions.js";
import { keepersOf } from "./kept.js";
import { functionAround, type Part } from "./parts.js";
import { symbolsOfClasses } from "./prototypes.js";
import { depthBehind, keyOfPlace, relate, type Depth, type Fn, type Holding, type Place, type Value } from "./place.js";
import { store, storeInInstance } from "./store.js";
import type { Write } from "./sites.js";
import { symbolOf } from "./reassigned.js";
import type { Assigned } from "./targets.js";

/** Which parts write, by themselves or by the functions that they call with it, to what. */
export interface Writes {
  readonly variables: ReadonlyMap<TS.Symbol, ReadonlySet<Part>>;
  readonly globals: ReadonlySet<Part>;
}

interface Propagating {
  readonly variables: Map<TS.Symbol, Set<Part>>;
  readonly globals: Set<Part>;
  readonly seen: Map<Part, Map<unknown, Set<string>>>;
  readonly waiting: Pending[];
}

interface Pending {
  readonly part: Part;
  readonly place: Place;
  readonly depth: Depth;
  /** The function that the write stands in. */
  readonly fn: Fn | undefined;
}

/** Names of `process` that say how it ends and what it is called. */
const HARMLESS: ReadonlySet<string> = new Set(["exitCode", "title"]);

/** The writes that the assignments of a part make. Notes, too, what they store where. */
export function discoverWrites(flow: Flow, part: Part, found: Map<TS.Symbol, Set<Part>>): readonly Write[] {
  return factsOf(flow, part).writes.flatMap((assigned) => writeOf(flow, { part, assigned }, found));
}

interface At {
  readonly part: Part;
  readonly assigned: Assigned;
}

function writeOf(flow: Flow, { part, assigned }: At, found: Map<TS.Symbol, Set<Part>>): readonly Write[] {
  const { ts } = flow.context;
  const { target, value, isPart } = assigned;
  const stored = relate(valueOf(flow, value), isPart ? "part" : "same");
  const variable = variableOf(flow, target);
  if (variable) return assign(flow, { part, variable, stored, fn: functionAround(flow.context, target) }, found);
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) return [];
  const object = valueOf(flow, target.expression);
  store(flow, object, stored);
  for (const { place } of object) if (place.kind === "this") storeInInstance(flow, place.fn, stored);
  const isHarmless = ts.isPropertyAccessExpression(target) && HARMLESS.has(target.name.text) && object.every(({ place }) => place.kind === "global");
  return isHarmless ? [] : [{ part, value: object, depth: "shallow", fn: functionAround(flow.context, target) }];
}

/** The variable that is assigned to as a whole: `x`, or the `x` of a namespace. */
function variableOf(flow: Flow, target: TS.Expression): TS.Symbol | undefined {
  const { ts, checker } = flow.context;
  if (ts.isIdentifier(target)) {
    const symbol = symbolOf(flow.context, target);
    return symbol && resolveTarget(flow.context, symbol);
  }
  const member = ts.isPropertyAccessExpression(target) ? checker.getSymbolAtLocation(target.name) : undefined;
  return member && isDeclaredByName(flow, member) ? resolveTarget(flow.context, member) : undefined;
}

interface Assignment {
  readonly part: Part;
  readonly variable: TS.Symbol;
  readonly stored: Value;
  readonly fn: Fn | undefined;
}

/** The variable gets another value; what it held before is not written to. */
function assign(flow: Flow, { part, variable, stored, fn }: Assignment, found: Map<TS.Symbol, Set<Part>>): readonly Write[] {
  const value = valueOfSymbol(flow, variable);
  for (const { place } of value) addSource(flow, place, stored);
  const isGlobal = value.some(({ place }) => place.kind === "global");
  found.set(variable, (found.get(variable) ?? new Set()).add(part));
  const kept = value.flatMap(({ place }) => keepersOf(flow, place, fn)).map((keeper): Holding => ({ place: { kind: "closure", fn: keeper }, relation: "same" }));
  return isGlobal || kept.length > 0 ? [{ part, value: isGlobal ? value : kept, depth: "shallow", fn }] : [];
}

/** Follows every write to what stands behind the value, and from parameters to those who pass them. */
export function propagateWrites(flow: Flow, writes: readonly Write[], variables: Map<TS.Symbol, Set<Part>>): Writes {
  const state: Propagating = { variables, globals: new Set(), seen: new Map(), waiting: [] };
  for (const write of writes) add(state, write);
  for (let next = state.waiting.pop(); next !== undefined; next = state.waiting.pop()) propagate(flow, state, next);
  return state;
}

function add(state: Propagating, { part, value, depth, fn }: Write): void {
  for (const { place, relation } of value) {
    const behind = depthBehind(depth, relation);
    const pending = behind && { part, place, depth: behind, fn };
    if (pending && isNew(state, pending)) state.waiting.push(pending);
  }
}

function isNew(state: Propagating, { part, place, depth, fn }: Pending): boolean {
  const places = state.seen.get(part) ?? new Map<unknown, Set<string>>();
  state.seen.set(part, places);
  const key = keyOfPlace(place);
  const depths = places.get(key) ?? new Set<string>();
  places.set(key, depths);
  const name = `${place.kind} ${depth} ${fn ? fn.pos : ""}`;
  if (depths.has(name)) return false;
  depths.add(name);
  return true;
}

function propagate(flow: Flow, state: Propagating, pending: Pending): void {
  const { part, place, depth, fn } = pending;
  if (depth === "returned") add(state, { part, value: givenBy(flow, place), depth: "deep", fn });
  else noteAll(flow, state, pending);
  if (place.kind === "parameter" || place.kind === "this" || place.kind === "arguments") addCallers(flow, state, { place, depth });
  if (place.kind !== "closure") add(state, { part, value: valueBehind(flow, place), depth, fn });
}

function noteAll(flow: Flow, state: Propagating, { part, place, depth, fn }: Pending): void {
  if (place.kind === "global") state.globals.add(part);
  if (place.kind === "variable") note(state, place.symbol, part);
  const classes = place.kind === "instance" && depth === "prototype" ? symbolsOfClasses(flow, place.root) : [];
  for (const symbol of classes) note(state, symbol, part);
  for (const keeper of keepersOf(flow, place, fn)) addCallersOfClosure(flow, state, keeper);
}

function note({ variables }: Propagating, symbol: TS.Symbol, part: Part): void {
  variables.set(symbol, (variables.get(symbol) ?? new Set()).add(part));
}

/** Who calls a function that changes what it keeps changes what the function was taken from. */
function addCallersOfClosure(flow: Flow, state: Propagating, fn: Fn): void {
  for (const site of flow.sites.get(fn) ?? []) add(state, { part: site.part, value: [...site.callee, ...site.receiver], depth: "deep", fn: site.caller });
}

type Passed = Extract<Place, { kind: "parameter" | "this" | "arguments" }>;

/** Who calls a function that writes to what it is given writes to that. */
function addCallers(flow: Flow, state: Propagating, { place, depth }: { readonly place: Passed; readonly depth: Depth }): void {
  const fn = place.kind === "parameter" ? (place.node.parent as Fn) : place.fn;
  for (const site of flow.sites.get(fn) ?? []) {
    const value = place.kind === "parameter" ? argumentFor(fn, place.node, site) : place.kind === "this" ? site.receiver : relate([...site.passed.flat(), ...site.rest], "inside");
    add(state, { part: site.part, value, depth, fn: site.caller });
  }
}
