import { isDeepStrictEqual } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TaskprintError } from "taskprint";
import { digestKey } from "#runtime/key/key";
import { digestScope } from "#runtime/key/prefix";
import { constants } from "./support/compiled.js";

const test = suite("runtime/key");
const task = constants("keyed");
const key = (...args: readonly unknown[]): string => digestKey(task, "tester", args).toString("hex");

function nest(depth: number, leaf: unknown): unknown {
  return depth === 0 ? leaf : { inner: nest(depth - 1, leaf), side: 1 };
}

function loop(leaf: unknown): unknown {
  const ring: Record<string, unknown> = { leaf };
  return Object.assign(ring, { self: ring, list: [ring] });
}

const withExtra = <T extends object>(value: T, extra: object): T => Object.assign(value, extra);
const sparse = Object.assign([], { length: 4_000_000_000, 7: "x" });
const shortText = "x".repeat(40);
const text = "x".repeat(10_000_000);

/** Pairs that careless encodings merge or part; `isDeepStrictEqual` itself says which it is. */
const pairs: Record<string, readonly [unknown, unknown]> = {
  "zeros": [0, -0],
  "zeros in a list": [[-0], [0]],
  "not-a-numbers": [NaN, 0 / 0],
  "NaN and null": [[NaN], [null]],
  "infinity and null": [Infinity, null],
  "undefined and null in a list": [[undefined], [null]],
  "undefined and a missing property": [{ a: undefined }, {}],
  "a hole and undefined": [[,], [undefined]],
  "two holes and one": [[, ,], [,]],
  "holes at other places": [[, 1], [1, ,]],
  "a number and its text": [1, "1"],
  "a number and its bigint": [1, 1n],
  "a text and its list": ["ab", ["ab"]],
  "texts split otherwise": [["a", "bc"], ["ab", "c"]],
  "names split otherwise": [{ ab: "c" }, { a: "bc" }],
  "key order": [{ a: 1, b: 2 }, { b: 2, a: 1 }],
  "order in a list": [[1, 2], [2, 1]],
  "order in a map": [new Map<unknown, unknown>([[1, 2], [{ a: 1 }, 4]]), new Map<unknown, unknown>([[{ a: 1 }, 4], [1, 2]])],
  "order in a set": [new Set([[1], [2], 3]), new Set([3, [2], [1]])],
  "equal members twice in a set": [new Set([[1], [1], [2]]), new Set([[1], [2], [2]])],
  "a map and the list of its entries": [new Map([[1, 2]]), [[1, 2]]],
  "a map and a set": [new Map(), new Set()],
  "a map and an object": [new Map(), {}],
  "swapped entries of maps": [new Map([[1, 2]]), new Map([[2, 1]])],
  "a date and its text": [new Date(0), "1970-01-01T00:00:00.000Z"],
  "a date and its number": [new Date(5), 5],
  "expressions with other flags": [/a/g, /a/i],
  "expressions at other positions": [/a/g, withExtra(/a/g, { lastIndex: 1 })],
  "an expression and its text": [/a/, "/a/"],
  "addresses": [new URL("http://a.test"), new URL("http://a.test/")],
  "addresses with other hashes": [new URL("http://a.test/#a"), new URL("http://a.test/#b")],
  "an address and its text": [new URL("http://a.test/"), "http://a.test/"],
  "kinds of typed arrays": [new Uint8Array([1]), new Int8Array([1])],
  "a buffer and its bytes": [Buffer.from([1]), new Uint8Array([1])],
  "a buffer of the pool and one of its own": [Buffer.from("abc"), Buffer.from(Uint8Array.from([97, 98, 99]).buffer)],
  "a view inside memory and a whole one": [new Uint8Array([9, 1, 2]).subarray(1), new Uint8Array([1, 2])],
  "a typed array and an object of its elements": [new Uint8Array([1]), { 0: 1 }],
  "views of other widths on the same bytes": [new Uint16Array([1]), new Uint8Array([1, 0])],
  "memory and its view": [new ArrayBuffer(2), new Uint8Array(2)],
  "a view of data and bytes": [new DataView(new ArrayBuffer(2)), new Uint8Array(2)],
  "lone surrogates": ["\ud800", "\ud801"],
  "a lone surrogate and the replacement character": ["\ud800", "\ufffd"],
  "composed and decomposed letters": ["é", "e\u0301"],
  "lone surrogates as names": [{ "\ud800": 1 }, { "\udfff": 1 }],
  "__proto__ as an own key": [JSON.parse('{"__proto__": {"a": 1}}'), JSON.parse('{"__proto__": {"a": 2}}')],
  "an own __proto__ and none": [JSON.parse('{"__proto__": null}'), {}],
  "no prototype": [Object.create(null), {}],
  "properties of a list": [withExtra([1], { total: 1 }), [1]],
  "properties of a map": [withExtra(new Map(), { a: 1 }), withExtra(new Map(), { a: 2 })],
  "properties of a set": [withExtra(new Set(), { a: 1 }), new Set()],
  "properties of a date": [withExtra(new Date(0), { zone: "a" }), new Date(0)],
  "properties of an expression": [withExtra(/a/, { x: 1 }), /a/],
  "properties of memory": [withExtra(new ArrayBuffer(1), { x: 1 }), new ArrayBuffer(1)],
  "properties of an address": [withExtra(new URL("http://a.test"), { x: 1 }), new URL("http://a.test")],
  "properties of a long list": [withExtra(new Array(1000).fill(0), { x: 1 }), new Array(1000).fill(0)],
  "properties of a long typed array": [withExtra(new Uint8Array(1000), { x: 1 }), new Uint8Array(1000)],
  "properties of a long buffer": [withExtra(Buffer.alloc(1000), { x: 1 }), Buffer.alloc(1000)],
  "a difference 60 levels deep": [nest(60, 1), nest(60, 2)],
  "no difference 60 levels deep": [nest(60, 1), nest(60, 1)],
  "sharing": [(({ x }) => [x, x])({ x: { a: 1 } }), [{ a: 1 }, { a: 1 }]],
  "sharing of long parts": [(({ x }) => [x, x])({ x: { shortText, more: shortText } }), [{ shortText, more: shortText }, { shortText, more: shortText }]],
  "the same cycle": [loop(1), loop(1)],
  "cycles with other leaves": [loop(1), loop(2)],
  "huge sparse lists": [sparse, Object.assign([], { length: 4_000_000_000, 8: "x" })],
  "equal huge sparse lists": [sparse, Object.assign([], { length: 4_000_000_000, 7: "x" })],
  "long texts that differ at the end": [text, `${text.slice(1)}y`],
  "a frozen object": [Object.freeze({ a: 1 }), { a: 1 }],
  "a getter and its value": [{ get a() { return 1; } }, { a: 1 }],
  "a proxy and its target": [new Proxy({ a: [1] }, {}), { a: [1] }],
  "numbers beyond 32 bits": [2 ** 32, 0],
  "big numbers one apart": [2 ** 53, 2 ** 53 - 1],
  "bigints of opposite sign": [10n, -10n],
  "a bigint and its hexadecimal text": [255n, "ff"],
};

