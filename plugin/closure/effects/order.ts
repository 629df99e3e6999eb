import type TS from "typescript";
import { addTo } from "../../listMap.js";
import type { Unit } from "../unit.js";
import { discoverElsewhere, type Elsewhere } from "./counters.js";
import { factsOf, namedBy } from "./facts.js";
import { partsOf, type Flow } from "./flow.js";
import { unitDeclaring, unitsOf, type Part } from "./parts.js";
import { unitsAbove, type Writers } from "./writers.js";

/** A unit that writes to something, after others of its file that do. */
export interface Sequence {
  readonly symbol: TS.Symbol;
  readonly unit: Unit;
  readonly before: Sequence | undefined;
}

/** For each unit, what ran before it and wrote to something that it reads when it is loaded. */
export interface Preceding {
  readonly above: ReadonlyMap<Unit, readonly Sequence[]>;
  readonly elsewhere: ReadonlyMap<Unit, readonly Elsewhere[]>;
}

/**
 * What a unit makes of something depends on who has written to it so far: of `const A = next()` and
 * `const B = next()` the second counts on from the first. Who only puts something in, as a registry is filled,
 * makes the same whatever is in it.
 */
export function discoverPreceding(writers: Writers): Preceding {
  const above = new Map<Unit, Sequence[]>();
  const written = discoverWritten(writers);
  const readers = discoverReaders(writers, written);
  for (const [symbol, sequences] of written) {
    for (const unit of unitsAbove(writers.leadingTo, readers.get(symbol) ?? [])) {
      const before = sequences.findLast((each) => isBefore(each, unit));
      if (before) addTo(above, unit, before);
    }
  }
  return { above, elsewhere: discoverElsewhere(writers, written) };
}

type Written = ReadonlyMap<TS.Symbol, readonly Sequence[]>;

/** What stands at the top level of a module and is written to when modules are loaded. */
function discoverWritten({ flow, writes, leadingTo }: Writers): Written {
  const isLasting = (symbol: TS.Symbol): boolean => (symbol.declarations ?? []).some((each) => unitDeclaring(flow.context, each) !== undefined);
  const lasting = [...writes.variables].filter(([symbol]) => isLasting(symbol));
  return new Map(lasting.map(([symbol, parts]) => [symbol, inSequence(symbol, unitsAbove(leadingTo, parts))]));
}

/** The parts that read what is written to, by what it is. */
function discoverReaders({ flow, reached }: Writers, written: Written): ReadonlyMap<TS.Symbol, readonly Part[]> {
  const readers = new Map<TS.Symbol, Part[]>();
  const add = (part: Part, symbols: Iterable<TS.Symbol>): void => {
    for (const symbol of symbols) if (written.has(symbol)) addTo(readers, symbol, part);
  };
  for (const part of reached) add(part, factsOf(flow, part).reads);
  const files = new Set([...written.values()].flatMap((sequences) => sequences.map(({ unit }) => unit.getSourceFile())));
  for (const part of [...files].flatMap((file) => passiveParts(flow, file))) add(part, namedBy(flow, part));
  return readers;
}

/** Units such as `const size = list.length`, in which nothing happens but reading. */
function passiveParts(flow: Flow, file: TS.SourceFile): readonly Part[] {
  const executed = unitsOf(flow.context, file).map((unit) => partsOf(flow, unit).executed);
  return executed.filter((part) => factsOf(flow, part).uses.size === 0);
}

/** One for each writer, in the order of the files and of their texts. */
function inSequence(symbol: TS.Symbol, units: readonly Unit[]): readonly Sequence[] {
  const found: Sequence[] = [];
  for (const unit of units) {
    const previous = found.at(-1);
    found.push({ symbol, unit, before: previous?.unit.getSourceFile() === unit.getSourceFile() ? previous : undefined });
  }
  return found;
}

function isBefore({ unit }: Sequence, reader: Unit): boolean {
  return unit.pos < reader.pos && unit.getSourceFile() === reader.getSourceFile();
}
