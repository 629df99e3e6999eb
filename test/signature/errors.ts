import { input, output, type Row } from "./rows.js";

/** What an error must say: its code, the way to the type, and the source it points at. */
export type Expected = readonly [code: number, path: string, at: string];

export interface ErrorRow extends Row {
  readonly title: string;
  readonly expected: readonly Expected[];
  /** Sources that the compiler itself refuses too. */
  readonly broken?: true;
}

const X = 'parameter "x"';

function refusedInput(type: string, expected: readonly [code: number, path: string], declarations = ""): ErrorRow {
  const [code, path] = expected;
  return { title: `input ${type}`, source: input(type, declarations), expected: [[code, `${X}${path}`, type]] };
}

function refusedOutput(type: string, expected: readonly [code: number, path: string], declarations = ""): ErrorRow {
  const [code, path] = expected;
  return { title: `output ${type}`, source: output(type, declarations), expected: [[code, `output${path}`, type]] };
}

const CLASS = "class C { a = 1; }";
const BRAND = "declare const b: unique symbol;";

/** Sources whose signature is refused, with every error that is due. */
export const ERRORS: readonly ErrorRow[] = [
  refusedInput("any", [1050, ""]),
  refusedInput("{ a: { b: any }[] }", [1050, " → .a → [number] → .b"]),
  refusedInput("Map<string, any>", [1050, " → <value>"]),
  refusedInput("Record<string, any>", [1050, " → [string]"]),
  refusedInput("[1, any]", [1050, " → [1]"]),
  refusedOutput("any", [1050, ""]),
  refusedOutput("Promise<any>", [1050, ""]),
  refusedOutput("{ 'a b': any }", [1050, ' → ["a b"]']),
  { title: "inferred any", source: "export function f() { return JSON.parse('1'); }", expected: [[1050, "output", "f"]] },
  { title: "implicit any", source: "export function f(x): void {}", expected: [[1050, X, "x"]], broken: true },
  { title: "any of an arrow's output", source: "export const f = (x: string) => JSON.parse(x);", expected: [[1050, "output", "=>"]] },
  { title: "any of an expression's output", source: "export const f = function (x: string) { return JSON.parse(x); };", expected: [[1050, "output", "function"]] },
  { title: "any of a context", source: "declare function t<F extends (...a: any) => any>(f: F): F;\nexport const f = t((x) => 1);", expected: [[1050, X, "x"]] },
  { title: "any in an ignored parameter", source: input("any"), ignore: ["x"], expected: [[1050, X, "any"]] },
  { title: "any in a constraint", source: "export function f<T extends { a: any }>(x: T): void {}", expected: [[1050, 'type parameter "T" → .a', "T extends { a: any }"]] },
  { title: "any in one overload", source: "export function f(x: string): void;\nexport function f(x: any[]): void;\nexport function f(x: string | unknown[]): void {}", expected: [[1050, `${X} → [number]`, "any[]"]] },
  { ...refusedInput("Missing", [1051, ""]), broken: true },
  { ...refusedInput("{ a: Missing[] }", [1051, " → .a → [number]"]), broken: true },
  { ...refusedOutput("Promise<Missing>", [1051, ""]), broken: true },
  { title: "unresolved import", source: "import type { A } from './nowhere.js';\nexport function f(x: A): void {}", expected: [[1051, X, "A"]], broken: true },
  refusedInput("Inf<string>", [1052, ""], "type Inf<T> = { v: T; n: Inf<T[]> };"),
  refusedInput("Inf<string>", [1052, ""], "interface Inf<T> { v: T; a: Inf<[T, 1]>; b: Inf<[T, 2]> }"),
  refusedInput("Inf<string>", [1052, ""], "interface Inf<T> extends Array<Inf<T[]>> { a: T }"),
  refusedInput("Inf<[]>", [1052, ""], "type Inf<T extends unknown[]> = { v: T; n: Inf<[...T, 1]> };"),
  refusedInput("Inf<1>", [1052, ""], "type Inf<T> = { v: T; n: Inf<T | [T]> };"),
  refusedInput("Inf<'a'>", [1052, ""], "type Inf<T extends string> = { v: T; n: Inf<`${T}${T}`> };"),
  { title: "infer over a type parameter", source: "export function f<T>(x: T extends (infer U)[] ? U : never): void { void x; }", expected: [[1054, X, "T extends (infer U)[] ? U : never"]] },
  { title: "function behind an omitted type parameter", source: "interface U { a: string; run(): void }\nexport function f<K extends 'a' | 'run'>(k: K): Omit<U, K> { throw k; }", expected: [[1055, "output → [key]", "Omit<U, K>"]] },
  { title: "infinite over a type parameter", source: "type Deep<T> = { [K in keyof T]?: Deep<T[K]> };\nexport function f<T>(x: Deep<T>): void {}", expected: [[1052, X, "Deep<T>"]] },
  { title: "infinite by recursion on what is excluded", source: "type Deep<T, R extends unknown[] = []> = [T] extends [never] ? R : Deep<Exclude<T, R>, [T | R, ...R]>;\nexport function f<T>(x: Deep<keyof T>): void {}", expected: [[1052, X, "Deep<keyof T>"]] },
  {
    title: "a union turned into a tuple over a type parameter",
    source: `type ToFunction<T> = (T extends unknown ? (k: () => T) => void : never) extends (k: infer I) => void ? I : never;
type Last<T> = ToFunction<T> extends () => infer L ? L : never;
type ToTuple<T, R extends unknown[] = []> = [T] extends [never] ? R : ToTuple<Exclude<T, Last<T>>, [Last<T>, ...R]>;
export function f<T>(x: ToTuple<keyof T>): void {}`,
    expected: [[1052, X, "ToTuple<keyof T>"]],
  },
  {
    title: "keys from a union turned into a tuple over a type parameter",
    source: `type ToFunction<T> = (T extends unknown ? (k: () => T) => void : never) extends (k: infer I) => void ? I : never;
type Last<T> = ToFunction<T> extends () => infer L ? L : never;
type ToTuple<T, R extends unknown[] = []> = [T] extends [never] ? R : ToTuple<Exclude<T, Last<T>>, [Last<T>, ...R]>;
export function f<T>(x: { values: { [K in ToTuple<keyof T> & string]: K } }): void {}`,
    expected: [[1052, X, "{ values: { [K in ToTuple<keyof T> & string]: K } }"]],
  },
  { title: "infinite output", source: output("Inf<1>", "type Inf<T> = { v: T; n: Inf<T[]> };"), expected: [[1052, "output", "Inf<1>"]] },
  { title: "type parameter of a class", source: "export class C<T> { f(x: T): void {} }", expected: [[1053, X, "T"]] },
  { title: "type parameter of a function", source: "export function outer<T>() { const f = (x: T[]): void => {}; return f; }", expected: [[1053, `${X} → [number]`, "T[]"]] },
  refusedInput("() => void", [1055, ""]),
  refusedInput("{ logger: (x: string) => void }", [1055, " → .logger"]),
  refusedInput("{ logger?: (x: string) => void }", [1055, " → .logger"]),
  refusedInput("{ run(): void }[]", [1055, " → [number] → .run"]),
  refusedInput("string | (() => string)", [1055, ""]),
  refusedInput("new () => object", [1055, ""]),
  refusedInput("typeof C", [1055, ""], CLASS),
  refusedInput("Function", [1055, ""]),
  refusedInput("{ [k: string]: () => void }", [1055, " → [string]"]),
  refusedInput("{ then(): void }", [1055, " → .then"]),
  refusedOutput("{ then(): void }", [1055, " → .then"]),
  refusedOutput("() => void", [1055, ""]),
  { title: "function in a constraint", source: "export function f<T extends { g(): void }>(x: T): void {}", expected: [[1055, `${X} → .g`, "T"]] },
  refusedInput("Promise<string>", [1056, ""]),
  refusedInput("PromiseLike<string>", [1056, ""]),
  refusedOutput("PromiseLike<string>", [1056, ""]),
  refusedOutput("string | Promise<string>", [1056, ""]),
  refusedOutput("Promise<{ a: Promise<string> }>", [1056, " → .a"]),
  refusedInput("symbol", [1057, ""]),
  refusedInput("typeof b", [1057, ""], BRAND),
  refusedInput("{ [b]: 1 }", [1058, " → [b]"], BRAND),
  refusedInput("{ [Symbol.toStringTag]: string }", [1058, " → [Symbol.toStringTag]"]),
  refusedInput("{ [k: symbol]: 1 }", [1058, " → [symbol]"]),
  refusedInput("{ a: string } & { [b]: 1 }", [1058, " → [b]"], BRAND),
  refusedInput("C", [1059, ""], CLASS),
  refusedInput("{ c: C | null }", [1059, " → .c"], CLASS),
  refusedInput("C & { x: 1 }", [1059, ""], CLASS),
  refusedInput("I", [1059, ""], `${CLASS} interface I extends C { b: 1 }`),
  refusedInput("I", [1059, ""], "class C extends Map<string, number> { a = 1 } type I = C;"),
  refusedOutput("Promise<C>", [1059, ""], CLASS),
  refusedInput("Iterable<string>", [1060, ""]),
  refusedInput("AsyncIterable<string>", [1060, ""]),
  refusedInput("Generator<string>", [1060, ""]),
  refusedInput("IterableIterator<string>", [1060, ""]),
  refusedOutput("MapIterator<string>", [1060, ""]),
  refusedInput("WeakMap<object, string>", [1061, ""]),
  refusedInput("WeakSet<object>", [1061, ""]),
  refusedInput("WeakRef<object>", [1061, ""]),
  refusedInput("Error", [1062, ""]),
  refusedInput("TypeError | string", [1062, ""]),
  refusedInput("NodeJS.ErrnoException", [1062, ""]),
  refusedInput("String", [1063, ""]),
  refusedInput("Number", [1063, ""]),
  refusedInput("Boolean", [1063, ""]),
  refusedInput("Object", [1063, ""]),
  refusedInput("SharedArrayBuffer", [1064, ""]),
  refusedInput("URLSearchParams", [1064, ""]),
  refusedInput("Blob", [1064, ""]),
  refusedInput("Headers", [1064, ""]),
  refusedInput("Response", [1064, ""]),
  refusedInput("Intl.NumberFormat", [1064, ""]),
  refusedInput("NodeJS.ReadableStream", [1064, ""]),
  refusedInput("{ a: Console }", [1064, " → .a"]),
  { title: "stream", source: "import type { Readable } from 'node:stream';\nexport function f(x: Readable): void {}", expected: [[1064, X, "Readable"]] },
  { title: "fs.Stats", source: "import type { Stats } from 'node:fs';\nexport function f(x: Stats): void {}", expected: [[1064, X, "Stats"]] },
  {
    title: "all errors at once",
    source: "export function f(a: any, { b, c }: { b: symbol; c: () => void }, ...d: Error[]): Promise<Promise<1>[]> { throw 0; }",
    expected: [
      [1050, 'parameter "a"', "any"],
      [1057, "parameter 2 → .b", "{ b: symbol; c: () => void }"],
      [1055, "parameter 2 → .c", "{ b: symbol; c: () => void }"],
      [1062, 'parameter "d" → [number]', "Error[]"],
      [1056, "output → [number]", "Promise<Promise<1>[]>"],
    ],
  },
];

