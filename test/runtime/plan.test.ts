import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compileCodec, UNFIT, type Codec } from "#runtime/plan/codec";
import type { CallPlan, ParameterPlan, Plan, TaskPlan } from "#runtime/plan/plan";
import { difference } from "./support/exact.js";

const test = suite("runtime/plan");

function codecOf(parameters: readonly ParameterPlan[], output: Plan = "unknown", { rest = null, named = [] }: { readonly rest?: CallPlan[1]; readonly named?: readonly Plan[] } = {}): Codec {
  const codec = compileCodec(JSON.stringify([[parameters, rest, output], ...named] satisfies TaskPlan));
  if (codec === undefined) throw new Error("The plan was not compiled.");
  return codec;
}

/** The encoding of arguments; undefined when they do not fit. */
function encoded({ encodeKey }: Codec, ...args: unknown[]): string | undefined {
  const bytes = Buffer.alloc(4096);
  const end = encodeKey(args, bytes, 3);
  return end < 0 ? undefined : bytes.toString("latin1", 3, end);
}

function restored({ encodeValue, decodeValue }: Codec, value: unknown): unknown {
  const bytes = encodeValue(value);
  if (bytes === undefined) return "does not fit";
  const around = Buffer.concat([Buffer.alloc(5, 7), bytes, Buffer.alloc(9, 1)]);
  return decodeValue(around, 5, 5 + bytes.length);
}

const POINT: Plan = ["object", [["x", "number"], ["y", "number"]], [["label", ["union", "null", "string"]]]];

/** What holds more than its properties. */
const DISGUISED: Readonly<Record<string, () => object>> = {
  map: () => new Map([[1, 2]]),
  set: () => new Set([1]),
  promise: () => Promise.resolve(1),
  "weak map": () => new WeakMap(),
  "weak set": () => new WeakSet(),
  memory: () => new ArrayBuffer(2),
  "shared memory": () => new SharedArrayBuffer(2),
  "typed array": () => new Uint8Array(0),
  "data view": () => new DataView(new ArrayBuffer(2)),
  generator: () => (function* () { yield 1; })(),
  "map iterator": () => new Map([[1, 2]]).entries(),
  "set iterator": () => new Set([1]).values(),
  date: () => new Date(0),
  "regular expression": () => /a/,
  error: () => new Error("a"),
  "boxed number": () => new Number(1),
};

const TREE: Plan = ["object", [["children", ["array", 0]], ["id", "number"]], []];

test("key order does not count, and every declared value does", () => {
  const codec = codecOf([POINT]);
  assert.is(encoded(codec, { x: 1, y: 2 }), encoded(codec, { y: 2, x: 1 }));
  const different = [{ x: 1, y: 2 }, { x: 2, y: 1 }, { x: 1, y: 2, label: undefined }, { x: 1, y: 2, label: null }, { x: 1, y: 2, label: "" }, { x: 1, y: -0 }, { x: 1, y: 0 }, { x: 1, y: NaN }];
  assert.is(new Set(different.map((value) => encoded(codec, value))).size, different.length);
});

test("what is not exactly the declared type does not fit", () => {
  const codec = codecOf([POINT]);
  const base = { x: 1, y: 2 };
  class Point {
    x = 1;
    y = 2;
  }
  const unfit = [
    null, undefined, 1, "a", [1, 2], {}, { x: 1 }, { x: 1, y: "2" }, { ...base, z: 1 }, { ...base, [Symbol("s")]: 1 }, { ...base, __proto__: null },
    new Point(), Object.defineProperty({ ...base }, "hidden", { value: 1 }), Object.defineProperty({ x: 1 }, "y", { value: 2 }),
    Object.setPrototypeOf(Object.assign(new Date(0), base), Object.prototype), Object.assign(Object.create(base) as object, { x: 1 }),
  ];
  assert.equal(unfit.map((value) => encoded(codec, value)), unfit.map(() => undefined));
});

