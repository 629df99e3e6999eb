import type TS from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { COMPILERS, openProgram, type Program } from "./harness.js";

/** What the program around a task has no part in. */
const MAIN = `import type { Sample } from "./a/sample.js";
export function f(sample: Sample, kind: "b" | "a" | "c" | 2 | 1 | null, parts: ({ q: 1 } | { p: 2 } | string)[]): Map<string, Sample> { throw 0; }
`;
const FILES: Readonly<Record<string, string>> = {
  "main.ts": MAIN,
  "a/sample.ts": 'import type { Reads } from "./b/reads.js";\nexport interface Sample { id: string; reads: Reads; pairs?: Sample[] }\n',
  "a/b/reads.ts": 'import type { Base } from "../../c.js";\nexport type Reads = { [K in Base]: Uint8Array } & { total: number };\n',
  "c.ts": 'export type Base = "T" | "A" | "C" | "G";\n',
};
const NOISE: Readonly<Record<string, string>> = {
  "noise.ts": `export const noise: 1 | 2 | "c" | "b" | "a" | null | "G" | "C" | "A" | "T" = 1;
export type P = string | { p: 2 } | { q: 1 }; export let p: P[]; export let x: { total: number } & { A: Uint8Array };\n`,
};

function textOf(version: string, program: Program): string {
  const { text, errors, compileErrors } = openProgram(version, program)("main.ts");
  assert.equal(errors, []);
  assert.equal(compileErrors, []);
  if (text === undefined) throw new Error("No text.");
  return text;
}

function mapValues(files: Readonly<Record<string, string>>, edit: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, edit(text)]));
}

const EXPECTED = `(sample: #1, kind: "a" | "b" | "c" | 1 | 2 | null, parts: (string | {p: 2} | {q: 1})[]) => Map<string, #1>
#1 = {id: string, pairs?: #1[], reads: {A: #2, C: #2, G: #2, T: #2, total: number}}`.replaceAll("#2", "Uint8Array");

const programs = suite("a signature and the program around it");
for (const [version, ts] of COMPILERS) {
  const same = (title: string, program: Program): void => {
    programs(`${title} (${version})`, () => assert.is(textOf(version, program), EXPECTED));
  };
  same("as it is", { files: FILES });
  same("files in reverse order", { files: FILES, roots: Object.keys(FILES).reverse() });
  same("only the task's file named", { files: FILES, roots: ["main.ts"] });
  same("other files that mention the unions in another order", { files: { ...FILES, ...NOISE }, roots: ["noise.ts", "main.ts"] });
  same("CRLF", { files: mapValues(FILES, (text) => text.replaceAll("\n", "\r\n")) });
  same("a comment and formatting", { files: mapValues(FILES, (text) => `// A comment.\n${text.replaceAll(";", "\n ;")}`) });
  const options: readonly (readonly [string, TS.CompilerOptions])[] = [
    ["library of ES2022", { lib: ["lib.es2022.d.ts"] }],
    ["library of ESNext", { lib: ["lib.esnext.d.ts"] }],
    ["library with the DOM", { lib: ["lib.esnext.d.ts", "lib.dom.d.ts"] }],
    ["no types of Node", { types: [] }],
    ["target ES2020", { target: ts.ScriptTarget.ES2020 }],
    ["target ESNext", { target: ts.ScriptTarget.ESNext }],
    ["module NodeNext", { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }],
    ["CommonJS", { module: ts.ModuleKind.CommonJS }],
    ["exactOptionalPropertyTypes", { exactOptionalPropertyTypes: true }],
    ["noUncheckedIndexedAccess", { noUncheckedIndexedAccess: true }],
  ];
  for (const [title, extra] of options) same(title, { files: FILES, options: extra });
}
for (const version of COMPILERS.keys()) {
  programs(`the paths of errors do not depend on other files (${version})`, () => {
    const main = "type A = { a: symbol }; type B = { b: symbol };\nexport function f(x: { u: A | B }): void {}\nexport type P = { v: A }; export type Q = { v: B };";
    const noise = 'import type { P, Q } from "./main.js";\nexport let y: Q["v"] | P["v"];';
    const messages = [["main.ts"], ["noise.ts", "main.ts"]].map((roots) => {
      return openProgram(version, { files: { "main.ts": main, "noise.ts": noise }, roots })("main.ts").errors.map(({ message }) => message);
    });
    assert.is(messages[0]?.length, 1);
    assert.match(messages[0]?.[0] ?? "", "→ .u → .a is");
    assert.equal(messages[0], messages[1]);
  });
}
programs.run();

