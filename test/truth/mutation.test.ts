import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type TS from "typescript";
import { repository } from "../harness/project.js";

interface Unit {
  readonly path: string;
  readonly text: string;
}

interface Edit {
  readonly operator: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const load = (path: string): Promise<unknown> => import(pathToFileURL(join(repository, "bench/truth", path)).href);
const { proofOf } = (await load("proofs.mjs")) as { proofOf: (path: string, before: string, after: string) => string | undefined };
const { OPERATORS, ownEdits } = (await load("operators/index.mjs")) as {
  OPERATORS: readonly { readonly name: string }[];
  ownEdits: (ts: typeof TS, unit: Unit) => readonly Edit[];
};
const ts = createRequire(import.meta.url)("typescript") as typeof TS;

const proofs = suite("proofs that an edit left a program as it was");

const EQUAL: readonly (readonly [before: string, after: string])[] = [
  ["function f(x: string) { return x; }", "function f(x: number) { return (x as any); }"],
  ["function f() { return 'a' }", 'function f() { return "a"; /* b */ }'],
  ["use(() => { a(); });", "use(() => { a();; });"],
  ["use(() => <a>\n  <b/>\n</a>);", "use(() => <a><b/></a>);"],
  ["class C { m() { this.#x; } }", "class C { m() { (this.#x); } }"],
  ["function f(x?: string) { return x; }", "function f(x:? string) { return x; }"],
];
for (const [before, after] of EQUAL) proofs(`${before} → ${after}`, () => assert.type(proofOf("a.tsx", before, after), "string"));

const DIFFERENT: readonly (readonly [before: string, after: string])[] = [
  ["function f() { return 'a'; }", "function f() { return 'b'; }"],
  ["use(() => { a(); b(); });", "use(() => { b(); a(); });"],
  ["use(() => <a>\n  <b/>\n</a>);", "use(() => <a><b/>{' '}</a>);"],
  ["use({ m() { return a?.b.c; } });", "use({ m() { return (a?.b).c; } });"],
  ["class C { m() { this.#x; } }", "class C { m() { this.#y; } }"],
  ["use(tag`a`);", "use(tag`\\u{61}`);"],
];
for (const [before, after] of DIFFERENT) proofs(`none for ${before} → ${after}`, () => assert.is(proofOf("a.tsx", before, after), undefined));

proofs.run();

/** Something for every operator to edit. */
const SAMPLE = `async function* f(this: Date, a, { b = 1, ...c }, [d, e] = a, ...g) {
  "use strict";
  const x = await a?.b[c](d, e), y = [a, ...b], z = { a, b: 1n, c() { return 1; }, get d() { return 2; }, ...c };
  let h = a ? -b : !c, i = typeof a, j = \`p\${a}q\`, k = String.raw\`r\${b}s\`, l = /x/g.test("y"), m = new Map(a);
  outer: for (let n = 0; n < 9; n++) { if (a) break outer; else continue; }
  for (const o of a) h += o; for await (const o of a) yield* o; while (a) b(); do c(); while (d);
  switch (a) { case 1: b(); break; default: c(); }
  try { a(); } catch (p) { throw p; } finally { b(); }
  @a class C extends D { #q = 1; static r = 2; accessor s = 3; constructor(private t: string) { super(t); } u() { return this.#q; } }
  enum E { A, B = 2 }
  use(async (v) => v + 1, function () { return null; }, true, undefined);
  return <div id="w" {...a}>text here {b}<i/></div>;
}`;

const operators = suite("own operators of mutation");

/** Errors of the parser, which the compiler keeps in a field that it does not declare. */
function isParsed(text: string): boolean {
  const file = ts.createSourceFile("a.tsx", text, ts.ScriptTarget.ESNext) as TS.SourceFile & { readonly parseDiagnostics: readonly unknown[] };
  return file.parseDiagnostics.length === 0;
}

operators("each makes an edit that parses", () => {
  assert.ok(isParsed(SAMPLE));
  const edits = ownEdits(ts, { path: "a.tsx", text: SAMPLE }).map((edit) => ({ ...edit, mutant: SAMPLE.slice(0, edit.start) + edit.text + SAMPLE.slice(edit.end) }));
  const made = new Set(edits.filter(({ mutant }) => mutant !== SAMPLE && isParsed(mutant)).map(({ operator }) => operator));
  assert.equal(OPERATORS.map(({ name }) => name).filter((name) => !made.has(name)), []);
});

operators.run();