for (const [name, [one, other]] of Object.entries(pairs)) {
  const areEqual = isDeepStrictEqual(one, other);
  test(`${areEqual ? "shares" : "parts"} ${name}`, () => assert.is(key(one) === key(other), areEqual));
}

test("an invalid date equals an invalid date and no other", () => {
  assert.is(key(new Date(NaN)), key(new Date(NaN)));
  assert.is.not(key(new Date(NaN)), key(new Date(0)));
});

test("trailing undefined does not count, except for a rest parameter", () => {
  assert.is(key(1), key(1, undefined, undefined));
  assert.is.not(key(1), key(undefined, 1));
  const rest = (...args: readonly unknown[]) => digestKey({ ...task, rest: 1 }, "tester", args).toString("hex");
  assert.is(rest(), rest(undefined));
  assert.is.not(rest(1), rest(1, undefined));
  assert.is.not(rest(1, undefined), rest(1, undefined, undefined));
});

test("ignored arguments do not count, may be of any kind, and are part of the key's form", () => {
  const ignoring = (...args: readonly unknown[]) => digestKey({ ...task, ignore: [1] }, "tester", args).toString("hex");
  assert.is(ignoring(1, () => 1), ignoring(1, Symbol("s")));
  assert.is(ignoring(1, 2), ignoring(1));
  assert.is.not(ignoring(1, 2, 3), ignoring(1, 2));
  assert.is.not(ignoring(1), key(1));
  const ignoringRest = (...args: readonly unknown[]) => digestKey({ ...task, ignoreFrom: 1 }, "tester", args).toString("hex");
  assert.is(ignoringRest(1, 2, () => 3), ignoringRest(1));
  assert.is.not(ignoringRest(2), ignoringRest(1));
});

test("accounts and names are never confused", () => {
  assert.not(digestScope("a", "bc").equals(digestScope("ab", "c")));
  assert.not(digestScope("a", "").equals(digestScope("", "a")));
  const under = (account: string, name: string) => digestKey(constants(name), account, [1]).toString("hex");
  assert.is(new Set([under("a", "bc"), under("ab", "c"), under("abc", ""), under("a", "b")]).size, 4);
});

test("a shared structure of 2^60 paths takes no time, nor does a large input", () => {
  const dag = (leaf: unknown) => Array.from({ length: 60 }).reduce<unknown>((inner) => [inner, inner, "some text that makes the part long"], leaf);
  assert.is(key(dag(1)), key(dag(1)));
  assert.is.not(key(dag(1)), key(dag(2)));
  const rows = (last: number) => Array.from({ length: 100_000 }, (_, id) => ({ id, name: `row number ${id}`, at: [id / 3, id === 99_999 ? last : 0] }));
  assert.is(key(rows(1)), key(rows(1)));
  assert.is.not(key(rows(1)), key(rows(2)));
});

