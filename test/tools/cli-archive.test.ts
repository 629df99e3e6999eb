import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readEntries } from "#tools/records/index";
import { newPlace } from "../runtime/support/places.js";
import { runScript } from "../runtime/support/script.js";
import { taskprint, type Ended } from "./support/command.js";
import { filledStore, fingerprints } from "./support/filledStore.js";

const test = suite("export and import");

interface Exported {
  readonly tasks: number;
  readonly entries: number;
  readonly leftOut: number;
}

function exportAll(dir: string, ...parameters: readonly string[]): { readonly file: string; readonly report: Exported } {
  const file = join(newPlace(), "results.taskprint");
  const { status, printed, errors } = taskprint(["export", file, ...parameters, "--dir", dir, "--json"]);
  assert.equal([status, errors], [0, ""]);
  return { file, report: JSON.parse(printed) as Exported };
}

function importInto(dir: string, file: string, env: Readonly<Record<string, string>> = {}): Ended {
  return taskprint(["import", file, "--dir", dir], { env });
}

/** What calls of the tasks of a filled store come to. */
function outcomesIn(dir: string): string {
  const { stdout, stderr } = runScript(`
    const outcomes = [];
    configure({ dir: ${JSON.stringify(dir)}, mode: "readonly", onEvent: ({ outcome }) => outcomes.push(outcome) });
    const align = compiled("align", () => "run", undefined, { fingerprint: ${JSON.stringify(fingerprints.align)} });
    const call = compiled("call", async () => "run", undefined, { fingerprint: ${JSON.stringify(fingerprints.call)} });
    const values = [align("first", { depth: 1 }), align("second", { depth: 2 }), withAccount("other", () => align("third", { depth: 3 })), await call("again ")];
    console.log(JSON.stringify([outcomes, values.map((value) => value.score ?? value.length)]));
  `);
  assert.is(stderr, "");
  return stdout.trim();
}

const HITS = JSON.stringify([["hit", "hit", "hit", "hit"], [2, 4, 6, 300]]);

test("what was exported is hit where it was imported, with all that is known of it", () => {
  const dir = filledStore();
  const { file, report } = exportAll(dir);
  assert.equal([report.tasks, report.entries, report.leftOut], [3, 4, 0]);
  assert.is(statSync(file).mode & 0o777, 0o600);
  const other = join(newPlace(), "other");
  assert.is(importInto(other, file).printed, "4 results imported, 0 known already.\n");
  assert.is(outcomesIn(other), HITS);
  const described = (store: string): unknown => [...readEntries(store)].map(({ key, of, writtenAt, runMs, inputs }) => [key.toString("hex"), of?.task, of?.account, writtenAt, runMs, inputs()]);
  assert.equal(described(other), described(dir));
  assert.is(importInto(other, file).printed, "0 results imported, 4 known already.\n");
});

test("inputs that are only kept beside the store go along", () => {
  const dir = join(newPlace(), "store");
  runScript(`configure({ dir: ${JSON.stringify(dir)} }); compiled("long", (text) => text.length)({ text: "x".repeat(3000), more: { deep: "y".repeat(500) } });`);
  const other = join(newPlace(), "other");
  importInto(other, exportAll(dir).file);
  const [entry] = readEntries(other);
  assert.equal(entry?.inputs(), { kind: "whole", args: [{ text: "x".repeat(3000), more: { deep: "y".repeat(500) } }] });
});

test("a task or an account can be exported alone", () => {
  const dir = filledStore();
  assert.is(exportAll(dir, "call").report.entries, 1);
  assert.is(exportAll(dir, "-a", "other").report.entries, 1);
  assert.is(exportAll(dir, "align", "-a", "default").report.entries, 2);
  const unknown = taskprint(["export", join(newPlace(), "none"), "nobody", "--dir", dir]);
  assert.equal([unknown.status, /align, call.*\[TP3006\]/.test(unknown.errors)], [2, true]);
});

test("of two results of one call the later stays", () => {
  const [other, dir] = [filledStore(), filledStore()];
  const { file } = exportAll(dir);
  const { status } = runScript(`
    configure({ dir: ${JSON.stringify(dir)} });
    const align = compiled("align", () => ({ score: "later" }), undefined, { fingerprint: ${JSON.stringify(fingerprints.align)} });
    align.refresh("first", { depth: 1 });
  `);
  assert.is(status, 0);
  assert.is(importInto(dir, file).printed, "0 results imported, 4 known already.\n");
  assert.match(outcomesIn(dir), '"later"');
  assert.match(importInto(other, exportAll(dir).file).printed, /^4 results imported, 0 known already\./);
  assert.match(outcomesIn(other), '"later"');
});

test("a file is overwritten only when asked", () => {
  const dir = filledStore();
  const file = join(newPlace(), "taken");
  writeFileSync(file, "something else");
  const { status, errors } = taskprint(["export", file, "--dir", dir]);
  assert.equal([status, /\[TP3102\]/.test(errors), readFileSync(file, "utf8")], [2, true, "something else"]);
  assert.is(taskprint(["export", file, "--dir", dir, "--force"]).status, 0);
  assert.is(importInto(join(newPlace(), "other"), file).status, 0);
});

test("results of which nobody noted whose they are stay behind, and it says so", () => {
  const dir = filledStore();
  rmSync(join(dir, "tasks.jsonl"));
  const { report } = exportAll(dir);
  assert.equal([report.entries, report.leftOut], [0, 4]);
});

test("what is no archive is refused before anything is made", () => {
  const place = newPlace();
  const dir = join(place, "none");
  writeFileSync(join(place, "text"), "no archive at all");
  for (const path of [join(place, "text"), place, "/dev/null"]) {
    const { status, errors } = importInto(dir, path);
    assert.equal([status, /cannot be imported: .*\[TP3100\]\n$/.test(errors)], [1, true], errors);
  }
  const missing = importInto(dir, join(place, "nowhere"));
  assert.equal([missing.status, /ENOENT.*\[TP3009\]/.test(missing.errors)], [2, true]);
  assert.not.ok(existsSync(dir));
});

test("--dry-run checks and writes nothing", () => {
  const { file } = exportAll(filledStore());
  const dir = join(newPlace(), "none");
  const { status, printed } = taskprint(["import", file, "--dry-run", "--dir", dir]);
  assert.equal([status, printed], [0, "The file is sound: 4 results.\n"]);
  assert.not.ok(existsSync(dir));
});

test("results for which there is no room are counted", () => {
  const dir = join(newPlace(), "store");
  runScript(`configure({ dir: ${JSON.stringify(dir)} }); const fill = compiled("fill", (size) => "x".repeat(size)); fill(10); fill(400_000);`);
  const { status, printed, errors } = importInto(join(newPlace(), "small"), exportAll(dir).file, { TASKPRINT_MAX_SIZE: String(2 * 1024 * 1024) });
  assert.match(printed, /^1 result imported/);
  assert.equal([status, /^taskprint: 1 result could not be .*\[TP3103\]/.test(errors)], [2, true], errors);
});

test.run();
