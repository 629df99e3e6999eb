import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type TS from "typescript";
import { canonicalNode } from "#plugin/code/index";
import type { Context } from "#plugin/context";
import { readableCode } from "#tools/readable/index";
import { compileAll, compilers, createContext } from "../code/compile.js";
import { differentBodies, differentFunctions } from "../code/different.rows.js";
import { sameBodies, sameFunctions, type Row } from "../code/same.rows.js";
import { repository } from "../harness/project.js";

const test = suite("readable code");
const ts = compilers[0] as (typeof compilers)[number];

/** Real code of several styles. */
const FILES = [
  ...readdirSync(join(repository, "plugin/code")).map((name) => `plugin/code/${name}`),
  "node_modules/commander/lib/command.js",
  "node_modules/uvu/run/index.mjs",
];

const asTask = ([, left, right]: Row): readonly string[] => [left, right].map((body) => `async function theTask(a: any, b: any, c: any, d: any) {\n${body}\n}`);

/** Printed and read again by the compiler, it must be the code that it was. */
test("rows of code mean the same as the code that they are printed from", () => {
  const rows = [...[...sameBodies, ...differentBodies].flatMap(asTask), ...[...sameFunctions, ...differentFunctions].flatMap(([, left, right]) => [left, right])];
  // What stands in the parameters is no statement.
  const texts = compileAll(ts, rows).flatMap(({ text }) => (text === undefined || /^\((?:parameter|@)/m.test(text) ? [] : [text]));
  for (const width of [20, 100]) {
    const readable = texts.map((text) => readableCode(text.split("\n"), width));
    const again = compileAll(ts, readable.map((code, index) => `${texts[index]?.startsWith("async") ? "async " : ""}function theTask() {\n${code}\n}`));
    again.forEach(({ text, syntax }, index) => assert.equal([syntax, text], [[], texts[index]], readable[index]));
  }
});

for (const path of FILES) {
  test(`${path} means the same as the code that it is printed from`, () => {
    const context = createContext(ts, []);
    const texts = statementsOf(context, readFileSync(join(repository, path), "utf8")).flatMap((statement) => canonicalNode(context, statement) ?? []);
    for (const width of [20, 100]) {
      const readable = texts.map((text) => readableCode(text.split("\n"), width));
      readable.forEach((code, index) => {
        const again = statementsOf(context, code).map((statement) => canonicalNode(context, statement));
        assert.equal(again, [texts[index]], code);
      });
    }
    assert.equal(context.diagnostics.map(({ messageText }) => messageText), []);
  });
}

test("is what a person would write", () => {
  const source = `
    const rows = input.filter(row => !!row && -1 < row.n ** 2).map(({ n, ...rest }) => ({ ...rest, n, "a-b": [ , n], ["c" + n]: \`\${n} of \${rest.all}\` }));
    for (const row of rows) { if (row.n) { continue } else if (await row?.late?.[0]?.()) throw new Error("no"); else { total += row.n; count++ } }
    switch (a) { case 1: case 2: b(); break; default: c() }
    try { b() } catch { c() } finally { d() }
    const deep = function* named(x = 1) { yield* x; };
    class Box extends Base { static #n = 1; get n() { return this.#n } async *all() {} }
  `;
  const [compiled] = compileAll(ts, [`async function theTask(input: any) {${source}}`]);
  const expected = `
const rows = input.filter((row) => !!row && -1 < row.n ** 2).map(({ n, ...rest }) => ({
  ...rest,
  n,
  "a-b": [, n],
  ["c" + n]: \`\${n} of \${rest.all}\`
}));
for (const row of rows)
  if (row.n) continue;
  else if (await row?.late?.[0]?.()) throw new Error("no");
  else {
    total += row.n;
    count++;
  }
switch (a) {
  case 1:
  case 2:
    b();
    break;
  default:
    c();
}
try {
  b();
} catch {
  c();
} finally {
  d();
}
const deep = function* named(x = 1) {
  yield* x;
};
class Box extends Base {
  static #n = 1;
  get n() {
    return this.#n;
  }
  async *all() {}
}`;
  assert.is(readableCode((compiled?.text ?? "").split("\n")), expected.trim());
});

test("text that is no canonical code stays as it is", () => {
  for (const text of ["(call a", "call a)", "((a) b)"]) assert.is(readableCode([text]), text);
});

/** Those that run; what a file exports without a name is no statement elsewhere. */
function statementsOf(context: Context, source: string): readonly TS.Statement[] {
  const file = context.ts.createSourceFile("source.tsx", source, context.ts.ScriptTarget.ESNext, true);
  return file.statements.filter((node) => !isLeftOut(context, node));
}

function isLeftOut({ ts }: Context, node: TS.Statement): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isExportAssignment(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  return (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && (node.name === undefined || (ts.isFunctionDeclaration(node) && node.body === undefined));
}

test.run();