test("a built-in object in the guise of a plain one, with just the declared properties, fits nowhere", () => {
  const point = codecOf([POINT], POINT);
  const record = codecOf([["record", "number"]], ["record", "number"]);
  for (const [name, make] of Object.entries(DISGUISED)) {
    const value: unknown = Object.setPrototypeOf(Object.assign(make(), { x: 1, y: 2 }), Object.prototype);
    // Before and after a plain object of that layout.
    for (let time = 0; time < 2; time++) {
      for (const codec of [point, record]) assert.equal([encoded(codec, value), codec.encodeValue(value)], [undefined, undefined], name);
      for (const codec of [point, record]) assert.ok(encoded(codec, { x: 1, y: 2 }));
    }
  }
});

test("what isDeepStrictEqual takes for equal fits alike", () => {
  const codec = codecOf([POINT, ["array", "number"]]);
  const plain = encoded(codec, { x: 1, y: 2 }, [1]);
  const getter = Object.defineProperty({ y: 2 }, "x", { get: () => 1, enumerable: true });
  assert.is(encoded(codec, getter, [1]), plain);
  assert.is(encoded(codec, new Proxy({ x: 1, y: 2 }, {}), new Proxy([1], {})), plain);
  assert.is(encoded(codec, Object.freeze({ x: 1, y: 2 }), Object.freeze([1])), plain);
});

test("a getter that has other layouts learnt meanwhile changes nothing", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
  const codec = codecOf([["object", [["x", "number"]], names.map((name) => [name, "number"] as const)]]);
  const others = names.map((name) => ({ x: 1, [name]: 2 }));
  const encodeOthers = (): string => (others.forEach((other) => encoded(codec, other)), "");
  const plain = encoded(codec, { x: 3, c: 4 });
  for (let time = 0; time < 3; time++) {
    const object = Object.defineProperty({ c: 4 }, "x", { get: () => (encodeOthers(), 3), enumerable: true });
    assert.is(encoded(codec, object), plain);
  }
});

test("a result that has others encoded while it is read changes none of them", () => {
  const codec = codecOf([], ["array", POINT]);
  const inner = [{ x: 1, y: 2, label: "inner" }, { x: 3, y: 4 }];
  const expected = codec.encodeValue(inner);
  const met: (Buffer | undefined)[] = [];
  const odd = Object.defineProperty({ x: 1, y: 2 }, Symbol.toStringTag, { get: () => (met.push(codec.encodeValue(inner)), "Object") });
  assert.is(codec.encodeValue([{ x: 5, y: 6, label: "outer" }, odd]), undefined);
  assert.equal([...met, codec.encodeValue(inner)], met.map(() => expected).concat(expected));
  assert.ok(met.length > 0);
});

test("nothing fits while every object shows a property of its prototype", () => {
  const codec = codecOf([POINT]);
  assert.ok(encoded(codec, { x: 1, y: 2 }));
  Object.assign(Object.prototype, { y: 2 });
  try {
    assert.is(encoded(codec, Object.defineProperty({ x: 1 }, "hidden", { value: 1 })), undefined);
  } finally {
    Reflect.deleteProperty(Object.prototype, "y");
  }
});

test("what cannot be read does not fit", () => {
  const codec = codecOf([POINT]);
  const throwing = Object.defineProperty({ y: 2 }, "x", { get: () => assert.unreachable(), enumerable: true });
  assert.is(encoded(codec, throwing), undefined);
});

test("a list with holes or properties does not fit", () => {
  const codec = codecOf([["array", ["union", "number", "undefined"]]]);
  const long = Array.from({ length: 20 }, (_, index) => index);
  const strings = ((text: TemplateStringsArray) => text)`a`;
  assert.ok(encoded(codec, [undefined]) !== undefined && encoded(codec, long) !== undefined);
  const unfit = [[, 1], Object.assign([1], { a: 1 }), Object.assign([...long], { a: 1 }), Object.assign([1], { [Symbol.iterator]: 1 }), [...long, , 1], Object.assign(new Array<number>(1), { a: 1 })];
  assert.equal(unfit.map((value) => encoded(codec, value)), unfit.map(() => undefined));
  assert.is(encoded(codecOf([["array", "string"]]), strings), undefined, "the raw texts of a template are hidden in its list");
});

test("a parameter that is missing is undefined, and one too many does not fit", () => {
  const codec = codecOf(["number", ["optional", "string"], "ignored"]);
  assert.is(encoded(codec, 1), encoded(codec, 1, undefined));
  assert.is(encoded(codec, 1, "a"), encoded(codec, 1, "a", () => 1, undefined));
  assert.is.not(encoded(codec, 1), encoded(codec, 1, ""));
  assert.is(encoded(codec, 1, "a", 2, 3), undefined);
  assert.is(encoded(codec), undefined);
});

