import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readEntries } from "#tools/records/index";
import { newPlace } from "../runtime/support/places.js";
import { runScript } from "../runtime/support/script.js";
import { builtProgram, rebuild } from "./support/builtProgram.js";
import { taskprint } from "./support/command.js";
import { filledStore } from "./support/filledStore.js";

const test = suite("ls, show and clear");

interface Listed {
  readonly task: string | null;
  readonly results: number;
  readonly current: number | null;
  readonly hits: number;
  readonly accounts: readonly string[];
}

let program: string;
let first: string;

test.before(() => {
  program = builtProgram();
  first = shown(["show", "invoice"]);
  rebuild(program, { "src/rates.ts": "export const RATE = 0.2;\n" });
});

/** What a command prints in the program's folder. */
function shown(parameters: readonly string[], cwd = program): string {
  const { status, printed, errors } = taskprint(parameters, { cwd });
  assert.equal([status, errors], [0, ""]);
  return printed;
}

function listed(...parameters: readonly string[]): readonly (readonly unknown[])[] {
  const { printed } = taskprint(["ls", "--json", ...parameters], { cwd: program });
  return (JSON.parse(printed) as Listed[]).map(({ task, results, current, hits, accounts }) => [task, results, current, hits, accounts]);
}

test("ls counts results, those of the last build, and hits", () => {
  assert.equal(listed(), [["greet", 1, 1, 3, ["default"]], ["invoice", 4, 2, 0, ["default"]]]);
  const [head, greet, invoice, total] = shown(["ls"]).split("\n").map((line) => line.split(/ {2,}/));
  assert.equal(head, ["task", "results", "current", "hits", "rate", "last use", "size", "time saved"]);
  assert.equal(greet?.slice(0, 5), ["greet", "1", "1", "3", "75 %"]);
  assert.equal(invoice?.slice(0, 4), ["invoice", "4", "2", "0"]);
  assert.equal(total?.slice(0, 3), ["total", "5", "3"]);
});

test("ls of another account holds none of these", () => {
  assert.equal(listed("-a", "other"), [["greet", 0, 0, 3, []], ["invoice", 0, 0, 0, []]]);
});

test("ls names tasks of which nobody noted whose results they are, where they can be tried", () => {
  const dir = filledStore();
  rmSync(join(dir, "tasks.jsonl"));
  assert.equal(listed("--dir", dir).map(([task, results]) => [task, results]), [["align", 2], ["call", 1], ["greet", 0], ["invoice", 0], [null, 1]]);
});

test("show shows the parts of the fingerprint in readable form, and the closure as a tree", () => {
  const expected = `function     synchronous
environment  EXTRA

Signature
  (line: {price: number, tags?: readonly string[]}, note: string) => number

Code
  return roundTax(line.price) + twice(line.price) + note.length + (process.env.EXTRA ?? "").length;

Closure
  ├─ helper roundTax  src/money.ts:3
  │  └─ constant RATE  src/rates.ts:1
  └─ helper twice  src/money.ts:7
     ├─ constant RATE  src/rates.ts:1  see above
     └─ helper roundTax  src/money.ts:3  see above

Results  2 results, `;
  assert.match(first, /^invoice {2}src\/tasks\.ts:6\nfingerprint {2}[0-9a-f]{64}\nfunction/);
  assert.is(first.slice(first.indexOf("function  "), first.indexOf("Results") + "Results  2 results, ".length), expected);
  assert.match(first, /^\{ price: 100, tags: \[ 'a' \] \}, "first" +default/m);
});

test("show shows an explicit version, and what it stands in for", () => {
  const text = shown(["show", "greet"]);
  assert.match(text, /^cacheVersion 2$/m);
  assert.match(text, /^Code \(the cacheVersion stands in for it\)\n {2}return "Hello, " \+ name;$/m);
  assert.match(text, /^"Ada" +default/m);
});

test("show --json holds the same, for programs", () => {
  const data = JSON.parse(shown(["show", "invoice", "--json"])) as { build: { file: string; code: string }; current: number; entries: { inputs: string; isCurrent: boolean }[] };
  assert.equal([data.build.file, data.current], ["src/tasks.ts", 2]);
  assert.equal(data.entries.map(({ isCurrent }) => isCurrent).sort(), [false, false, true, true]);
  assert.equal(new Set(data.entries.map(({ inputs }) => inputs)), new Set(['{ price: 100, tags: [ \'a\' ] }, "first"', '{ price: 200 }, "second"']));
});

test("show shows as many results as it is asked to", () => {
  const rows = (...parameters: readonly string[]): number => [...shown(["show", "invoice", ...parameters]).matchAll(/, "(?:first|second)" /g)].length;
  assert.equal([rows("--limit", "1"), rows(), rows("--limit", "0")], [1, 4, 0]);
  assert.match(shown(["show", "invoice", "--limit", "3"]), /^… 1 more result; /m);
  assert.is(taskprint(["show", "invoice", "--limit", "few"], { cwd: program }).status, 2);
});

test("show of a store alone says that no build is known", () => {
  assert.match(shown(["show", "align", "--dir", filledStore()], newPlace()), /^align\nNo build of its program is known here.*\n\nResults {2}3 results, /);
});

test("show of a task that is nowhere names those that are", () => {
  const { status, errors } = taskprint(["show", "nobody"], { cwd: program });
  assert.equal([status, errors], [2, 'taskprint: No task is called "nobody". Known are greet, invoice. [TP3006]\n']);
});

test("clear removes the results of a task, of an account, or all, when that is meant", () => {
  const dir = filledStore();
  const left = (): number => [...readEntries(dir)].length;
  assert.match(shown(["clear", "align", "-a", "other", "--dir", dir, "--dry-run"]), /^1 result \(\d+ B\) would be removed\.\n$/);
  assert.is(left(), 4);
  assert.match(shown(["clear", "align", "-a", "other", "--dir", dir]), /^1 result \(\d+ B\) removed\.\n$/);
  assert.match(shown(["clear", "align", "--dir", dir]), /^2 results /);
  const unasked = taskprint(["clear", "--dir", dir]);
  assert.equal([unasked.status, /\[TP3008\]/.test(unasked.errors), left()], [2, true, 1]);
  assert.match(shown(["clear", "--yes", "--dir", dir]), /^1 result /);
  assert.is(left(), 0);
  const unknown = taskprint(["clear", "nobody", "--dir", dir]);
  assert.equal([unknown.status, /align, call.*\[TP3006\]/.test(unknown.errors)], [2, true]);
});

test("clear removes what is kept of the inputs, too", () => {
  const dir = join(newPlace(), "store");
  const long = "secret ".repeat(500);
  runScript(`configure({ dir: ${JSON.stringify(dir)} }); for (const name of ["one", "two"]) compiled(name, (text) => text.length)(${JSON.stringify(long)} + name);`);
  const kept = (): readonly string[] => [...readEntries(dir)].map(({ of, inputs }) => `${of?.task} ${inputs().kind}`).sort();
  assert.equal(kept(), ["one whole", "two whole"]);
  shown(["clear", "one", "--dir", dir]);
  assert.equal(kept(), ["two whole"]);
  shown(["clear", "--yes", "--dir", dir]);
  assert.equal([kept(), readFileSync(join(dir, "inputs.jsonl"), "utf8")], [[], ""]);
});

test("clear finds the results of a task that nobody noted", () => {
  const dir = filledStore();
  rmSync(join(dir, "tasks.jsonl"));
  assert.match(shown(["clear", "align", "--dir", dir]), /^2 results /);
});

test.run();
