import { suite } from "uvu";
import * as assert from "uvu/assert";
import { showAgo, showBytes, showDuration, showNumber } from "#tools/cli/output/amounts";
import { showInputs } from "#tools/cli/output/inputs";
import { formatTable, type Column } from "#tools/cli/output/table";
import { parseCount, parseDuration } from "#tools/cli/values";
import { readableSignature } from "#tools/readable/signature";
import { HiddenPart } from "#tools/records/index";

const test = suite("what the command prints");

// The runner may ask for colours.
test.before(() => {
  process.env["NO_COLOR"] = "1";
});

const COLUMNS: readonly Column[] = [{ title: "task" }, { title: "results", align: "right" }, { title: "size", align: "right", dispensable: 1 }, { title: "last use", dispensable: 2 }];
const ROWS = [["a task with a long name", "1,000", "3.4 MiB", "2 h ago"], ["b", "2", "12 B", "now"]];

test("a table leaves out on a narrow terminal what can be spared, then cuts the widest column", () => {
  const heads = (width: number): string => formatTable(COLUMNS, ROWS, width).split("\n")[0]?.replace(/ +/g, " ") ?? "";
  assert.equal([Infinity, 60, 48, 38, 20].map(heads), ["task results size last use", "task results size last use", "task results size", "task results", "task results"]);
  for (const width of [20, 30, 48, 60]) {
    for (const line of formatTable(COLUMNS, ROWS, width).split("\n")) assert.ok(line.length <= width, `${width}: ${line}`);
  }
  assert.is(formatTable(COLUMNS, ROWS, 22), "task           results\na task with …    1,000\nb                    2");
  assert.is(formatTable(COLUMNS, Array.from({ length: 5000 }, () => ROWS[1] ?? []), 80).split("\n").length, 5001);
});

test("inputs are cut where they are longest", () => {
  const inputs = { kind: "whole", args: ["x".repeat(50), { b: 1 }, "low"] } as const;
  assert.is(showInputs(inputs, Infinity), `"${"x".repeat(50)}", { b: 1 }, "low"`);
  assert.is(showInputs(inputs, 40), `"${"x".repeat(21)}…, { b: 1 }, "low"`);
  assert.is(showInputs(inputs, 10)?.length, 10);
  assert.is(showInputs({ kind: "parts", args: [new HiddenPart("ab".repeat(32)), [1, 2, 3, 4]] }, 80), "(digest abababab…), [ 1, 2, 3, ... 1 more item ]");
  assert.is(showInputs({ kind: "unknown" }, 80), undefined);
});

test("amounts are short enough to compare", () => {
  assert.equal([0, 1023, 1024, 150_000, 3 * 1024 ** 3].map(showBytes), ["0 B", "1023 B", "1.0 KiB", "146 KiB", "3.0 GiB"]);
  assert.equal([0, 0.2, 12, 1500, 90_000, 8_000_000, 200_000_000].map(showDuration), ["0 ms", "<1 ms", "12 ms", "1.5 s", "1.5 min", "2.2 h", "2.3 d"]);
  assert.equal([showAgo(0, 500), showAgo(0, 90_000), showAgo(0, 3_600_000)], ["just now", "1 min ago", "1 h ago"]);
  assert.equal([showNumber(1, "result"), showNumber(12_000, "result")], ["1 result", "12,000 results"]);
});

test("times and counts are given with their unit, or refused", () => {
  assert.equal(["0ms", "90s", "1.5h", "30 d", "2w"].map(parseDuration), [0, 90_000, 5_400_000, 2_592_000_000, 1_209_600_000]);
  for (const wrong of ["30", "d", "-1d", "1y", ""]) assert.throws(() => parseDuration(wrong), /such as 30d/);
  for (const wrong of ["-1", "1.5", "few", ""]) assert.throws(() => parseCount(wrong), /such as 20/);
});

test("a long signature has a line for each parameter and field", () => {
  const text = '(order: {lines: readonly #1[], kind: "a, b" | "(c"}, note?: string) => Promise<Map<string, number>>';
  assert.is(readableSignature([text, "#1 = {price: number}"], 200), `${text}\n#1 = {price: number}`);
  assert.is(
    readableSignature([text], 40),
    '(\n  order: {\n    lines: readonly #1[],\n    kind: "a, b" | "(c"\n  },\n  note?: string\n) => Promise<Map<string, number>>',
  );
});

test.run();
