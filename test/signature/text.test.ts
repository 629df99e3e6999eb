import { suite } from "uvu";
import * as assert from "uvu/assert";
import { COMPILERS, openProgram, type Program } from "./harness.js";
import { input, moduleOf, output } from "./rows.js";

/** The texts themselves: people read them in the manifest, and a change of one makes every entry go cold. */
const TEXTS: readonly (readonly [source: string, text: string])[] = [
  ["export function f(): void {}", "() => void"],
  [
    "interface O { deep?: O }\nexport async function f(sample: { id: string; reads?: number[] }, opts?: O, ...rest: string[]): Promise<O> { throw 1; }",
    "(sample: {id: string, reads?: number[]}, opts?: #1, ...rest: string[]) => Promise<#1>\n#1 = {deep?: #1}",
  ],
  [input("{ 'a b': 1n; \"c\\n\": -0; d: Infinity }", "type Infinity = 1e999;"), '(x: {"a b": 1n, "c\\n": 0, d: Infinity}) => void'],
  [input("{ [k: string]: 1 | 2; a: 1 }"), "(x: {a: 1, [string]: 1 | 2}) => void"],
  [input("[1, 2?, ...(3 | 4)[]]"), "(x: [1, 2?, ...(3 | 4)[]]) => void"],
  [input("readonly (readonly string[])[]"), "(x: readonly (readonly string[])[]) => void"],
  [input("E | 'x'", "enum E { A, B = 'b' }"), '(x: "x" | enum E.A = 0 | enum E.B = "b") => void'],
  [input("string & { readonly [brand]: 'Id' }", "declare const brand: unique symbol;"), '(x: string & {[brand]: "Id"}) => void'],
  [input("`a${number}\\`$`"), "(x: `a${number}\\`\\$`) => void"],
  ["export function f({ a }: { a: 1 }, [b]: 2[]): void {}", "({}: {a: 1}, []: 2[]) => void"],
  [output("Intl.NumberFormatOptions"), "() => Intl.NumberFormatOptions"],
  ["import type { ParsedPath } from 'node:path';\nexport function f(x: ParsedPath): void {}", '(x: "path".path.ParsedPath) => void'],
  ["export function f<T extends string, U>(x: T, y: U): [T, U] { return [x, y]; }", "<$1 extends string, $2>(x: $1, y: $2) => [$1, $2]"],
  ["export function f(x: 1): 1;\nexport function f(x: 2): 2;\nexport function f(x: 1 | 2): 1 | 2 { return x; }", "(x: 1) => 1\n(x: 2) => 2"],
  [input("A", "interface A extends Map<string, A> { extra: A[] }"), "(x: #1) => void\n#1 = Map<string, #1> & {extra: #1[]}"],
];

const texts = suite("the text of a signature");
const files = Object.fromEntries(TEXTS.map(([source], index) => [`row${index}.ts`, moduleOf(source)]));
for (const version of COMPILERS.keys()) {
  const read = openProgram(version, { files });
  TEXTS.forEach(([source, text], index) => {
    texts(`${source} (${version})`, () => {
      const outcome = read(`row${index}.ts`);
      assert.equal(outcome.errors, []);
      assert.is(outcome.text, text);
    });
  });
}

/** Whether a task is asynchronous by type: errors of the cache are then rejections. */
const ASYNC: readonly (readonly [source: string, async: boolean])[] = [
  [output("Promise<string>"), true],
  ["export const f = async () => 1;", true],
  ["type P<T> = Promise<T>;\nexport function f(): P<1> { throw 0; }", true],
  [output("string"), false],
  [output("never"), false],
  [output("unknown"), false],
  ["export function f(x: 1): Promise<1>;\nexport function f(x: 2): Promise<2>;\nexport function f(x: 1 | 2): Promise<1 | 2> { throw x; }", true],
  ["export function f(x: 1): Promise<1>;\nexport function f(x: 2): 2;\nexport function f(x: 1 | 2): Promise<1> | 2 { throw x; }", false],
];
for (const version of COMPILERS.keys()) {
  const read = openProgram(version, { files: Object.fromEntries(ASYNC.map(([source], index) => [`row${index}.ts`, moduleOf(source)])) });
  ASYNC.forEach(([source, async], index) => texts(`async: ${source} (${version})`, () => assert.is(read(`row${index}.ts`).async, async)));
}

/** Options and declarations of the whole program, two programs a row; `equal` says whether the texts are. */
interface Pair {
  readonly title: string;
  readonly before: Program;
  readonly after: Program;
  readonly equal: boolean;
}

const exact = { exactOptionalPropertyTypes: true };
const augmented = (member: string): Program => ({
  files: { "main.ts": input("NodeJS.ProcessEnv"), "env.ts": `export {};\ndeclare global { namespace NodeJS { interface ProcessEnv { ${member} } } interface Array<T> { last(): T } }` },
});
const PAIRS: readonly Pair[] = [
  { title: "exact: undefined is told from absent", before: { files: { "main.ts": input("{ a?: 1 }") }, options: exact }, after: { files: { "main.ts": input("{ a?: 1 | undefined }") }, options: exact }, equal: false },
  { title: "exact: absent as without the option", before: { files: { "main.ts": input("{ a?: 1 }") }, options: exact }, after: { files: { "main.ts": input("{ a?: 1 }") } }, equal: true },
  { title: "exact: tuples", before: { files: { "main.ts": input("[1?]") }, options: exact }, after: { files: { "main.ts": input("[(1 | undefined)?]") }, options: exact }, equal: false },
  { title: "exact: parameters", before: { files: { "main.ts": "export function f(x?: 1): void {}" }, options: exact }, after: { files: { "main.ts": "export function f(x?: 1 | undefined): void {}" }, options: exact }, equal: true },
  { title: "a library interface augmented", before: augmented("A?: 'x'"), after: augmented("A?: 'y'"), equal: false },
  { title: "a library interface not augmented", before: augmented("A?: 'x'"), after: { files: { "main.ts": input("NodeJS.ProcessEnv") } }, equal: false },
  { title: "a method added to a prototype", before: { files: { "main.ts": input("1[]"), "array.ts": "export {};\ndeclare global { interface Array<T> { last(): T } }" } }, after: { files: { "main.ts": input("1[]") } }, equal: true },
];
for (const { title, before, after, equal } of PAIRS) {
  for (const version of COMPILERS.keys()) {
    texts(`${title} (${version})`, () => {
      const [a, b] = [before, after].map((program) => openProgram(version, program)("main.ts"));
      assert.equal([a?.errors, b?.errors], [[], []]);
      assert.type(a?.text, "string");
      assert.is(a?.text === b?.text, equal, `${a?.text}\n${b?.text}`);
    });
  }
}
texts.run();
