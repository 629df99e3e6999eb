import type TS from "typescript";
import type { Context } from "../../context.js";
import { addTo } from "../../listMap.js";
import type { Unit } from "../unit.js";
import type { BoundCall } from "./bound.js";
import type { Callee } from "./callees.js";
import type { Facts } from "./facts.js";
import type { Members } from "./members.js";
import { discoverParts, type Part, type UnitParts } from "./parts.js";
import { keyOfPlace, type Call, type Fn, type Place, type Value } from "./place.js";

/** A call as the analysis sees it: what is passed to a function of the project, and from where. */
export interface CallSite {
  readonly part: Part;
  /** The values by position; more arguments are all `rest`. */
  readonly passed: readonly Value[];
  readonly rest: Value;
  readonly receiver: Value;
  /** What the called function may be taken from: what it keeps is kept there. */
  readonly callee: Value;
  /** The function that calls; undefined at the top level. */
  readonly caller: Fn | undefined;
  /** The arguments as they are written, where they are passed one by one. */
  readonly written?: readonly TS.Expression[];
}

/** What is known so far of the project's values. Filled step by step by the passes that `writers.ts` calls in order. */
export interface Flow {
  readonly context: Context;
  /** The `task(…)` calls: what a task does is its own. */
  readonly tasks: ReadonlySet<TS.Node>;
  readonly members: Members;
  readonly units: Map<Unit, UnitParts>;
  readonly mentioned: Map<TS.Node, Part>;
  readonly facts: Map<Part, Facts>;
  /** What is assigned to variables, and stored in what places hold. */
  readonly sources: Map<unknown, Value[]>;
  readonly sites: Map<Fn, CallSite[]>;
  readonly bound: Map<Call, BoundCall>;
  /** The functions that expressions stand for, by how deep the question came. */
  readonly functions: Map<TS.Node, (readonly Callee[])[]>;
  /** The variables of functions around a function that it keeps. */
  readonly kept: Map<Fn, readonly TS.Symbol[]>;
  /** What functions return. */
  readonly summaries: Map<Fn, Value>;
}

export function createFlow(context: Context, tasks: ReadonlySet<TS.Node>, members: Members): Flow {
  return {
    context, tasks, members,
    units: new Map(), mentioned: new Map(), facts: new Map(), sources: new Map(), sites: new Map(), bound: new Map(),
    functions: new Map(), summaries: new Map(), kept: new Map(),
  };
}

export function partsOf(flow: Flow, unit: Unit): UnitParts {
  const parts = flow.units.get(unit) ?? discoverParts(flow.context, unit);
  flow.units.set(unit, parts);
  return parts;
}

/** What mentioning a unit, or a member inside of one, may lead to. */
export function mentionedPart(flow: Flow, unit: Unit, node: TS.Node): Part {
  const part: Part = flow.mentioned.get(node) ?? { kind: "mentioned", unit, node };
  flow.mentioned.set(node, part);
  return part;
}

/** Sources are kept by place; a variable's and a function's keys are never the same object. */
export function addSource(flow: Flow, place: Place, value: Value): void {
  if (value.length > 0) addTo(flow.sources, sourceKey(place), value);
}

export function sourcesOf(flow: Flow, place: Place): readonly Value[] {
  return flow.sources.get(sourceKey(place)) ?? [];
}

/** Of the places that are known by their function, only `this` has things stored in it. */
function sourceKey(place: Place): unknown {
  return keyOfPlace(place);
}
