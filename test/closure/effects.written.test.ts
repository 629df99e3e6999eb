import ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { discoverImports } from "#plugin/host/imports";
import { discoverWrittenFrom } from "#plugin/host/written/index";
import { calls } from "./effects.calls.rows.js";
import { analyse } from "./effects.program.js";
import { expressions } from "./effects.rows.js";

/** What the syntax alone takes for a file that may write must hold every file that the checker finds to write. */
const test = suite("effects by syntax");
const needless: string[] = [];
const rows = [...expressions, ...calls];
for (const { label, table, files } of rows) {
  test(label, () => {
    const { program, fileOf } = analyse(table, files);
    const others = typeof files === "string" ? ["main.ts"] : Object.keys(files).filter((path) => !path.startsWith("node_modules/"));
    const expected = others.filter((path) => fileOf(path).text.includes("/*W*/"));
    const found = (discoverWrittenFrom(ts, discoverImports(ts, program)).get(fileOf("table.ts")) ?? []).map(({ fileName }) => fileName.slice("/project/".length));
    assert.equal(expected.filter((path) => !found.includes(path)), []);
    if (found.length > expected.length) needless.push(label);
  });
}
/** Rows in which a file only seems to write: the price of not asking the checker, which must stay small. */
test("files that are taken in for nothing", () => {
  assert.ok(needless.length <= rows.length / 7, `Of ${rows.length} rows, ${needless.length} take in a file for nothing: ${needless.join("; ")}.`);
});
test.run();
