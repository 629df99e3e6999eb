import { types } from "node:util";

/** What a function threw, in parts that can each be cloned; cycles and shared objects are kept. */
export type Thrown = Whole | Parted;

/** Cloned as it is. */
interface Whole {
  readonly kind: "whole";
  readonly value: unknown;
}

/** An object that is made anew from its own data properties. */
interface Parted {
  readonly kind: "object" | "array" | ErrorKind;
  readonly stack: unknown;
  readonly own: Own[];
}

interface Own {
  readonly name: string;
  readonly part: Thrown;
  readonly enumerable: boolean;
}

const ERRORS = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError, Error };
type ErrorKind = keyof typeof ERRORS;

type Seen<From extends object, To> = Map<From, To>;

/** Takes apart what was thrown; what of it cannot be cloned is left out. Undefined when that is all. */
export function partsOf(value: unknown, seen: Seen<object, Parted> = new Map()): Thrown | undefined {
  if (typeof value !== "object" || value === null) return isPrimitive(value) ? { kind: "whole", value } : undefined;
  const known = seen.get(value);
  if (known) return known;
  const kind = partedKind(value);
  if (kind === undefined) return wholeOf(value);
  const parted: Parted = { kind, stack: value instanceof Error ? value.stack : undefined, own: [] };
  seen.set(value, parted);
  for (const [name, { value: part, enumerable = false, get, set }] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    const parts = get || set || (name === "stack" && kind in ERRORS) ? undefined : partsOf(part, seen);
    if (parts) parted.own.push({ name, part: parts, enumerable });
  }
  return parted;
}

function isPrimitive(value: unknown): boolean {
  return typeof value !== "function" && typeof value !== "symbol";
}

function partedKind(value: object): Parted["kind"] | undefined {
  if (value instanceof DOMException || types.isProxy(value)) return undefined;
  if (types.isNativeError(value)) return errorKind(value);
  if (Array.isArray(value)) return "array";
  return Object.prototype.toString.call(value) === "[object Object]" ? "object" : undefined;
}

function errorKind(error: Error): ErrorKind {
  const kinds = Object.keys(ERRORS) as ErrorKind[];
  return kinds.find((kind) => error instanceof ERRORS[kind]) ?? "Error";
}

function wholeOf(value: object): Thrown | undefined {
  try {
    return { kind: "whole", value: structuredClone(value) };
  } catch {
    return undefined;
  }
}

/** Puts together what `partsOf` took apart. */
export function thrownFrom(thrown: Thrown, seen: Seen<Thrown, object> = new Map()): unknown {
  if (thrown.kind === "whole") return thrown.value;
  const known = seen.get(thrown);
  if (known) return known;
  const made = emptyOf(thrown.kind);
  seen.set(thrown, made);
  if (made instanceof Error) Object.defineProperty(made, "stack", { value: thrown.stack, writable: true, configurable: true });
  for (const { name, part, enumerable } of thrown.own) {
    // The length of an array can be written, but is not configurable.
    const configurable = !(thrown.kind === "array" && name === "length");
    Object.defineProperty(made, name, { value: thrownFrom(part, seen), writable: true, enumerable, configurable });
  }
  return made;
}

function emptyOf(kind: Parted["kind"]): object {
  switch (kind) {
    case "object":
      return {};
    case "array":
      return [];
    case "AggregateError":
      return new AggregateError([]);
    default:
      return new ERRORS[kind]();
  }
}