test("an object on a cycle has one key wherever the cycle is entered from before", () => {
  const ring = () => {
    const a: Record<string, unknown> = { padding: shortText, more: shortText };
    const b: Record<string, unknown> = { a, padding: shortText, more: shortText };
    return { a: Object.assign(a, { b }), b };
  };
  const one = ring();
  assert.is(key(one.a, one.b), key(ring().a, ring().b));
  assert.ok(isDeepStrictEqual([one.a, one.b], [ring().a, ring().b]));
});

function codeOf(action: () => unknown): string {
  try {
    action();
    return "none";
  } catch (error) {
    assert.instance(error, TaskprintError);
    return (error as TaskprintError).code;
  }
}

test("nesting deeper than the stack, and entangled cycles, are refused", () => {
  const deep = Array.from({ length: 100_000 }).reduce<unknown>((inner) => [inner], 1);
  assert.is(codeOf(() => key(deep)), "TP2021");
  const top: unknown[] = [];
  top.push(Array.from({ length: 60 }).reduce<unknown>((inner) => [inner, inner], [top]));
  assert.is(codeOf(() => key(top)), "TP2022");
});

class Account {
  readonly #balance = 1;
  get balance(): number { return this.#balance; }
}

const detached = new ArrayBuffer(8);
structuredClone(detached, { transfer: [detached] });
const refused: Record<string, readonly [args: readonly unknown[], message: RegExp]> = {
  "a function": [[1, { user: { socket: () => 1 } }], /^Task "keyed": argument 2 → \.user\.socket is a function, .*ignore\. \[TP2020\]$/],
  "a symbol": [[Symbol("s")], /argument 1 is a symbol/],
  "a symbol as a key": [[[{ a: 1 }, { [Symbol("s")]: 1 }]], /argument 1 → \[1\] has the property Symbol\(s\)/],
  "an instance of a class": [[{ "the account": new Account() }], /argument 1 → \["the account"\] is an instance of Account/],
  "a hidden property": [[Object.defineProperty({ a: 1 }, "b", { value: 1 })], /argument 1 has the non-enumerable property "b"/],
  "a hidden property of a long list": [[Object.defineProperty(new Array(1000).fill(0), "b", { value: 1 })], /non-enumerable property "b"/],
  "an error": [[new Error("x")], /is an error/],
  "a promise": [[Promise.resolve(1)], /is a promise \(await it first\)/],
  "a boxed text": [[Object("x")], /an instance of String/],
  "weak collections": [[new WeakSet()], /WeakSet/],
  "a weak reference": [[new WeakRef({})], /WeakRef/],
  "shared memory": [[new SharedArrayBuffer(1)], /SharedArrayBuffer/],
  "a view of shared memory": [[new Uint8Array(new SharedArrayBuffer(1))], /views memory that is a SharedArrayBuffer/],
  "detached memory": [[detached], /detached/],
  "a blob": [[new Blob(["x"])], /Blob/],
  "search parameters": [[new URLSearchParams("a=1")], /URLSearchParams/],
  "a stream": [[process.stdin], /an instance of/],
  "a generator": [[(function* () { yield 1; })()], /argument 1 is/],
  "a map without its prototype": [[Object.setPrototypeOf(new Map([[1, 2]]), Object.prototype)], /argument 1 is/],
  "a map with a property, without its prototype": [[Object.setPrototypeOf(Object.assign(new Map([[1, 2]]), { a: 1 }), Object.prototype)], /argument 1 is/],
  "an iterator without its prototype": [[Object.setPrototypeOf(new Set([1]).values(), Object.prototype)], /argument 1 is/],
  "a typed array in disguise": [[Object.setPrototypeOf(new Uint8Array(2), Uint16Array.prototype)], /argument 1 is/],
  "an imitated date": [[Object.create(Date.prototype)], /argument 1 is an instance of Date/],
  "arguments": [[(function (..._: number[]) { return arguments; })(1)], /argument 1 is/],
  "a list of a class": [[new (class Rows extends Array<number> {})()], /an instance of Rows/],
  "a key of a map": [[new Map([[() => 1, 1]])], /argument 1 → key 1 is a function/],
  "a getter that throws": [[{ a: { get b() { throw new Error("locked"); } } }], /argument 1 → \.a\.b could not be read: locked.*\[TP2023\]/],
};

for (const [name, [args, message]] of Object.entries(refused)) {
  test(`refuses ${name}`, () => assert.throws(() => key(...args), (error: unknown) => error instanceof TaskprintError && message.test(error.message)));
}

test("resizable memory is refused", () => {
  const Resizable = ArrayBuffer as unknown as new (size: number, options: { maxByteLength: number }) => ArrayBuffer;
  assert.throws(() => key(new Resizable(1, { maxByteLength: 2 })), /resizable/);
});

test.run();
