import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compareTasks } from "#tools/explain/task";
import { compareBuilds } from "#tools/explain/build";
import { edited, manifestOf, shop, type Edits } from "./support/shop.js";
import type { Manifest } from "#tools/records/manifest";

const test = suite("tools/explain: what moved a task, in the words of the source");

const untouched = manifestOf(shop);

/** What is said of a task between two builds; it must say something exactly when the fingerprint moved. */
function sentences(name: string, before: Manifest, after: Manifest): readonly string[] {
  const [old, now] = [before, after].map(({ tasks }) => tasks.find((task) => task.name === name));
  if (!old || !now) throw new Error(`Both builds must have a task "${name}".`);
  const moves = compareTasks({ manifest: before, task: old }, { manifest: after, task: now });
  const isMoved = moves.some(({ part }) => part !== "note" && part !== "key");
  assert.is(isMoved, old.fingerprint !== now.fingerprint, "moves are said where the fingerprint moved, and only there");
  return moves.map(({ sentence }) => sentence);
}

/** An edit of the shop, and what is said of the task `invoice` then. */
interface Row {
  readonly edit: string;
  readonly edits: Edits;
  /** Edits that both builds have. */
  readonly first?: Edits;
  readonly said: readonly string[];
  /** Of `report`, which calls it. */
  readonly report?: readonly string[];
}

const DECLARED = "readonly price: number;";

const rows: readonly Row[] = [
  { edit: "none", edits: {}, said: [] },
  { edit: "a comment and a line above", edits: { "src/money.ts": [["/** Half up. */", "\n/** Half\n * up. */"]] }, said: [] },
  {
    edit: "a helper two calls away",
    edits: { "src/money.ts": [["Math.round", "Math.floor"]] },
    said: ["code changed: helper roundTax (src/money.ts:6), reached through lineTotal"],
    report: ["code changed: helper roundTax (src/money.ts:6), reached through invoice → lineTotal"],
  },
  {
    edit: "a constant, and a helper that leads to it, below lines that moved",
    edits: { "src/money.ts": [["const HUNDRED = 100", "\n\nconst HUNDRED = 1000"]], "src/lines.ts": [["price + roundTax", "roundTax(0) + price + roundTax"]] },
    said: ["code changed: helper lineTotal (src/lines.ts:7)", "code changed: constant HUNDRED (src/money.ts:5), reached through lineTotal → roundTax"],
  },
  {
    edit: "a statement that fills a table",
    edits: { "src/rates.ts": [["0.2)", "0.055)"]] },
    said: ["code changed: statement (src/rates.ts:4), which runs when its module is loaded, reached through lineTotal → roundTax"],
  },
  {
    edit: "such a statement added above",
    edits: { "src/rates.ts": [['rates.set("DE"', 'rates.set("AT", 0.2);\nrates.set("DE"']] },
    said: ["code changed: statement added (src/rates.ts:3), which runs when its module is loaded, reached through lineTotal → roundTax"],
  },
  {
    edit: "two such statements in another order",
    edits: { "src/rates.ts": [['rates.set("DE", 0.19);\nrates.set("FR", 0.2);', 'rates.set("FR", 0.2);\nrates.set("DE", 0.19);']] },
    said: ["code changed: statements that run when modules are loaded (src/rates.ts:3) run in another order, reached through lineTotal → roundTax"],
  },
  {
    edit: "a helper moved to another file, and changed",
    edits: {
      "src/money.ts": [["export function roundTax(price: number): number {\n  return Math.round(price * (rates.get(\"DE\") ?? 0) * HUNDRED) / HUNDRED;\n}", 'export { roundTax } from "./round.js";\nvoid rates;']],
      "src/round.ts": [["", 'import { HUNDRED } from "./money.js";\nimport { rates } from "./rates.js";\nexport const roundTax = (price: number): number => Math.round(price * (rates.get("FR") ?? 0) * HUNDRED) / HUNDRED;\n']],
    },
    said: ["code changed: helper roundTax (src/round.ts:3), in place of src/money.ts:6, reached through lineTotal"],
  },
  { edit: "its own body", edits: { "src/invoice.ts": [["sum + lineTotal(line)", "lineTotal(line) + sum"]] }, said: ["code changed: its body (src/invoice.ts:5)"] },
  {
    edit: "a field three files away",
    edits: { "src/lines.ts": [[DECLARED, `${DECLARED}\n  readonly note?: string;`]] },
    said: ["parameter order: field lines[].note added, optional (src/lines.ts:5)"],
    report: ["parameter orders: field orders[].lines[].note added, optional (src/lines.ts:5)", "code changed: task invoice (src/invoice.ts:5): parameter order: field lines[].note added, optional (src/lines.ts:5)"],
  },
  { edit: "a field's type", edits: { "src/order.ts": [["id: string", "id: number"]] }, said: ["parameter order: field id: string → number (src/order.ts:4)"] },
  { edit: "a field made optional", edits: { "src/order.ts": [["id: string", "id?: string"]] }, said: ["parameter order: field id is optional now (src/order.ts:4)"] },
  { edit: "a field removed", edits: { "src/order.ts": [["  readonly id: string;\n", ""]] }, said: ["parameter order: field id removed (was src/order.ts:4)"] },
  { edit: "a member of a union", edits: { "src/invoice.ts": [['"USD"', '"USD" | "GBP"']] }, said: ['parameter opts: field currency: now also "GBP" (src/invoice.ts:5)'] },
  {
    edit: "a parameter renamed",
    edits: { "src/invoice.ts": [["invoice(order: Order", "invoice(sold: Order"], ["order.lines.", "sold.lines."]] },
    said: ["parameter order is sold now (src/invoice.ts:5)", "code changed: its body (src/invoice.ts:5)"],
  },
  {
    edit: "a parameter added, and the output",
    edits: { "src/invoice.ts": [["): number {", ", discount?: number): number | undefined {"]], "src/report.ts": [["): readonly number[] {", "): readonly (number | undefined)[] {"]] },
    said: ["parameter discount added (src/invoice.ts:5)", "output: now also undefined (src/invoice.ts:5)"],
  },
  { edit: "a version added", edits: { "src/invoice.ts": [["});\n", '}, { cacheVersion: "1" });\n']] }, said: ["cacheVersion 1 added, which stands in for the code"] },
  {
    edit: "a version raised",
    first: { "src/invoice.ts": [["});\n", '}, { cacheVersion: "1" });\n']] },
    edits: { "src/invoice.ts": [['"1"', '"2"']] },
    said: ["cacheVersion 1 → 2"],
    report: ["code changed: task invoice (src/invoice.ts:5): cacheVersion 1 → 2"],
  },
  {
    edit: "the body under a version that stays",
    first: { "src/invoice.ts": [["});\n", '}, { cacheVersion: "1" });\n']] },
    edits: { "src/invoice.ts": [["sum + lineTotal(line)", "sum - lineTotal(line)"]] },
    said: ["its body changed under an unchanged cacheVersion 1 (src/invoice.ts:5), which keeps its results"],
    report: [],
  },
  { edit: "a parameter that is ignored now", edits: { "src/invoice.ts": [["});\n", '}, { ignore: ["opts"] });\n']] }, said: ["parameter opts is ignored now"] },
];

