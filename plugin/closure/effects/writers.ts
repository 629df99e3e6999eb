import type TS from "typescript";
import type { Context } from "../../context.js";
import { addTo } from "../../listMap.js";
import { discoverReaching } from "../reaching.js";
import { bySource, groupByFile, unitOf, type Unit } from "../unit.js";
import { factsOf } from "./facts.js";
import { createFlow, partsOf, type Flow } from "./flow.js";
import type { ForeignWriters } from "./index.js";
import { discoverMembers } from "./members.js";
import { originOf } from "./origin.js";
import { unitsOf, type Part } from "./parts.js";
import { discoverWrites, propagateWrites, type Writes } from "./propagate.js";
import { bindSites } from "./sites.js";

/** Who writes to what when the project's modules are loaded. */
export interface Writers {
  readonly flow: Flow;
  readonly writes: Writes;
  /** All parts that may run when modules are loaded. */
  readonly reached: ReadonlySet<Part>;
  /** Which parts lead to a part. */
  readonly leadingTo: ReadonlyMap<Part, readonly Part[]>;
  readonly globals: ReadonlyMap<TS.SourceFile, readonly Unit[]>;
  readonly known: Map<TS.Symbol, Map<Part | undefined, readonly Unit[]>>;
  readonly onWay: Map<TS.Symbol, ReadonlySet<Part>>;
}

/**
 * Only code that runs when a module is loaded can write to what tasks find, so the analysis begins there
 * and looks no further than what that code can lead to.
 */
export function discoverWriters(context: Context, tasks: ReadonlySet<TS.Node>, files: readonly TS.SourceFile[]): Writers {
  const flow = createFlow(context, tasks, discoverMembers(context));
  const executed = files.flatMap((file) => unitsOf(context, file)).map((unit) => partsOf(flow, unit).executed);
  const reached = new Set(executed);
  const leadingTo = new Map<Part, Part[]>();
  for (const part of reached) {
    for (const next of factsOf(flow, part).leadsTo) {
      addTo(leadingTo, next, part);
      reached.add(next);
    }
  }
  const running = [...reached].filter(({ kind }) => kind !== "mentioned");
  const variables = new Map<TS.Symbol, Set<Part>>();
  const assigned = running.flatMap((part) => discoverWrites(flow, part, variables));
  const writes = propagateWrites(flow, [...assigned, ...bindSites(flow, running)], variables);
  const globals = groupByFile(unitsAbove(leadingTo, writes.globals));
  return { flow, writes, reached, leadingTo, globals, known: new Map(), onWay: new Map() };
}

/** The units that lead, when they are run, to one of the parts, in source order; not through the part `except`. */
export function unitsAbove(leadingTo: Writers["leadingTo"], parts: Iterable<Part>, except?: Part): readonly Unit[] {
  const reached = new Set(parts);
  if (except) reached.delete(except);
  const units = new Set<Unit>();
  for (const part of reached) {
    if (part.kind === "executed") units.add(part.unit);
    for (const each of leadingTo.get(part) ?? []) {
      if (each !== except) reached.add(each);
    }
  }
  return [...units].sort(bySource);
}

/** All units that lead to a part, its own included, in source order. */
export function unitsOnWay(leadingTo: Writers["leadingTo"], part: Part): readonly Unit[] {
  return [...new Set([...discoverReaching(leadingTo, [part])].map(({ unit }) => unit))].sort(bySource);
}

/** The parts that write to a symbol, or lead to those that do. */
function leadsTo({ writes, leadingTo, onWay }: Writers, symbol: TS.Symbol): ReadonlySet<Part> {
  const reached = onWay.get(symbol) ?? discoverReaching(leadingTo, writes.variables.get(symbol) ?? []);
  onWay.set(symbol, reached);
  return reached;
}

export function writersOf(writers: Writers, symbol: TS.Symbol, reader: TS.Node): readonly Unit[] {
  const parts = writers.writes.variables.get(symbol);
  if (!parts) return [];
  const known = writers.known.get(symbol) ?? new Map<Part | undefined, readonly Unit[]>();
  writers.known.set(symbol, known);
  const reading = partReading(writers.flow, symbol, reader);
  // Who does not write itself sees what all others see, which need not be found anew.
  const except = reading && leadsTo(writers, symbol).has(reading) ? reading : undefined;
  const units = known.get(except) ?? unitsAbove(writers.leadingTo, parts, except);
  known.set(except, units);
  return units;
}

export function foreignWritersOf({ flow, writes, leadingTo }: Writers): readonly ForeignWriters[] {
  const isForeign = (symbol: TS.Symbol): boolean => (symbol.declarations ?? []).some((each) => originOf(flow.context, each) === "elsewhere");
  return [...writes.variables].filter(([symbol]) => isForeign(symbol)).map(([symbol, parts]) => ({ symbol, units: unitsAbove(leadingTo, parts) }));
}

/**
 * The one function of a unit that reads a variable: what it writes itself, as a function does that keeps
 * its own results, is nobody else's effect. Undefined where several read it, and see each other's writes.
 */
function partReading(flow: Flow, symbol: TS.Symbol, reader: TS.Node): Part | undefined {
  const unit = unitOf(flow.context.ts, reader);
  const parts = unit ? partsOf(flow, unit) : undefined;
  const reading = [...(parts?.later.values() ?? [])].filter((part) => factsOf(flow, part).uses.has(symbol));
  const [part] = reading;
  if (reading.length !== 1 || !part) return undefined;
  const homes = [...(factsOf(flow, part).uses.get(symbol) ?? [])];
  return homes.length === 1 && homes[0] === part.node ? part : undefined;
}
