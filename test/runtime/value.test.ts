import { suite } from "uvu";
import * as assert from "uvu/assert";
import { decodeValue } from "#runtime/value/decode";
import { encodeValue } from "#runtime/value/encode";
import { Unstorable } from "#runtime/value/output";
import { difference } from "./support/exact.js";

const test = suite("runtime/value");
const copyOf = <T>(value: T): T => decodeValue(Buffer.from(encodeValue(value))) as T;

const memory = new ArrayBuffer(16);
const cyclicMap = new Map<unknown, unknown>();
cyclicMap.set(cyclicMap, new Set([cyclicMap]));
const frozenCycle: { self?: unknown } = {};
frozenCycle.self = Object.freeze([frozenCycle]);
const memoryWithView = new ArrayBuffer(8);
Object.assign(memoryWithView, { view: new Uint16Array(memoryWithView, 2, 2) });

const restored: Record<string, unknown> = {
  "undefined alone": undefined,
  "minus zero in an array": [-0, 0],
  "not a number": NaN,
  "lone surrogates in texts and keys": { "\ud800": "\udc00a", a: "\ud83d\ude00" },
  "a large bigint, and its opposite": [2n ** 200n, -(2n ** 200n), 0n],
  "numbers at the edges of 32 bits": [2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 2 ** 32, Number.MAX_VALUE, 5e-324],
  "__proto__ as an own key": JSON.parse('{"__proto__": {"admin": true}, "toString": 1, "hasOwnProperty": null}'),
  "an object without a prototype": Object.assign(Object.create(null) as object, { ["__proto__"]: 1, a: 2 }),
  "integer keys beside others": { b: 1, 2: 1, a: 1, 1: 1 },
  "holes at both ends": [, 1, , 2, ,],
  "a huge sparse array": Object.assign([], { length: 4_000_000_000, 3_999_999_999: "last" }),
  "an array with properties": Object.assign([1, 2], { total: 3, map: "own" }),
  "a map in insertion order": new Map<unknown, unknown>([["b", 1], ["a", [1]], [{ k: 1 }, new Map()], [NaN, -0]]),
  "a set in insertion order": new Set([3, 1, "x", new Set([[]]), undefined]),
  "a map that holds itself": cyclicMap,
  "a frozen cycle": frozenCycle,
  "dates": [new Date(0), new Date(NaN), new Date(8.64e15), new Date(-1)],
  "expressions with their position": [Object.assign(/a\/b[/]\n/giu, { lastIndex: 3 }), /(?:)/, /\u2028/s],
  "addresses": [new URL("http://ä.test/a b?x=1#h"), new URL("web+demo:/.//not-a-host/")],
  "typed arrays of each kind": [new Int8Array([1, -1]), new Uint8ClampedArray([255]), new Int16Array([-2]), new Float32Array([NaN, -0]), new Float64Array([0.1]), new BigInt64Array([-1n]), new BigUint64Array([2n ** 63n]), new DataView(new ArrayBuffer(3), 1, 1)],
  "views on shared memory": [new Uint8Array(memory, 4, 4), new Uint32Array(memory, 0, 2), memory, new DataView(memory, 8)],
  "memory that holds its own view": memoryWithView,
  "a buffer": Buffer.from("pooled"),
  "a long typed array with a property": Object.assign(new Uint8Array(1000), { unit: "mm" }),
  "frozen, sealed and closed objects": [Object.freeze({ a: 1 }), Object.seal([1, 2]), Object.preventExtensions(new Map([[1, 2]])), Object.freeze(new Date(1)), Object.freeze(/x/y), Object.freeze([1, , 3]), Object.seal({}), Object.preventExtensions(new Uint8Array(2))],
  "one object in three places": (({ shared }) => [shared, { shared }, new Set([shared])])({ shared: { deep: [1] } }),
  "a thousand nested arrays": Array.from({ length: 1000 }).reduce<unknown>((inner) => [inner], 1),
  "a long text": "é".repeat(100_000),
};

for (const [name, value] of Object.entries(restored)) {
  test(`restores ${name}`, () => assert.is(difference(value, copyOf(value)), undefined));
}

test("a restored buffer has memory of its own", () => {
  const copy = copyOf(Buffer.from("abc"));
  assert.is(copy.buffer.byteLength, 3);
  assert.ok(Buffer.isBuffer(copy));
});