test("a rest parameter's length counts", () => {
  const codec = codecOf(["number"], "unknown", { rest: ["union", "number", "undefined"] });
  const calls = [[1], [1, undefined], [1, undefined, undefined], [1, 2], [1, 2, 2]];
  assert.is(new Set(calls.map((args) => encoded(codec, ...args))).size, calls.length);
});

test("recursive types fit to some depth, and cycles do not", () => {
  const codec = codecOf([0], 0, { named: [TREE] });
  const tree = { id: 1, children: [{ id: 2, children: [] }, { id: 3, children: [] }] };
  const cycle = { id: 1, children: [] as unknown[] };
  cycle.children.push(cycle);
  assert.ok(encoded(codec, tree));
  assert.is(encoded(codec, cycle), undefined);
  assert.is(difference(tree, restored(codec, tree)), undefined);
  assert.is(restored(codec, cycle), "does not fit");
});

test("what is shared over and over ends", () => {
  const codec = codecOf([0], "unknown", { named: [TREE] });
  let tree: object = { id: 0, children: [] };
  for (let level = 1; level < 90; level++) tree = { id: level, children: [tree, tree] };
  assert.is(encoded(codec, tree), undefined);
  assert.is(codec.encodeKey([tree], Buffer.alloc(1 << 26), 0), UNFIT, "also with room for it");
});

test("what goes beyond a limit does so whatever the order of a map", () => {
  const endless: Plan = ["union", 0, ["tuple", [0], [], null]];
  const codec = codecOf([["union", ["map", ["union", 0, "bigint"], "null"], "unknown"]], "unknown", { named: [endless] });
  let deep: unknown = null;
  for (let level = 0; level < 12; level++) deep = [deep];
  const entries: [unknown, null][] = [[deep, null], [null, null], [1n, null]];
  assert.is(encoded(codec, new Map(entries)), encoded(codec, new Map([...entries].reverse())));
});

test("maps, sets and records count whatever their order", () => {
  const codec = codecOf([["map", "string", "number"], ["set", "number"], ["record", "number"]]);
  const one = encoded(codec, new Map([["a", 1], ["b", 2]]), new Set([1, 2]), { a: 1, __proto__x: 2 });
  assert.is(encoded(codec, new Map([["b", 2], ["a", 1]]), new Set([2, 1]), { __proto__x: 2, a: 1 }), one);
  assert.is(encoded(codec, Object.assign(new Map(), { a: 1 }), new Set(), {}), undefined);
});

test("members of unions are told apart", () => {
  const codec = codecOf([["union", ["object", [["kind", ["literal", "a"]], ["n", "number"]], []], ["object", [["kind", ["literal", "b"]], ["n", "number"]], []], ["array", "number"], "date", "string", ["literal", 1, true]]]);
  const values = [{ kind: "a", n: 1 }, { kind: "b", n: 1 }, [1], new Date(1), "1", 1, true];
  assert.is(new Set(values.map((value) => encoded(codec, value))).size, values.length);
  assert.equal([{ kind: "c", n: 1 }, { kind: "a" }, ["1"], false, 2].map((value) => encoded(codec, value)), Array.from({ length: 5 }, () => undefined));
});

test("names that generated code could trip over are only names", () => {
  const names = ["__proto__", "constructor", "a\u2028b", "\"];throw 1;//", "</script>", "1", "-1", "\ud800", "toString"].sort();
  const plan: Plan = ["object", names.map((name) => [name, "number"] as const), [["valueOf", "number"]]];
  const codec = codecOf([plan], plan);
  const value = JSON.parse(`{${names.map((name, index) => `${JSON.stringify(name)}:${index}`).join()},"valueOf":1}`) as object;
  assert.ok(encoded(codec, value));
  assert.is(difference(value, restored(codec, value)), undefined);
  const literals = codecOf([["literal", ...names]]);
  assert.is(new Set(names.map((name) => encoded(literals, name))).size, names.length);
});

