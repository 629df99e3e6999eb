import { suite } from "uvu";
import * as assert from "uvu/assert";
import { digestScope } from "#runtime/key/prefix";
import { explainTask, type Answer, type Records } from "#tools/explain/why";
import { sentenceOf } from "#tools/explain/sentence";
import type { BuildRecord, EntryRecord, Manifest, MissRecord, TaskRecord } from "#tools/records/index";
import { edited, manifestOf, shop } from "./support/shop.js";

const test = suite("tools/explain: why a task finds its results, or does not");

const first = manifestOf(shop);
const second = manifestOf(edited(shop, { "src/money.ts": [["Math.round", "Math.floor"]] }));
const third = manifestOf(edited(shop, { "src/money.ts": [["Math.round", "Math.ceil"]] }));
const NOW = 1_000_000;
const SCOPE = digestScope("default", "invoice").toString("hex");

const taskIn = ({ tasks }: Manifest, name = "invoice") => tasks.find((task) => task.name === name) as Manifest["tasks"][number];

/** What the store notes of the task of a build. */
function noted(manifest: Manifest, extra: Partial<TaskRecord> = {}): TaskRecord {
  return { scope: SCOPE, identity: "a".repeat(64), task: "invoice", account: "default", fingerprint: taskIn(manifest).fingerprint, at: 0, ...extra };
}

let keys = 0;

function entry(of: TaskRecord | undefined, { args = [], writtenAt = 0, mark }: { readonly args?: readonly unknown[]; readonly writtenAt?: number; readonly mark?: string } = {}): EntryRecord {
  const key = Buffer.from(`key ${++keys}`);
  return { key, of, scope: SCOPE, identity: of?.identity ?? "", mark: mark ?? of?.fingerprint.slice(0, 8) ?? "", bytes: 1, writtenAt, runMs: 5, usedAt: undefined, inputs: () => ({ kind: "whole", args }) };
}

function build(manifest: Manifest, time: number): BuildRecord {
  return { path: `build ${time}`, time, config: () => "tsconfig.json", manifest: () => manifest };
}

const damaged: BuildRecord = { ...build(first, 9), manifest: () => { throw new Error("damaged"); } };

function ask(known: Partial<Records>, manifest = third, account = "default"): Answer {
  const records: Records = { entries: [], builds: [], misses: [], environment: () => undefined, now: NOW, ...known };
  return explainTask(records, { manifest, task: taskIn(manifest), account });
}

const ROUNDED = "code changed: helper roundTax (src/money.ts:6), reached through lineTotal";

test("results of this very build are found", () => {
  const answer = ask({ entries: [entry(noted(third)), entry(noted(third)), entry(noted(first))], builds: [build(third, 3)] });
  assert.equal([answer.outcome, answer.stored, answer.moves], ["hit", { results: 2, runMs: 10 }, []]);
});

test("the nearest earlier build is the newest whose results are stored; one that cannot be read is passed over", () => {
  const { outcome, moves, earlier } = ask({ entries: [entry(noted(first), { writtenAt: 7 })], builds: [build(third, 3), damaged, build(second, 2), build(first, 1)] });
  assert.equal([outcome, moves.map(({ sentence }) => sentence), earlier], ["miss", [ROUNDED], { stored: { results: 1, runMs: 5 }, builtAt: 1, writtenAt: 7 }]);
  assert.match(moves[0]?.texts?.before ?? "", "Math.round");
});

test("entries that nobody noted are known by their scope and the beginning of their fingerprint", () => {
  const mark = taskIn(first).fingerprint.slice(0, 8);
  assert.is(sentenceOf(ask({ entries: [entry(undefined, { mark })], builds: [build(first, 1)] })), ROUNDED);
  assert.is(ask({ entries: [entry(undefined, { mark: taskIn(third).fingerprint.slice(0, 8) })] }).outcome, "hit");
});

test("what nothing is known of is said as such", () => {
  assert.is(sentenceOf(ask({ builds: [build(first, 1)] })), "nothing of it is stored yet");
  assert.is(sentenceOf(ask({ entries: [entry(noted(first))] })), "what is stored of it is of builds that were not kept");
});

test("of one fingerprint, what is part of the key besides is compared: the least that stands between", () => {
  const digests: Readonly<Record<string, string>> = { A: "a now", B: "b now" };
  const environment = (name: string): string | null => digests[name] ?? null;
  const said = (...records: readonly Partial<TaskRecord>[]): string => sentenceOf(ask({ entries: records.map((extra) => entry(noted(third, extra))), environment }));
  assert.is(said({ account: "tester" }), "account tester → default");
  assert.is(said({ environment: { A: "a then" } }), "environment variable A has another value now");
  assert.is(said({ environment: { A: null } }), "environment variable A is set now");
  assert.is(said({ environment: { C: "c then" } }), "environment variable C is not set now");
  assert.is(said({ environment: { A: "a then", B: "b then" } }, { environment: { A: "a now", B: "b then" } }), "environment variable B has another value now");
  assert.is(said({ ignore: [1] }), "parameter opts is no longer ignored");
  assert.is(said({ ttl: 500_000 }), "expired: results are used for 500 s");
  assert.is(ask({ entries: [entry(noted(third, { ttl: NOW + 1 }))] }).outcome, "hit");
  assert.is(ask({ entries: [entry(noted(third, { environment: { A: "a then" } }))] }).outcome, "hit", "a store without a salt cannot tell");
});

test("results under another name are found again", () => {
  const renamed = manifestOf(edited(shop, { "src/invoice.ts": [["function invoice(", "function bill("], ["const invoice", "const bill"]], "src/report.ts": [["{ invoice }", "{ bill }"], ["invoice(order", "bill(order"]] }));
  const records: Records = { entries: [entry(noted(first))], builds: [build(renamed, 2), build(first, 1)], misses: [], environment: () => undefined, now: NOW };
  const answer = explainTask(records, { manifest: renamed, task: taskIn(renamed, "bill"), account: "default" });
  assert.equal([answer.outcome, sentenceOf(answer)], ["miss", "name invoice → bill"]);
});

test("the last miss is held against what was stored before it, under the same surroundings", () => {
  const order = { id: "o1", lines: [] };
  const of = noted(third);
  const miss: MissRecord = { of, key: Buffer.from("missed"), reason: "absent", at: 100, inputs: () => ({ kind: "whole", args: [order, { currency: "EUR" }] }) };
  const entries = [
    entry(of, { args: [{ ...order, id: "o2" }, { currency: "USD" }], writtenAt: 50 }),
    entry(of, { args: [order, { currency: "USD" }], writtenAt: 60 }),
    entry(of, { args: [order, { currency: "EUR" }], writtenAt: 200 }),
    entry(noted(third, { identity: "b".repeat(64) }), { args: [order, { currency: "EUR" }], writtenAt: 40 }),
  ];
  const { call } = ask({ entries, misses: [miss] });
  assert.equal([call?.from, call?.nearest?.moves], ["last miss", [{ path: "opts.currency", before: '"USD"', after: '"EUR"' }]]);
  assert.is(ask({ entries, misses: [{ ...miss, of: noted(first) }] }).call, undefined, "a miss of another build says nothing of this one");
});

test.run();
