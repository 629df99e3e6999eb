import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { newPlace } from "../runtime/support/places.js";
import { taskprint } from "./support/command.js";
import { filledStore, fingerprints } from "./support/filledStore.js";

const test = suite("stats, gc and verify");

interface Counted {
  readonly task: string;
  readonly calls: number;
  readonly hits: number;
}

function json<T>(parameters: readonly string[]): T {
  const { status, printed, errors } = taskprint([...parameters, "--json"]);
  assert.is(errors, "");
  assert.is(status, 0);
  return JSON.parse(printed) as T;
}

test("stats shows what was counted", () => {
  const dir = filledStore();
  const { status, printed } = taskprint(["stats", "--dir", dir]);
  assert.is(status, 0);
  assert.match(printed, /^task +calls +hits +rate/);
  assert.match(printed, /^call +3 +2 +66 %/m);
  const counted = json<Counted[]>(["stats", "--dir", dir]).map(({ task, calls, hits }) => ({ task, calls, hits }));
  assert.equal(counted, [{ task: "align", calls: 3, hits: 0 }, { task: "call", calls: 3, hits: 2 }]);
});

test("gc removes what no manifest holds, and with --dry-run only says so", () => {
  const dir = filledStore();
  const manifest = join(newPlace(), "tsconfig.taskprint.json");
  writeFileSync(manifest, JSON.stringify({ tasks: [{ fingerprint: fingerprints.call }] }));
  const of = (report: { removed: { entries: number }; kept: { entries: number } }): readonly number[] => [report.removed.entries, report.kept.entries];
  assert.equal(of(json(["gc", "--dir", dir, "--manifest", manifest, "--dry-run"])), [3, 1]);
  assert.equal(of(json(["gc", "--dir", dir, "--manifest", manifest])), [3, 1]);
  assert.equal(of(json(["gc", "--dir", dir, "--unused-for", "1h"])), [0, 1]);
  assert.match(taskprint(["gc", "--dir", dir, "--unused-for", "0ms", "--dry-run"]).printed, /^1 result \(\d+ B\) would be removed, 0 results \(0 B\) kept\.\n$/);
});

test("gc refuses a time without its unit, and a manifest that is not there", () => {
  const dir = filledStore();
  const wrong = taskprint(["gc", "--dir", dir, "--unused-for", "30"]);
  assert.equal([wrong.status, /such as 30d/.test(wrong.errors)], [2, true]);
  const missing = taskprint(["gc", "--dir", dir, "--manifest", "nowhere.json"]);
  assert.equal([missing.status, /\[TP2073\]/.test(missing.errors)], [2, true]);
});

test("verify ends with 0 on a sound store", () => {
  const { status, printed } = taskprint(["verify", "--dir", filledStore()]);
  assert.is(status, 0);
  assert.match(printed, /^4 results \(.*\) and all pages were checked: nothing is damaged\.\n$/);
});

test("verify ends with 1 on a damaged result, and removes it when asked", () => {
  const dir = filledStore();
  damage(dir, Buffer.from("again again"));
  assert.is(taskprint(["verify", "--dir", dir]).status, 1);
  const removing = taskprint(["verify", "--dir", dir, "--remove", "--json"]);
  assert.is(removing.status, 1);
  assert.equal(removed(removing.printed), [1, 1]);
  assert.is(taskprint(["verify", "--dir", dir]).status, 0);
});

test("verify leaves a store with damaged pages as it is, and sets it aside when asked", () => {
  const dir = filledStore();
  const data = join(dir, "data.mdb");
  const bytes = readFileSync(data);
  // The last page number of both meta pages.
  for (const page of [0, 1]) bytes.fill(0xff, page * 4096 + 16 + 120, page * 4096 + 16 + 128);
  bytes.fill(0xff, 2 * 4096, bytes.length);
  writeFileSync(data, bytes);
  const first = taskprint(["verify", "--dir", dir]);
  assert.equal([first.status, /cannot be used/.test(first.printed)], [1, true]);
  assert.ok(readFileSync(data).equals(bytes), "nothing was changed");
  const second = taskprint(["verify", "--dir", dir, "--remove"]);
  assert.equal([second.status, /It was set aside\.$/m.test(second.printed)], [1, true]);
  assert.is(taskprint(["verify", "--dir", dir]).status, 0);
});

function removed(printed: string): readonly number[] {
  const report = JSON.parse(printed) as { damaged: number; removed: number };
  return [report.damaged, report.removed];
}

/** Changes a byte of a stored value, which LMDB itself does not notice. */
function damage(dir: string, text: Buffer): void {
  const data = join(dir, "data.mdb");
  const bytes = readFileSync(data);
  const at = bytes.lastIndexOf(text);
  assert.ok(at > 0, "the value lies in the file as it is");
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(data, bytes);
}

test.run();
