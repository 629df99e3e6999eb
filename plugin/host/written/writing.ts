import type TS from "typescript";
import { addTo } from "../../listMap.js";
import { isForeign, originalName, type Modules } from "./modules.js";
import { OWN, type CallNames, type NamedFunction, type Piece } from "./pieces.js";

/** The names of functions that may write to what they are given, of all that the program has. */
export interface Writing {
  readonly names: ReadonlySet<string>;
  /** Names that functions and methods of the project have. */
  readonly known: ReadonlySet<string>;
}

interface Call {
  readonly file: TS.SourceFile;
  readonly call: CallNames;
  readonly fn: NamedFunction;
}

/** Names spread: a function writes that passes what it is given to one that does. */
export function discoverWriting(modules: Modules, pieces: Iterable<readonly [Piece, TS.SourceFile]>): Writing {
  const all = [...pieces].flatMap(([piece, file]) => piece.read().functions.map((fn) => ({ file, fn })));
  const known = new Set(all.map(({ fn }) => fn.name));
  const names = new Set(all.flatMap(({ fn }) => (fn.writesOwn ? [fn.name] : [])));
  const calls = all.flatMap(({ file, fn }) => fn.calls.map((call): Call => ({ file, call, fn })));
  const byName = new Map<string, NamedFunction[]>();
  for (const each of calls) {
    if (mayWrite({ modules, known, names: new Set() }, each.file, each.call)) names.add(each.fn.name);
    for (const name of namesOfCall(modules, each.file, each.call)) addTo(byName, name, each.fn);
  }
  for (const name of names) {
    for (const fn of byName.get(name) ?? []) names.add(fn.name);
  }
  return { names, known };
}

/** The names that decide over a call: the callee's, and those of functions that may be passed. */
function namesOfCall(modules: Modules, file: TS.SourceFile, { callee, names }: CallNames): readonly string[] {
  return [...callee, ...names].flatMap((name) => [name, originalName(modules, file, name)]);
}

interface Knowing extends Writing {
  readonly modules: Modules;
}

/** Whether a call may write to what it is given, or is made on. */
export function mayWrite(knowing: Knowing, file: TS.SourceFile, call: CallNames): boolean {
  const { modules, names, known } = knowing;
  if (namesOfCall(modules, file, call).some((name) => names.has(name))) return true;
  if (call.callee.length === 0) return true;
  // An alias of a function is decided by the names that it stands for.
  if (call.root === undefined) return false;
  if (isForeign(modules, file, call.root)) return true;
  if (call.root === OWN && !call.isMethod) return !call.callee.some((name) => known.has(name));
  return call.isMethod && !call.callee.some((name) => known.has(name) || HARMLESS.has(name));
}

/** Methods of the language and of Node that change nothing. */
const HARMLESS: ReadonlySet<string> = new Set([
  "at", "charAt", "charCodeAt", "codePointAt", "concat", "endsWith", "entries", "every", "exec", "filter", "find", "findIndex", "findLast",
  "findLastIndex", "flat", "flatMap", "forEach", "get", "getTime", "has", "hasOwnProperty", "includes", "indexOf", "join", "keys", "lastIndexOf",
  "localeCompare", "map", "match", "matchAll", "normalize", "padEnd", "padStart", "reduce", "reduceRight", "repeat", "replace", "replaceAll",
  "search", "size", "slice", "some", "split", "startsWith", "subarray", "substring", "test", "toFixed", "toISOString", "toJSON", "toLocaleString",
  "toLowerCase", "toPrecision", "toReversed", "toSorted", "toSpliced", "toString", "toUpperCase", "trim", "trimEnd", "trimStart", "valueOf",
  "values", "with", "then", "catch", "finally", "log", "info", "warn", "error", "debug", "trace", "table", "time", "timeEnd", "group", "groupEnd",
  "from", "of", "stringify", "parse", "isArray", "assign", "freeze", "fromEntries", "max", "min", "floor", "ceil", "round", "abs", "all", "allSettled",
  "race", "any", "resolve", "reject", "now", "call", "apply", "bind", "isInteger", "isFinite", "isNaN", "getOwnPropertyNames", "is", "sqrt", "pow",
]);
