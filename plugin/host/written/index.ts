import type TS from "typescript";
import type { Compiler } from "../../context.js";
import { addTo } from "../../listMap.js";
import type { ImportGraph } from "../imports.js";
import { withLoaders } from "./loaders.js";
import { readModules, resolveName, type Modules } from "./modules.js";
import type { Code, Piece } from "./pieces.js";
import { discoverWriting, mayWrite, type Writing } from "./writing.js";

/** A piece as a mention leads to it (`isRun` is false), or as its file runs it. */
interface Step {
  readonly piece: Piece;
  readonly file: TS.SourceFile;
  readonly isRun: boolean;
}

interface Reaching {
  readonly modules: Modules;
  readonly steps: Map<Piece, { readonly run: Step; readonly mentioned: Step }>;
  readonly nexts: Map<Step, readonly Step[]>;
}

interface Search extends Reaching {
  readonly writing: Writing;
  readonly getters: ReadonlySet<string>;
  readonly written: Map<Step, readonly Step[]>;
  /** The steps that store something in a piece, or assign to it: it then may hold what they mention. */
  readonly storing: Map<Piece, Step[]>;
}

/**
 * The files whose code, when it is loaded, may write to something that a file declares, by that file. Read
 * from the syntax alone, and generous: a file too many costs an output that is written again, while one
 * too few would leave a stale constant behind. Looks at what runs when files are loaded, and no further
 * than what that can lead to.
 */
export function discoverWrittenFrom(ts: Compiler, graph: ImportGraph): ReadonlyMap<TS.SourceFile, readonly TS.SourceFile[]> {
  const modules = readModules(ts, graph);
  const reaching: Reaching = { modules, steps: new Map(), nexts: new Map() };
  const starts = [...modules.files].flatMap(([file, { pieces }]) => pieces.filter(({ isActive }) => isActive).map((piece) => stepOf(reaching, file, piece, true)));
  const reached = reachFrom(reaching, starts);
  const pieces = new Map([...reached].map(({ piece, file }) => [piece, file]));
  const getters = new Set([...pieces.keys()].flatMap((piece) => [...piece.read().getters]));
  const search: Search = { ...reaching, writing: discoverWriting(modules, pieces), getters, written: new Map(), storing: new Map() };
  return withLoaders(graph, filesWriting(search, starts, discoverHot(search, reached)));
}

function filesWriting(search: Search, starts: readonly Step[], hot: ReadonlySet<Step>): ReadonlyMap<TS.SourceFile, readonly TS.SourceFile[]> {
  const startsOf = new Map<TS.SourceFile, Step[]>();
  for (const start of starts) if (hot.has(start)) addTo(startsOf, start.file, start);
  const from = new Map<TS.SourceFile, TS.SourceFile[]>();
  for (const [file, own] of startsOf) {
    for (const home of homesWritten(search, own, hot)) if (home !== file) addTo(from, home, file);
  }
  return from;
}

function reachFrom(reaching: Reaching, starts: readonly Step[]): ReadonlySet<Step> {
  const reached = new Set(starts);
  for (const step of reached) {
    for (const next of nextsOf(reaching, step)) reached.add(next);
  }
  return reached;
}

function stepOf({ steps }: Reaching, file: TS.SourceFile, piece: Piece, isRun: boolean): Step {
  const known = steps.get(piece) ?? { run: { piece, file, isRun: true }, mentioned: { piece, file, isRun: false } };
  steps.set(piece, known);
  return isRun ? known.run : known.mentioned;
}

/** The steps that lead to a write. */
function discoverHot(search: Search, reached: ReadonlySet<Step>): ReadonlySet<Step> {
  const leading = new Map<Step, Step[]>();
  for (const step of reached) {
    for (const { piece } of [...writtenBy(search, step), ...assignedBy(search, step)]) addTo(search.storing, piece, step);
    for (const next of nextsOf(search, step)) addTo(leading, next, step);
  }
  const hot = new Set([...reached].filter((step) => writtenBy(search, step).length > 0));
  for (const step of hot) {
    for (const each of leading.get(step) ?? []) hot.add(each);
  }
  return hot;
}

function nextsOf(search: Reaching, step: Step): readonly Step[] {
  const known = search.nexts.get(step);
  if (known) return known;
  const { executed, later } = step.piece.read();
  const names = step.isRun ? executed.mentions : new Set([...executed.mentions, ...later.mentions]);
  const nexts = resolveAll(search, step.file, names);
  search.nexts.set(step, nexts);
  return nexts;
}

function resolveAll(search: Reaching, file: TS.SourceFile, names: Iterable<string>): readonly Step[] {
  const found = new Set<Step>();
  for (const name of names) {
    for (const [piece, home] of resolveName(search.modules, file, name)) found.add(stepOf(search, home, piece, false));
  }
  return [...found];
}

/** The pieces whose values a step may write to by itself. */
function writtenBy(search: Search, step: Step): readonly Step[] {
  const known = search.written.get(step);
  if (known) return known;
  const { executed, later } = step.piece.read();
  const names = namesWritten(search, step.file, step.isRun ? executed : later);
  const written = resolveAll(search, step.file, names.given);
  // A function that is no declaration was made by another, and may change what it keeps of that.
  const made = resolveAll(search, step.file, names.called).filter(({ piece }) => piece.isWritable);
  search.written.set(step, [...written, ...made]);
  return [...written, ...made];
}

function assignedBy(search: Search, { piece, file, isRun }: Step): readonly Step[] {
  return resolveAll(search, file, (isRun ? piece.read().executed : piece.read().later).assigns);
}

interface NamesWritten {
  readonly given: ReadonlySet<string>;
  /** Names of functions that are called. */
  readonly called: ReadonlySet<string>;
}

function namesWritten({ modules, writing, getters }: Search, file: TS.SourceFile, code: Code): NamesWritten {
  const calls = code.calls.filter((call) => mayWrite({ ...writing, modules }, file, call));
  const callsGetter = [...code.reads].some((name) => getters.has(name) && writing.names.has(name));
  return {
    given: new Set([...code.writes, ...calls.flatMap(({ names }) => [...names]), ...(callsGetter ? code.mentions : [])]),
    called: new Set(calls.flatMap(({ isMethod, callee }) => (isMethod ? [] : callee))),
  };
}

/** The files of all that may be written to on the way from some steps. */
function homesWritten(search: Search, starts: readonly Step[], hot: ReadonlySet<Step>): ReadonlySet<TS.SourceFile> {
  const reached = new Set(starts);
  const written = new Set<Step>();
  const homes = new Set<TS.SourceFile>();
  for (const step of reached) {
    for (const each of writtenBy(search, step)) written.add(each);
    for (const next of nextsOf(search, step)) if (hot.has(next)) reached.add(next);
  }
  for (const { file } of written) homes.add(file);
  // What a name stands for may be held, or returned, by what it mentions.
  for (const step of written) {
    const storing = search.storing.get(step.piece) ?? [];
    for (const next of [step, ...storing].flatMap((each) => nextsOf(search, each))) written.add(next);
  }
  for (const { piece, file } of written) if (piece.isWritable) homes.add(file);
  return homes;
}
