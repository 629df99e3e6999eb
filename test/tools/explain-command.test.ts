import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Program } from "./support/program.js";
import { edited, shop } from "./support/shop.js";

const test = suite("tools/explain: why, diff and TASKPRINT_EXPLAIN on a real program");

/** Takes the currency, and "late" for a call while the process ends. */
const main = `import { configure } from "taskprint";
import { invoice } from "./invoice.js";

interface Process {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stderr: { write(text: string): void };
  exit(): never;
  once(event: "exit", listener: () => void): void;
}

const { process } = globalThis as unknown as { process: Process };
const currency = process.argv[2] as "EUR" | "USD";
const order = { id: "o1", lines: [{ price: 10 }, { price: 20 }] };
if (process.env["EVENTS"]) {
  configure({ onEvent: ({ outcome, reason, explanation }) => process.stderr.write(JSON.stringify({ outcome, reason, explanation }) + "\\n") });
}
if (process.argv[3] === "late") {
  process.once("exit", () => void invoice(order, { currency }));
  process.exit();
}
invoice(order, { currency });
`;

const files = { ...shop, "src/main.ts": main };
const changed = edited(files, { "src/money.ts": [["Math.round", "Math.floor"]] });
const EXPLAINED = { TASKPRINT_EXPLAIN: "1" };
const ROUNDED = "code changed: helper roundTax (src/money.ts:6), reached through lineTotal";

const program = new Program(files);
test.after(() => program.remove());

test("before anything is stored, a call is explained by that", async () => {
  program.git("init", "--quiet");
  program.git("add", "--all");
  program.git("commit", "--quiet", "--message", "first");
  await program.build();
  const { status, printed, errors } = program.ask(["why", "invoice"]);
  assert.equal([status, printed, /\[TP3005\]$/m.test(errors)], [2, "", true]);
  assert.equal(program.run(["EUR"], EXPLAINED), ["taskprint: invoice missed: nothing of it is stored yet"]);
});

test("a hit is silent, and so is a program that did not ask", () => {
  assert.equal(program.run(["EUR"], EXPLAINED), []);
  assert.equal(program.run(["USD"], { TASKPRINT_MODE: "readonly" }), []);
  assert.equal(program.run(["USD"], { TASKPRINT_MODE: "readonly", TASKPRINT_EXPLAIN: "0" }), []);
});

test("new inputs are explained by the nearest stored call", () => {
  const text = 'new inputs; the nearest stored call differs in opts.currency: "EUR" → "USD"';
  assert.equal(program.run(["USD"], { ...EXPLAINED, TASKPRINT_MODE: "readonly" }), [`taskprint: invoice missed: ${text}`]);
  assert.equal(program.run(["USD", "late"], { ...EXPLAINED, TASKPRINT_MODE: "readonly" }), [`taskprint: invoice missed: ${text}`], "in the handler of process.exit()");
  assert.equal(program.run(["USD"], { ...EXPLAINED, TASKPRINT_MODE: "readonly", TASKPRINT_ACCOUNT: "tester" }), ["taskprint: invoice missed: account default → tester"]);
  assert.equal(program.run(["EUR"], { ...EXPLAINED, TASKPRINT_MODE: "refresh" }), ["taskprint: invoice missed: it was asked to run anew"]);
});

test("listeners hear the reason always, and the sentence where it was asked for", () => {
  const events = (env: Readonly<Record<string, string>>): unknown => program.run(["USD"], { EVENTS: "1", TASKPRINT_MODE: "readonly", ...env }).filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as unknown);
  assert.equal(events({}), [{ outcome: "run", reason: "absent" }]);
  assert.equal(events(EXPLAINED), [{ outcome: "run", reason: "absent", explanation: 'new inputs; the nearest stored call differs in opts.currency: "EUR" → "USD"' }]);
});

test("why says what is stored of the last build, and which stored call is nearest to another", () => {
  const { status, printed } = program.ask(["why", "invoice"]);
  assert.equal([status, printed], [0, "invoice (src/invoice.ts:5) hits: this build has 1 result (TIME of runs) stored.\n"]);
  const order = { id: "o1", lines: [{ price: 10 }, { price: 21 }] };
  const asked = program.ask(["why", "invoice", "--input", JSON.stringify([order, { currency: "EUR" }])]);
  assert.is(asked.status, 1);
  assert.is(asked.printed, "invoice (src/invoice.ts:5) misses: nothing is stored for that call.\nThe nearest stored call (AGO) differs in\n  order.lines[1].price: 20 → 21\n");
  const stored = program.ask(["why", "invoice", "--input", JSON.stringify([{ ...order, lines: [{ price: 10 }, { price: 20 }] }, { currency: "EUR" }])]);
  assert.equal([stored.status, stored.printed.split("\n")[1]], [0, "That call is stored, since AGO."]);
});