for (const { edit, edits, first = {}, said, report } of rows) {
  test(`edited: ${edit}`, () => {
    const before = Object.keys(first).length === 0 ? untouched : manifestOf(edited(shop, first));
    const after = manifestOf(edited(edited(shop, first), edits));
    assert.equal(sentences("invoice", before, after), said);
    if (report) assert.equal(sentences("report", before, after), report);
  });
}

test("a way of tracking that changed is said as such, and not piece by piece", () => {
  const [body] = sentences("invoice", manifestOf(shop, "body"), untouched);
  assert.is(body, 'code counts with all that it reaches now ("track": "closure")');
});

test("a format that changed explains everything", () => {
  const other = { ...untouched, format: untouched.format + 1 };
  const [task] = untouched.tasks;
  if (!task) throw new Error("The shop has tasks.");
  const moves = compareTasks({ manifest: untouched, task }, { manifest: other, task });
  assert.equal(moves.map(({ sentence }) => sentence), [`taskprint writes results in another format now (${untouched.format} → ${other.format}), so all are made anew once`]);
});

test("a task with a new name is one task, not two", () => {
  const after = manifestOf(edited(shop, { "src/report.ts": [["function report(", "function summary("]] }));
  const changes = compareBuilds(untouched, after).map(({ kind, name, moves }) => [kind, name, ...moves.map(({ sentence }) => sentence)]);
  assert.equal(changes, [["kept", "invoice"], ["invalidated", "summary", "name report → summary"]]);
});

test("tasks that only one build has are new or gone", () => {
  const less = manifestOf({ ...shop, "src/report.ts": "export {};\n" });
  const kinds = (before: Manifest, after: Manifest): unknown => compareBuilds(before, after).map(({ kind, name }) => [kind, name]);
  assert.equal(kinds(untouched, less), [["kept", "invoice"], ["removed", "report"]]);
  assert.equal(kinds(less, untouched), [["kept", "invoice"], ["added", "report"]]);
});

test.run();
