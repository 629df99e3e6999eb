import type { Draw } from "./mutate.js";

class Point {
  a = 1;
}

/** Values that a cast can bring to any place. */
const STRANGE: readonly (() => unknown)[] = [
  () => undefined, () => null, () => true, () => 0, () => -0, () => 1, () => "a", () => "\ud800", () => 1n, () => [], () => ({}), () => [1], () => ({ a: 1 }),
  () => new Point(), () => Object.create(null) as object, () => new Date(0), () => /a/g, () => new URL("http://a.test/"), () => new Map(), () => new Set(), () => Buffer.from("a"),
  () => new Uint8Array(2), () => new Array(2), () => [, 1], () => "a".match(/(?<x>a)/),
  () => Object.setPrototypeOf(new Map([[1, 2]]), Object.prototype) as object, () => Object.setPrototypeOf(new Date(0), Object.prototype) as object,
  () => Object.setPrototypeOf([1], Object.prototype) as object, () => Object.setPrototypeOf({ length: 0 }, Array.prototype) as object, () => new Proxy({ a: 1 }, {}), () => new Proxy([1], {}), () => new Uint8Array(8).subarray(4),
];

export function strangeValue(draw: Draw): unknown {
  return STRANGE[draw(STRANGE.length)]?.();
}

/** Ways in which a value can be other than a literal of it would be. */
const TWISTS: readonly (<T extends object>(value: T) => T)[] = [
  (value) => Object.freeze(value), (value) => Object.seal(value), (value) => Object.preventExtensions(value),
  (value) => Object.assign(value, { added: 1 }), (value) => Object.assign(value, { a: 1 }), (value) => Object.assign(value, { [Symbol.for("added")]: 1 }),
  (value) => Object.defineProperty(value, "hidden", { value: 1, configurable: true }), (value) => Object.defineProperty(value, "a", { get: () => 1, enumerable: true, configurable: true }),
  (value) => Object.defineProperty(value, "a", { value: 1, enumerable: true }), (value) => new Proxy(value, {}),
  (value) => Object.setPrototypeOf(value, null) as typeof value, (value) => Object.setPrototypeOf(value, Point.prototype) as typeof value,
  (value) => (Reflect.deleteProperty(value, Object.keys(value)[0] ?? ""), value),
];

/** A typed array cannot be frozen, and a proxy of a built-in is none: then the value stays what it is. */
export function twist<T extends object>(draw: Draw, value: T): T {
  try {
    return TWISTS[draw(TWISTS.length)]?.(value) ?? value;
  } catch {
    return value;
  }
}
