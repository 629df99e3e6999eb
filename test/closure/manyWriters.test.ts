import { suite } from "uvu";
import * as assert from "uvu/assert";
import { build } from "../harness/build.js";
import { current } from "../harness/compilers.js";

const MAIN = 'import { task } from "taskprint";\nimport { table } from "./table.js";\nexport const cached = task((key: string): number => table[key] ?? 0);\n';

/** How many things the closure of a table refers to, which many statements fill. */
function referencesOf(statements: number): number {
  const lines = Array.from({ length: statements }, (_, index) => `table["k${index}"] = ${index};\n`);
  const files = new Map([["main.ts", MAIN], ["table.ts", `export const table: Record<string, number> = {};\n${lines.join("")}`]]);
  const { diagnostics, manifest } = build(current, { root: "/project", files, compilerOptions: {}, pluginOptions: { track: "closure" } });
  assert.equal(diagnostics.map(({ messageText }) => messageText), []);
  return Object.values(manifest?.closure ?? {}).flatMap(({ uses = {} }) => Object.values(uses).flat()).length;
}

const test = suite("a table that many statements fill");

test("what its closure refers to grows as the statements do", () => {
  const [some, many] = [referencesOf(20), referencesOf(200)];
  assert.ok(some >= 20);
  assert.ok(many <= 10 * some, `${some} references for 20 statements, ${many} for 200`);
});

test.run();
