import { types } from "node:util";

/** The kinds of objects that can be keyed and restored; everything else is refused. */
export type Kind = "object" | "bare" | "array" | "map" | "set" | "date" | "regexp" | "url" | "buffer" | "view" | "bytes";

/**
 * Typed arrays and `DataView` by the number that stands for them in keys and in stored values.
 * Only ever append to it.
 */
export const VIEWS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
] as const;

/** How any of `VIEWS` is made; the length is in elements. */
export type ViewConstructor = new (memory: ArrayBufferLike, offset: number, length: number) => ArrayBufferView;

const viewNumbers = new Map<object, number>(VIEWS.map((view, index) => [view.prototype, index]));

/** The number of a typed array's kind in `VIEWS`. */
export function viewNumber(view: object): number | undefined {
  return viewNumbers.get(Object.getPrototypeOf(view));
}

const readHref = Object.getOwnPropertyDescriptor(URL.prototype, "href")?.get;

/** A URL keeps its state in private fields; only its own getter can tell it from an imitation. */
export function hrefOf(value: object): string | undefined {
  try {
    return readHref?.call(value) as string | undefined;
  } catch {
    return undefined;
  }
}

const builtIns = new Map<object, readonly [Kind, (value: object) => boolean]>([
  [Map.prototype, ["map", types.isMap]],
  [Set.prototype, ["set", types.isSet]],
  [Date.prototype, ["date", types.isDate]],
  [RegExp.prototype, ["regexp", types.isRegExp]],
  [URL.prototype, ["url", (value) => hrefOf(value) !== undefined]],
  [Buffer.prototype, ["buffer", types.isUint8Array]],
  [ArrayBuffer.prototype, ["bytes", types.isArrayBuffer]],
]);

/**
 * The kind of an object, or undefined when it is none of them. The prototype and the brand must
 * agree: a `Map` whose prototype was replaced would otherwise pass for an empty plain object.
 */
export function kindOf(value: object): Kind | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Array.prototype) return Array.isArray(value) ? "array" : undefined;
  if (prototype === Object.prototype) return isOrdinary(value) ? "object" : undefined;
  if (prototype === null) return isOrdinary(value) ? "bare" : undefined;
  const builtIn = builtIns.get(prototype as object);
  if (builtIn) return builtIn[1](value) ? builtIn[0] : undefined;
  if (viewNumbers.has(prototype as object)) return isBrandedView(value) ? "view" : undefined;
  return undefined;
}

function isBrandedView(value: object): boolean {
  if (!ArrayBuffer.isView(value)) return false;
  const number = viewNumber(value);
  const view = number === undefined ? undefined : VIEWS[number];
  return view === DataView ? types.isDataView(value) : view !== undefined && typedArrayName(value) === view.name;
}

const readName = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)?.get;

/** The internal name of a typed array, which stays when its prototype is replaced. */
function typedArrayName(view: object): string | undefined {
  return readName?.call(view) as string | undefined;
}

const { isAnyArrayBuffer, isGeneratorObject, isMap, isMapIterator, isPromise, isSet, isSetIterator, isWeakMap, isWeakSet } = types;
const toText = Object.prototype.toString;

/**
 * Whether an object has no internal state. `Object.prototype.toString` tells arrays, dates, regular
 * expressions, errors, boxed primitives and `arguments`; the brands that it cannot see are asked for one by one.
 * Each costs a call of native code, but V8 has no question that covers several, and none whose answer held
 * for all objects of one layout. Written out, as a key asks it of every plain object.
 */
export function isOrdinary(value: object): boolean {
  return (
    toText.call(value) === "[object Object]" && !ArrayBuffer.isView(value) && !isMap(value) && !isSet(value) && !isPromise(value) &&
    !isAnyArrayBuffer(value) && !isWeakMap(value) && !isWeakSet(value) && !isGeneratorObject(value) && !isMapIterator(value) && !isSetIterator(value)
  );
}

/** What a refused value is, for a message: "is a function", "is an instance of Account". */
export function describe(value: unknown): string {
  if (typeof value === "function") return "is a function";
  if (typeof value === "symbol") return "is a symbol";
  if (types.isPromise(value)) return "is a promise (await it first)";
  if (types.isNativeError(value)) return "is an error";
  if (types.isSharedArrayBuffer(value)) return "is a SharedArrayBuffer, which others can change";
  const name = constructorName(value as object);
  return name === undefined ? "is an object with an unknown prototype" : `is an instance of ${name}, not plain data`;
}

function constructorName(value: object): string | undefined {
  try {
    const made: unknown = (value as { constructor?: unknown }).constructor;
    return typeof made === "function" && made.name !== "" ? made.name : undefined;
  } catch {
    return undefined;
  }
}
