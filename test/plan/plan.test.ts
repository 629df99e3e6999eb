import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compileCodec } from "#runtime/plan/codec";
import { COMPILERS, openProgram } from "../signature/harness.js";
import { input, moduleOf, output } from "../signature/rows.js";

/** What the runtime is told of types: a source, and the call's plan, then those that it refers to by number. */
const PLANS: readonly (readonly [source: string, ...plan: unknown[]])[] = [
  [input("string"), [["string"], null, "undefined"]],
  [output("Promise<number | string>"), [[], null, ["union", "number", "string"]]],
  [output("Promise<1> | Promise<2 | '3'>"), [[], null, ["literal", "3", 1, 2]]],
  [output("Promise<boolean> | Promise<null>"), [[], null, ["union", "boolean", "null"]]],
  [input("{ b?: 'x' | 'y'; a: number[]; c?: boolean | undefined }"), [[["object", [["a", ["array", "number"]]], [["b", ["literal", "x", "y"]], ["c", "boolean"]]]], null, "undefined"]],
  [input("A & { b: 1 }", "interface A { a: bigint }"), [[["object", [["a", "bigint"], ["b", ["literal", 1]]], []]], null, "undefined"]],
  [input("[string, number?, ...Date[]]"), [[["tuple", ["string"], ["number"], "date"]], null, "undefined"]],
  [input("[...string[], number]"), [["unknown"], null, "undefined"]],
  [input("Map<string, ReadonlySet<Float64Array | Buffer>>"), [[["map", "string", ["set", ["view"]]]], null, "undefined"]],
  [input("Record<string, 'a' | string | 0 | 1>"), [[["record", ["union", "number", "string"]]], null, "undefined"]],
  [input("{ [key: string]: unknown; a: 1 }"), [["unknown"], null, "undefined"]],
  [input("{ [index: number]: string }"), [["unknown"], null, "undefined"]],
  [input("unknown | object | {}"), [["unknown"], null, "undefined"]],
  [input("RegExp | URL | string"), [[["union", "string", "unknown"]], null, "undefined"]],
  [input("L<L<string>>", "interface K<T> extends Array<T> {} interface L<T> extends K<T> {}"), [[["array", ["array", "string"]]], null, "undefined"]],
  [input("L", "interface L extends Array<string> { more: 1 }"), [["unknown"], null, "undefined"]],
  [input("string & { readonly __brand: 'id' }"), [["string"], null, "undefined"]],
  [input("`a${string}` | Uppercase<string>"), [["string"], null, "undefined"]],
  [input("E | F", "enum E { A, B = 'b' } enum F { C = 1 << 2, D = 7 }"), [[["union", "number", ["literal", "b"]]], null, "undefined"]],
  [input("{ '__proto__': 1; 'a\"\\u2028': 2; '\\ud800': 3 }"), [[["object", [["__proto__", ["literal", 1]], ["a\"\u2028", ["literal", 2]], ["\ud800", ["literal", 3]]], []]], null, "undefined"]],
  [input("T", "interface T { left?: T; right: T | null; value: number }"), [[0], null, "undefined"], ["object", [["right", ["union", "null", 0]], ["value", "number"]], [["left", 0]]]],
  [input("Json", "type Json = string | null | Json[] | { [key: string]: Json }"), [[0], null, "undefined"], ["union", "null", "string", ["array", 0], ["record", 0]]],
  [input("{ a: P; b: P }", "interface P { x: number; y: number }"), [[["object", [["a", 0], ["b", 0]], []]], null, "undefined"], ["object", [["x", "number"], ["y", "number"]], []]],
  ["export function f(a: 1, b = 2, c?: string, ...rest: boolean[]): void {}", [[["literal", 1], ["optional", "number"], ["optional", "string"]], "boolean", "undefined"]],
  ["export function f<T>(a: T, ...rest: [1, 2]): T { return a; }", [["unknown"], "unknown", "unknown"]],
];

const test = suite("plugin/plan");
const files = Object.fromEntries(PLANS.map(([source], index) => [`row${index}.ts`, moduleOf(source)]));
for (const version of COMPILERS.keys()) {
  const read = openProgram(version, { files });
  for (const [index, [source, ...plan]] of PLANS.entries()) {
    test(`${source} (${version})`, () => {
      const outcome = read(`row${index}.ts`);
      assert.equal(outcome.compileErrors, []);
      assert.equal(JSON.parse(outcome.plan ?? "null"), plan);
      assert.ok(compileCodec(outcome.plan ?? ""), "the runtime can compile it");
    });
  }
}

test("what is ignored, overloaded or too large is not planned", () => {
  const wide = Array.from({ length: 60 }, (_, index) => `p${index}: { q${index}: { value: "${"x".repeat(200)}${index}" } }`);
  const sources = {
    "ignored.ts": "export function f(a: string, b: () => void, c: 1): void {}",
    "overloaded.ts": "export function f(a: 1): 1; export function f(a: 2): 2; export function f(a: 1 | 2): 1 | 2 { return a; }",
    "large.ts": `export function f(a: { ${wide.join("; ")} }): void {}`,
  };
  const read = openProgram("6.0.3", { files: sources });
  assert.equal(JSON.parse(read("ignored.ts", ["b"]).plan ?? ""), [[["string", "ignored", ["literal", 1]], null, "undefined"]]);
  assert.is(read("overloaded.ts").plan, undefined);
  assert.ok(read("large.ts").text);
  assert.is(read("large.ts").plan, undefined);
});

test.run();
