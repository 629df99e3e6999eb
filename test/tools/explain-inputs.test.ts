import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compareInputs } from "#tools/explain/inputs/differences";
import { inputText } from "#tools/explain/sentence";
import { HiddenPart } from "#tools/records/inputs";

const test = suite("tools/explain: in what two calls differ");

/** The parameters' names, the arguments before and after, and what is said. */
type Row = readonly [names: readonly string[], before: readonly unknown[], after: readonly unknown[], said: readonly string[]];

const user = { id: 1, plan: "free", tags: ["a", "b"] };
const loop: { name: string; self?: unknown } = { name: "loop" };
loop.self = loop;

const rows: readonly Row[] = [
  [["user"], [user], [{ ...user }], []],
  [["user"], [user], [{ ...user, plan: "pro" }], ['user.plan: "free" → "pro"']],
  [["user"], [user], [{ ...user, tags: ["a", "c"], id: 2 }], ["user.id: 1 → 2", 'user.tags[1]: "b" → "c"']],
  [["user"], [user], [{ id: 1, plan: "free", tags: ["a"], note: null }], ['user.tags[1]: gone, was "b"', "user.note: added, null"]],
  [["a", "b"], [1], [1, "x"], ['b: added, "x"']],
  [["a", "b"], [1, undefined], [1], []],
  [["...all"], [1, 2], [1, 3, 4], ["all[1]: 2 → 3", "all[2]: added, 4"]],
  [["first", "...all"], [1, 2], [1, 3], ["all[0]: 2 → 3"]],
  [["x"], [NaN], [NaN], []],
  [["x"], [0], [-0], ["x: 0 → -0"]],
  [["x"], [{ "a-b": 1 }], [{ "a-b": 2 }], ['x["a-b"]: 1 → 2']],
  [["x"], [{ a: undefined }], [{}], ["x.a: gone, was undefined"]],
  [["x"], [[1]], [{ 0: 1 }], ["x: [ 1 ] → { '0': 1 }"]],
  [["x"], [new Map([["k", { v: 1 }], ["l", { v: 1 }]])], [new Map([["l", { v: 1 }], ["k", { v: 2 }]])], ['x.get("k").v: 1 → 2']],
  [["x"], [new Map([["k", 1]])], [new Map([["m", 1]])], ['x.get("k"): gone, was 1', 'x.get("m"): added, 1']],
  [["x"], [new Set([1])], [new Set([2])], ["x: Set(1) { 1 } → Set(1) { 2 }"]],
  [["x"], [new Date(0)], [new Date(1)], ["x: 1970-01-01T00:00:00.000Z → 1970-01-01T00:00:00.001Z"]],
  [["x"], [loop], [{ name: "other", self: loop }], ['x.name: "loop" → "other"']],
  [["x"], [{ blob: new HiddenPart("ab".repeat(32)) }], [{ blob: new HiddenPart("ab".repeat(32)) }], []],
  [["x"], [{ blob: new HiddenPart("ab".repeat(32)) }], [{ blob: "text" }], ['x.blob: (only a digest was kept: abababab…) → "text"']],
  [["x"], ["a".repeat(100)], ["b"], [`x: "${"a".repeat(58)}… → "b"`]],
];

for (const [names, before, after, said] of rows) {
  test(`${said.join(", ") || "nothing"}`, () => assert.equal(compareInputs(names, before, after).map(inputText), said));
}

test("calls that differ everywhere are not compared to their end", () => {
  const [before, after] = [0, 1].map((offset) => Array.from({ length: 100_000 }, (_, index) => index * 2 + offset));
  assert.is(compareInputs(["x"], [before], [after]).length, 1000);
});

test.run();