/** Sources that must be accepted, though they come close to what is refused. */
export const ACCEPTED: readonly Row[] = [
  ...[
    "unknown", "object", "{}", "null", "undefined", "void", "never", "bigint", "Date", "RegExp", "URL", "ArrayBuffer", "ArrayBufferLike", "ArrayBufferView",
    "NodeJS.TypedArray", "NodeJS.ArrayBufferView", "Uint8Array", "Uint8Array<ArrayBuffer>", "Float64Array", "BigInt64Array", "DataView", "Buffer",
    "RegExpMatchArray", "RegExpExecArray", "ReadonlyMap<string, Set<Date>>", "ArrayLike<number>", "Intl.NumberFormatOptions", "NodeJS.ProcessEnv", "NodeJS.MemoryUsage",
    "Uint8Array & { __brand: 'x' }", "string & {}", "('a' | 'b') | (string & {})",
  ].map((type): Row => ({ source: input(type) })),
  { source: input("string & { readonly [b]: unique symbol }", BRAND).replace("unique symbol }", "typeof b }") },
  { source: input("string & { readonly [b]: () => void }", BRAND) },
  { source: output("void") },
  { source: output("Promise<void>") },
  { source: output("undefined") },
  { source: output("never") },
  { source: "export function f<T>(x: T): T[] { return [x]; }" },
  { source: "export async function f<T>(x: T) { return await x; }" },
  { source: "export function f<T>(x: T extends any ? T[] : never): void {}" },
  { source: "export function f<T extends object, K extends keyof T>(x: T, k: K): T[K] { return x[k]; }" },
  { source: "import type { ParsedPath } from 'node:path';\nexport function f(x: ParsedPath): void {}" },
  { source: input("() => void"), ignore: ["x"] },
  { source: input("Iterable<string> | C | symbol", CLASS), ignore: ["x"] },
  { source: input("Console"), ignore: ["x"] },
];