test("what --input cannot be, and names that no task has, are errors that say what to do", () => {
  for (const input of ["{}", "[1"]) assert.match(program.ask(["why", "invoice", "--input", input]).errors, /\[TP3046\]\n$/);
  assert.match(program.ask(["why", "invoce"]).errors, 'No task is called "invoce". Known are invoice, report.');
});

test("after an edit, why and the running program say what moved, with a diff", async () => {
  program.write({ "src/money.ts": changed["src/money.ts"] ?? "" });
  await program.build();
  const { status, printed } = program.ask(["why", "invoice"]);
  assert.is(status, 1);
  const lines = [
    "invoice (src/invoice.ts:5) misses. Moved since its nearest 1 result (TIME of runs), the last stored AGO, of the build AGO:",
    `  ${ROUNDED}`,
    "        function roundTax(price) {",
    '      -   return Math.round(price * (rates.get("DE") ?? 0) * HUNDRED) / HUNDRED;',
    '      +   return Math.floor(price * (rates.get("DE") ?? 0) * HUNDRED) / HUNDRED;',
    "        }",
  ];
  assert.is(printed, `${lines.join("\n")}\n`);
  assert.is(program.ask(["why"]).printed, `invoice: ${ROUNDED}\nreport: nothing of it is stored yet\n`);
  const data = JSON.parse(program.ask(["why", "invoice", "--json"]).printed) as { outcome: string; moves: { sentence: string; place: string }[] };
  assert.equal([data.outcome, data.moves.map(({ sentence, place }) => [sentence, place])], ["miss", [[ROUNDED, "src/money.ts:6"]]]);
  assert.equal(program.run(["EUR"], EXPLAINED), [`taskprint: invoice missed: ${ROUNDED}`]);
});

test("diff compares the last build with a revision, and leaves no trace", () => {
  const before = leftovers();
  const { status, printed } = program.ask(["diff", "HEAD", "--fail-on", "removed"]);
  assert.is(status, 0);
  const lines = [
    "2 of 2 tasks are invalidated: 1 result (TIME of runs) to make anew.",
    "",
    "invoice (src/invoice.ts:5)  1 result (TIME of runs)",
    `  ${ROUNDED}`,
    "",
    "report (src/report.ts:5)  nothing stored",
    "  code changed: helper roundTax (src/money.ts:6), reached through invoice → lineTotal",
    "",
    "By cause",
    "  helper roundTax (src/money.ts:6): invoice, report, 1 result (TIME of runs)",
  ];
  assert.is(printed, `${lines.join("\n")}\n`);
  assert.equal(leftovers(), before);
  assert.is(program.git("worktree", "list").split("\n").length, 1);
  assert.is(program.git("status", "--short"), "M src/money.ts");
});

test("diff fails in CI where it is asked to, and writes Markdown", () => {
  program.git("commit", "--quiet", "--all", "--message", "second");
  const { status, printed, errors } = program.ask(["diff", "HEAD~1", "--markdown", "--fail-on", "code,removed"]);
  assert.equal([status, errors], [1, "--fail-on: code\n"]);
  assert.match(printed, /^### taskprint: 2 of 2 tasks are invalidated\n/);
  assert.match(printed, "| `invoice` (src/invoice.ts:5) | 1 result (TIME of runs) | code changed: helper roundTax (src/money.ts:6), reached through lineTotal |\n");
  assert.match(printed, /```diff\n {2}function roundTax\(price\) \{\n-/);
});

test("diff says what it was not given", () => {
  assert.match(program.ask(["diff", "no-such-branch"]).errors, /"no-such-branch" is neither a manifest nor a revision .* \[TP3042\]\n$/);
  assert.match(program.ask(["diff", "HEAD", "--fail-on", "everything"]).errors, /--fail-on cannot be "everything"/);
});

/** Folders that builds of revisions are made in. */
function leftovers(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith("taskprint-diff-"));
}

test.run();
