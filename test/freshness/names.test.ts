import ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { discoverPossibleNames } from "#plugin/host/names";

/** What each file of a program may call its tasks, by what the syntax shows. */
const cases: readonly (readonly [label: string, files: readonly string[], names: readonly (readonly string[])[]])[] = [
  ["a function's own name", ["task(function mean() {});"], [["mean"]]],
  ["a const", ["const mean = task(() => 0);"], [["mean"]]],
  ["a const and a function's own name", ["const mean = task(function average() {});"], [["average", "mean"]]],
  ["the option", ['task(() => 0, { name: "mean" });'], [["mean"]]],
  ["a named function", ["task(mean); task(tools.range);"], [["mean", "range"]]],
  ["a function imported under another name", ['import { mean as m } from "./a.js"; task(m);'], [["m", "mean"]]],
  ["parentheses and assertions", ["const mean = (task)((() => 0) as never) satisfies unknown;"], [["mean"]]],
  ["calls of other functions", ["const mean = make(() => 0); list.map(range); items.push(item);"], [[]]],
  ["a namespace", ["tp.task(mean);"], [["mean"]]],
  ["an element access", ['tp["task"](mean);'], [["mean"]]],
  ["task imported under another name", ['import { task as t } from "taskprint"; t(mean);'], [["mean"]]],
  ["task renamed by a file between", ['export { task as memo } from "taskprint";', 'import { memo as m } from "./a.js"; m(mean); other(range);'], [[], ["mean"]]],
  ["task as a default export", ['import { task } from "taskprint"; export default task;', 'import t from "./a.js"; t(mean);'], [[], ["mean"]]],
  ["task destructured", ['const { task: t } = await import("taskprint"); t(mean);'], [["mean"]]],
  ["task in a variable", ["const t = tp.task; t(mean);"], [["mean"]]],
  ["a callee without a name", ["(isOn ? task : other)(mean);"], [["mean"]]],
];

const test = suite("possible names");
for (const [label, texts, expected] of cases) {
  test(label, () => {
    const files = texts.map((text, index) => ts.createSourceFile(`${index}.ts`, text, ts.ScriptTarget.ES2022));
    const names = discoverPossibleNames(ts, files);
    assert.equal(files.map((file) => [...(names.get(file) ?? [])].sort()), expected);
  });
}
test.run();