test("views on shared memory still share it", () => {
  const [bytes, words] = copyOf([new Uint8Array(memory), new Uint32Array(memory)] as const);
  bytes.fill(255);
  assert.is(words[0], 2 ** 32 - 1);
});

test("restoring never sets a prototype", () => {
  const copy = copyOf(JSON.parse('{"__proto__": {"admin": true}}') as { admin?: boolean });
  assert.is(copy.admin, undefined);
  assert.is(Object.getPrototypeOf(copy), Object.prototype);
});

class Account {
  readonly id = 1;
}

const sealedSecret = Object.defineProperty({}, "secret", { value: 1 });
const refused: Record<string, readonly [value: unknown, path: string, what: RegExp]> = {
  "a function": [() => 1, "its result", /is a function/],
  "a function inside": [{ user: { socket: [1, () => 1] } }, "its result → .user.socket[1]", /is a function/],
  "a symbol": [[Symbol("s")], "its result → [0]", /is a symbol/],
  "a key that is a symbol": [{ [Symbol("s")]: 1 }, "its result", /Symbol\(s\)/],
  "an instance of a class": [{ "the account": new Account() }, 'its result → ["the account"]', /an instance of Account/],
  "an error": [{ e: new TypeError("x") }, "its result → .e", /is an error/],
  "a promise": [[Promise.resolve(1)], "its result → [0]", /is a promise/],
  "a getter": [{ get now() { return 1; } }, "its result → .now", /getter/],
  "a setter on an array's element": [Object.defineProperty([1], 0, { set: () => undefined, enumerable: true, configurable: true }), "its result → [0]", /getter or setter/],
  "a hidden property": [sealedSecret, "its result", /non-enumerable property "secret"/],
  "a hidden property of a long array": [Object.defineProperty(new Array(1000).fill(0), "secret", { value: 1 }), "its result", /non-enumerable property "secret"/],
  "a read-only property": [Object.defineProperty({ a: 1 }, "a", { writable: false }), "its result → .a", /read-only/],
  "a read-only element": [Object.defineProperty([1], 0, { writable: false }), "its result → [0]", /read-only/],
  "a fixed property": [Object.defineProperty({ a: 1 }, "a", { configurable: false }), "its result → .a", /non-configurable/],
  "a fixed length": [Object.defineProperty([1], "length", { writable: false }), "its result", /read-only length/],
  "search parameters": [new URLSearchParams("a=1"), "its result", /URLSearchParams/],
  "a proxy": [new Proxy({ a: 1 }, {}), "its result", /is a proxy/],
  "shared memory": [new Uint8Array(new SharedArrayBuffer(4)), "its result", /SharedArrayBuffer/],
  "a boxed number": [Object(1), "its result", /Number/],
  "a weak map": [new WeakMap(), "its result", /WeakMap/],
  "a map without its prototype": [Object.setPrototypeOf(new Map([[1, 2]]), Object.prototype), "its result", /instance of/],
  "an iterator without its prototype": [Object.setPrototypeOf(new Set([1]).values(), Object.prototype), "its result", /instance of/],
  "an array of a class": [new (class Rows extends Array<number> {})(), "its result", /instance of Rows/],
  "a key of a map": [new Map<unknown, unknown>([[1, 2], [() => 1, 2]]), "its result → key 2", /is a function/],
  "a value of a map": [{ m: new Map([[1, () => 1]]) }, "its result → .m value 1", /is a function/],
  "a member of a set": [new Set([1, Symbol("s")]), "its result → member 2", /is a symbol/],
  "a position that is no number": [Object.assign(/a/g, { lastIndex: "1" }), "its result", /lastIndex/],
  "arguments": [(function (..._: number[]) { return arguments; })(1), "its result", /instance of/],
};

for (const [name, [value, path, what]] of Object.entries(refused)) {
  test(`refuses ${name}`, () => {
    try {
      encodeValue(value);
    } catch (error) {
      assert.instance(error, Unstorable);
      assert.is((error as Unstorable).path, path);
      return assert.match((error as Unstorable).what, what);
    }
    assert.unreachable(`${name} was encoded`);
  });
}

test("a text whose UTF-8 is longer than Node reads is restored all the same", () => {
  const text = "日".repeat(180_000_000);
  assert.ok(copyOf(text) === text);
});

test.run();
