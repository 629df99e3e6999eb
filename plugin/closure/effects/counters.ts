import type TS from "typescript";
import { discoverImports, importersOf, type ImportGraph } from "../../host/imports.js";
import { pathInProject } from "../../host/projectFolder.js";
import { addTo } from "../../listMap.js";
import { eachChild } from "../../eachChild.js";
import { wrapping } from "../../unwrap.js";
import { reachedFiles } from "../loaded.js";
import { discoverReaching } from "../reaching.js";
import type { Unit } from "../unit.js";
import type { Flow } from "./flow.js";
import { discoverMention } from "./mentions.js";
import type { Sequence } from "./order.js";
import type { Part } from "./parts.js";
import { unitsAbove, type Writers } from "./writers.js";

/** What other files did to something, each by the last of its units that did. */
export interface Others {
  readonly last: Sequence;
  readonly rest: Others | undefined;
  /** Which files they are, for people. */
  readonly which: string;
}

/** What other files may have done to a counter before a unit drew from it. */
export interface Elsewhere {
  readonly symbol: TS.Symbol;
  /** The path of the unit's file, below tsconfig's folder. */
  readonly reader: string;
  readonly others: readonly Others[];
  /** All files that write to it. */
  readonly files: readonly TS.SourceFile[];
}

/**
 * For the units that draw a number from something that they write to in the same breath, such as
 * `state.next++` or `names.push(name)`: what the other files that do so may have done before. A function that
 * finds what it put in by a key of its own, as a registry of loggers does, finds the same whoever came before.
 */
export function discoverElsewhere(writers: Writers, written: ReadonlyMap<TS.Symbol, readonly Sequence[]>): ReadonlyMap<Unit, readonly Elsewhere[]> {
  const found = new Map<Unit, Elsewhere[]>();
  for (const [symbol, sequences] of written) {
    const lasts = new Map(sequences.map((each) => [each.unit.getSourceFile(), each]));
    const counters = lasts.size > 1 ? [...(writers.writes.variables.get(symbol) ?? [])].filter((part) => isCounter(writers.flow, part, symbol)) : [];
    if (counters.length === 0) continue;
    const elsewhereOf = elsewhereByFile(writers.flow, symbol, lasts);
    for (const unit of unitsAbove(writers.leadingTo, counters)) addTo(found, unit, elsewhereOf(unit.getSourceFile()));
  }
  return found;
}

function isCounter(flow: Flow, part: Part, symbol: TS.Symbol): boolean {
  const { ts } = flow.context;
  const visit = (node: TS.Node): boolean => {
    if (ts.isTypeNode(node)) return false;
    if (ts.isIdentifier(node) && isCounted(flow, node) && discoverMention(flow, node).symbols.includes(symbol)) return true;
    return eachChild(ts, node, (each) => visit(each) || undefined) ?? false;
  };
  return visit(part.node);
}

const COUNTING_METHODS: ReadonlySet<string> = new Set(["push", "unshift", "pop", "shift", "at", "indexOf", "lastIndexOf", "findIndex", "findLastIndex", "next"]);

/** `state.next`, `list.length`, `list.push(x)`, where the value is used. */
function isCounted({ context: { ts, checker } }: Flow, name: TS.Identifier): boolean {
  let access = wrapping(ts, name);
  while (ts.isPropertyAccessExpression(access.parent) && access.parent.expression === access) access = wrapping(ts, access.parent);
  if (!ts.isPropertyAccessExpression(access)) return false;
  const { parent } = access;
  const isCalled = ts.isCallExpression(parent) && parent.expression === access;
  if (isCalled) return COUNTING_METHODS.has(access.name.text) && !ts.isExpressionStatement(wrapping(ts, parent).parent);
  const isSet = ts.isBinaryExpression(parent) && parent.left === access && ts.isExpressionStatement(parent.parent);
  const isStep = (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) && ts.isExpressionStatement(parent.parent);
  const { TypeFlags } = ts;
  return !isSet && !isStep && (checker.getTypeAtLocation(access).flags & (TypeFlags.NumberLike | TypeFlags.BigIntLike | TypeFlags.StringLike)) !== 0;
}

/** For each file, what the others did but those that are only loaded after it, because they import it. */
function elsewhereByFile({ context: { ts, program } }: Flow, symbol: TS.Symbol, lasts: ReadonlyMap<TS.SourceFile, Sequence>): (file: TS.SourceFile) => Elsewhere {
  const graph = discoverImports(ts, program);
  const files = [...lasts.keys()];
  const sequences = [...lasts.values()];
  const above = inChain(sequences, "in files up to it");
  const below = inChain([...sequences].reverse(), "in files from it on").reverse();
  const known = new Map<TS.SourceFile, Elsewhere>();
  const othersOf = (file: TS.SourceFile, reader: string): readonly Others[] => {
    const later = loadedAfter(graph, file);
    const index = files.indexOf(file);
    if (index >= 0 && files.every((each) => !later.has(each))) return [above[index - 1], below[index + 1]].flatMap((each) => each ?? []);
    const earlier = sequences.filter(({ unit }) => unit.getSourceFile() !== file && !later.has(unit.getSourceFile()));
    return inChain(earlier, `in files that may be loaded before ${reader}`).slice(-1);
  };
  return (file) => {
    const reader = pathInProject(program, file);
    const elsewhere = known.get(file) ?? { symbol, reader, files, others: othersOf(file, reader) };
    known.set(file, elsewhere);
    return elsewhere;
  };
}

/** One chain for all files: where each had a list of all others, many files would take time by the square of their number. */
function inChain(sequences: readonly Sequence[], which: string): Others[] {
  const chain: Others[] = [];
  for (const last of sequences) chain.push({ last, which, rest: chain.at(-1) });
  return chain;
}

function loadedAfter(graph: ImportGraph, file: TS.SourceFile): ReadonlySet<TS.SourceFile> {
  const imported = reachedFiles(graph, file);
  return new Set([...discoverReaching(importersOf(graph), [file])].filter((each) => !imported.has(each)));
}
