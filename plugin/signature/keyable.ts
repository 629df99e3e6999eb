import type TS from "typescript";
import type { Context } from "../context.js";
import type { Fault } from "./faults.js";
import { isLibSymbol, libName } from "./lib.js";

/** What a library type holds, as far as keys and stored values are concerned. */
export type LibValue =
  | { readonly kind: "atom" }
  | { readonly kind: "container" }
  | { readonly kind: "data" }
  | { readonly kind: "refused"; readonly fault: Fault };

/** Types whose values are the same whatever their type argument: it says which buffer is behind them. */
export const BUFFER_VIEWS: ReadonlySet<string> = new Set([
  "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
  "Float16Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array", "DataView", "Buffer",
  "ArrayBufferView",
]);

const ATOMS: ReadonlySet<string> = new Set(["Date", "RegExp", "RegExpMatchArray", "RegExpExecArray", "URL", "ArrayBuffer"]);

const CONTAINERS: ReadonlySet<string> = new Set(["Array", "ReadonlyArray", "Map", "ReadonlyMap", "Set", "ReadonlySet"]);

/** The names of type arguments in the path of an error. */
export const ARGUMENT_STEPS: ReadonlyMap<string, readonly string[]> = new Map([
  ["Array", ["[number]"]],
  ["ReadonlyArray", ["[number]"]],
  ["Map", ["<key>", "<value>"]],
  ["ReadonlyMap", ["<key>", "<value>"]],
  ["Set", ["<element>"]],
  ["ReadonlySet", ["<element>"]],
]);

/** Iterators differ between versions in all arguments but the first. */
export const ITERATORS = /^(?:NodeJS\.)?(?:Async)?(?:Iterator|Iterable|IterableIterator|Generator|IteratorObject)$|^(?:Array|Map|Set|String|RegExpString)Iterator$/;

/** The faults that name a type of the library. */
type NamedKind = "boxed" | "weak" | "promise" | "iterator" | "error" | "library";

const REFUSED: ReadonlyMap<string, "function" | "boxed" | "weak" | "promise"> = new Map([
  ...["Function", "CallableFunction", "NewableFunction"].map((name) => [name, "function"] as const),
  ...["String", "Number", "Boolean", "Symbol", "BigInt", "Object"].map((name) => [name, "boxed"] as const),
  ...["WeakMap", "WeakSet", "WeakRef", "FinalizationRegistry"].map((name) => [name, "weak"] as const),
  ...["Promise", "PromiseLike"].map((name) => [name, "promise"] as const),
]);

/** What values of a library type are. Only the known ones and plain data can be keyed and restored. */
export function classifyLibType(context: Context, type: TS.Type, name: string): LibValue {
  if (CONTAINERS.has(name)) return { kind: "container" };
  if (ATOMS.has(name) || BUFFER_VIEWS.has(name)) return { kind: "atom" };
  const kind = REFUSED.get(name);
  if (kind !== undefined) return { kind: "refused", fault: { kind, name } };
  if (ITERATORS.test(name)) return { kind: "refused", fault: { kind: "iterator", name } };
  if (/(?:Error|DOMException)$/.test(name)) return { kind: "refused", fault: { kind: "error", name } };
  const inherited = inheritedFault(context, type);
  if (inherited !== undefined) return { kind: "refused", fault: { kind: inherited, name } };
  return isPureData(context, type) ? { kind: "data" } : { kind: "refused", fault: { kind: "library", name } };
}

/** An interface of the library that extends a refused one is no more than that one: `NodeJS.ErrnoException` is an error. */
function inheritedFault(context: Context, type: TS.Type): NamedKind | undefined {
  const { ts, checker } = context;
  const reference = type as TS.ObjectType;
  const target = reference.objectFlags & ts.ObjectFlags.Reference ? (type as TS.TypeReference).target : reference;
  if (!(target.objectFlags & ts.ObjectFlags.ClassOrInterface)) return undefined;
  for (const base of checker.getBaseTypes(target as TS.InterfaceType)) {
    const value = isLibSymbol(context, base.symbol) ? classifyLibType(context, base, libName(context, base.symbol)) : undefined;
    if (value?.kind === "refused") return namedKind(value.fault);
  }
  return undefined;
}

function namedKind({ kind }: Fault): NamedKind {
  return kind === "boxed" || kind === "weak" || kind === "promise" || kind === "iterator" || kind === "error" ? kind : "library";
}

/** An interface without behaviour: nothing to call, no methods, and no global class of its name. */
function isPureData(context: Context, type: TS.Type): boolean {
  const { ts, checker } = context;
  if ((type.symbol.flags & (ts.SymbolFlags.Value | ts.SymbolFlags.Class)) !== 0) return false;
  if (isCallable(type)) return false;
  return checker.getPropertiesOfType(type).every((property) => !isCallable(checker.getNonNullableType(checker.getTypeOfSymbol(property))));
}

/** A function, or a class itself. */
export function isCallable(type: TS.Type): boolean {
  return type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0;
}