/** Every edit below changes the text, and no two edits give one text. */
const EDITS: readonly (readonly [file: string, from: string, to: string])[] = [
  ["main.ts", "sample: Sample", "sampel: Sample"],
  ["main.ts", "parts:", "parts?:"],
  ["main.ts", "sample: Sample,", ""],
  ["main.ts", "sample: Sample,", "sample: Readonly<Sample>[],"],
  ["main.ts", "sample: Sample,", "sample: Sample | null,"],
  ["main.ts", "sample: Sample,", "sample: Partial<Sample>,"],
  ["main.ts", '"b" | "a"', '"b"'],
  ["main.ts", '"b" | "a"', '"b" | "A"'],
  ["main.ts", "| 2 | 1", "| 2 | -1"],
  ["main.ts", "| 2 | 1", '| 2 | "1"'],
  ["main.ts", "| null", ""],
  ["main.ts", "| null", "| undefined"],
  ["main.ts", "kind:", "kinds:"],
  ["main.ts", "{ q: 1 } | { p: 2 }", "{ q: 2 } | { p: 1 }"],
  ["main.ts", "{ q: 1 } | { p: 2 }", "{ q: 1, p: 2 }"],
  ["main.ts", "{ q: 1 } | { p: 2 }", "{ q: 1 } | { p?: 2 }"],
  ["main.ts", "string)[]", "string)[][]"],
  ["main.ts", "({ q: 1 } | { p: 2 } | string)[]", "[{ q: 1 } | { p: 2 } | string]"],
  ["main.ts", "({ q: 1 } | { p: 2 } | string)[]", "{ q: 1 } | { p: 2 } | string[]"],
  ["main.ts", "({ q: 1 } | { p: 2 } | string)[]", "readonly ({ q: 1 } | { p: 2 } | string)[]"],
  ["main.ts", "parts:", "...parts:"],
  ["main.ts", "): Map<", ", more: 1): Map<"],
  ["main.ts", "Map<string, Sample>", "Map<string, string>"],
  ["main.ts", "Map<string, Sample>", "Map<Sample, string>"],
  ["main.ts", "Map<string, Sample>", "ReadonlyMap<string, Sample>"],
  ["main.ts", "Map<string, Sample>", "Set<Sample>"],
  ["main.ts", ": Map<string, Sample>", ": Promise<Map<string, Sample>>"],
  ["main.ts", "function f(", "function f<T>("],
  ["a/sample.ts", "id: string", "id: number"],
  ["a/sample.ts", "id: string", "id?: string"],
  ["a/sample.ts", "id: string", "id: string; more: string"],
  ["a/sample.ts", "id: string", "ids: string"],
  ["a/sample.ts", "pairs?: Sample[]", "pairs: Sample[]"],
  ["a/sample.ts", "pairs?: Sample[]", "pairs?: Sample"],
  ["a/sample.ts", "pairs?: Sample[]", "pairs?: Sample[][]"],
  ["a/sample.ts", "pairs?: Sample[]", "pairs?: readonly Sample[]"],
  ["a/sample.ts", "pairs?: Sample[]", "pairs?: Omit<Sample, 'pairs'>[]"],
  ["a/b/reads.ts", "Uint8Array", "Uint16Array"],
  ["a/b/reads.ts", "Uint8Array", "Buffer"],
  ["a/b/reads.ts", "Uint8Array", "Uint8Array | null"],
  ["a/b/reads.ts", "[K in Base]", "[K in Base | 'N']"],
  ["a/b/reads.ts", "[K in Base]:", "[K in Base]?:"],
  ["a/b/reads.ts", "[K in Base]", "[K in Lowercase<Base>]"],
  ["a/b/reads.ts", "total: number", "total: bigint"],
  ["a/b/reads.ts", "{ total: number }", "{ [k: `n${string}`]: number; total: number }"],
  ["c.ts", '"T"', '"U"'],
  ["c.ts", ' | "G"', ""],
  ["c.ts", '"A"', '"AA"'],
];

const edits = suite("edits that change a signature");
for (const version of COMPILERS.keys()) {
  const texts = new Map<string, string>();
  for (const [file, from, to] of EDITS) {
    const edit = `${file}: ${from} → ${to}`;
    edits(`${edit} (${version})`, () => {
      const before = FILES[file] ?? "";
      assert.is(before.split(from).length, 2, "The edit must fit one place.");
      const text = textOf(version, { files: { ...FILES, [file]: before.replace(from, to) } });
      assert.is.not(text, EXPECTED);
      assert.is(texts.get(text), undefined);
      texts.set(text, edit);
    });
  }
}
edits.run();