test("restored objects have the properties of the run's in their order", () => {
  const codec = codecOf([], ["array", POINT]);
  const values = [[{ y: 1, x: 2 }], [{ x: 1, y: 2 }], [{ x: 1, y: 2, label: "a" }, { x: 1, y: 2 }], [{ label: null, x: 1, y: 2 }, { label: undefined, x: 1, y: 2 }], [{ y: 1, label: "b", x: 2 }], []];
  for (const value of [...values, ...values]) assert.is(difference(value, restored(codec, value)), undefined, JSON.stringify(value));
  assert.is(restored(codec, [{ x: 1, y: 2 }, { y: 1, x: 2 }]), "does not fit");
});

test("what the form cannot restore does not fit", () => {
  const codec = codecOf([], ["array", POINT]);
  const point = { x: 1, y: 2 };
  const unfit = [
    [point, point], [Object.freeze({ ...point })], Object.freeze([]), Object.seal([]), [new Proxy(point, {})], [Object.defineProperty({ ...point }, "x", { writable: false })],
    [Object.defineProperty({ y: 1 }, "x", { get: () => 1, enumerable: true })], [{ ...point, z: 1 }], new Array(1), Object.defineProperty([], "length", { writable: false }),
  ];
  assert.equal(unfit.map((value) => restored(codec, value)), unfit.map(() => "does not fit"));
});

test("texts of every kind are restored", () => {
  const codec = codecOf([["array", "string"]], ["array", "string"]);
  const texts = ["", "a", "é", "ÿ".repeat(200), "€", "\ud800", "x".repeat(3000), "ü".repeat(3000), "€".repeat(3000), "\ud800".repeat(3000), "x".repeat(2999) + "😀", "x".repeat(127), "x".repeat(128)];
  assert.equal(restored(codec, texts), texts);
  assert.is(new Set(texts.map((text) => encodeLong(codec, [text]))).size, texts.length);
});

function encodeLong({ encodeKey }: Codec, arg: unknown): string {
  const bytes = Buffer.alloc(100_000);
  const end = encodeKey([arg], bytes, 0);
  assert.ok(end > 0);
  return bytes.toString("latin1", 0, end);
}

test("numbers, bigints, dates and bytes are restored", () => {
  const codec = codecOf([], ["tuple", [["array", "number"], ["array", "bigint"], "date"], [["view"]], "boolean"]);
  const numbers = [0, -0, 1, 239, 240, 65_535, 65_536, -1, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 0.1, NaN, Infinity, -Infinity, 5e-324];
  const value = [numbers, [0n, -1n, 2n ** 90n, -(2n ** 64n)], new Date(-1), new Float64Array([1.5, NaN]), true, false];
  assert.is(difference(value, restored(codec, value)), undefined);
  for (const bytes of [Buffer.from("abc"), new Uint8Array([1, 2]), undefined]) {
    const other = [[], [], new Date(NaN), bytes];
    assert.is(difference(other, restored(codec, other)), undefined);
  }
  assert.is(restored(codec, [[], [], new Date(0), new Uint8Array(8).subarray(2)]), "does not fit");
});

test("damaged bytes are refused or decoded, and nothing else happens", () => {
  const codec = codecOf([], ["array", ["union", POINT, ["array", "undefined"], ["map", "string", "null"], ["view"]]]);
  const bytes = codec.encodeValue([{ x: 1, y: 2.5, label: "é€" }, [undefined, undefined], new Map([["a", null]]), new Int16Array([1])]) as Buffer;
  assert.ok(bytes);
  let refused = 0;
  for (let at = 0; at < bytes.length; at++) {
    for (const flip of [1, 0x80, 0xff]) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ flip;
      refused += isRefused(codec, damaged) + isRefused(codec, bytes.subarray(0, at));
    }
  }
  assert.ok(refused > bytes.length * 3, `${refused} were refused`);
});

function isRefused({ decodeValue }: Codec, bytes: Buffer): number {
  try {
    decodeValue(bytes, 0, bytes.length);
    return 0;
  } catch {
    return 1;
  }
}

test("a text that is no plan compiles to nothing", () => {
  assert.equal(["", "{}", "null", '[[[0],null,"unknown"]]', '[[[0],null,0],0]', '[[["strange"],null,"unknown"]]', '[[[["strange",1]],null,"unknown"]]'].map(compileCodec), Array.from({ length: 7 }, () => undefined));
});

test.run();
