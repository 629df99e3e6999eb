import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure, gc, TaskprintError, verify } from "taskprint";
import { packEntry, unpackEntry } from "#runtime/entry";
import { digestKey } from "#runtime/key/key";
import { currentStore } from "#runtime/store/current";
import { compiled, constants } from "./support/compiled.js";
import { freshStore, newPlace } from "./support/places.js";
import { runScript } from "./support/script.js";

const test = suite("runtime/gc and verify");
const [LIVE, DEAD] = ["1".repeat(64), "2".repeat(64)];

const live = compiled("live", (at: number) => ({ at }), {}, { fingerprint: LIVE });
const dead = compiled("dead", (at: number) => ({ at, text: "x".repeat(10_000) }), {}, { fingerprint: DEAD });

function manifestOf(...fingerprints: readonly string[]): string {
  const path = join(newPlace(), "tsconfig.taskprint.json");
  writeFileSync(path, JSON.stringify({ format: 2, tasks: fingerprints.map((fingerprint, at) => ({ name: `task${at}`, fingerprint })) }));
  return path;
}

/** A store with ten results of each task. */
function filled(): string {
  const { dir } = freshStore();
  for (let at = 0; at < 10; at++) void [live(at), dead(at)];
  return dir;
}

const cached = (task: typeof live | typeof dead): number => Array.from({ length: 10 }, (_, at) => task.isCached(at)).filter(Boolean).length;

test("what no manifest holds is removed, and reported", async () => {
  filled();
  const dry = await gc({ manifests: [manifestOf(LIVE)], dryRun: true });
  assert.equal([dry.removed.entries, dry.kept.entries, cached(dead)], [10, 10, 10]);
  assert.ok(dry.removed.bytes > 100_000 && dry.kept.bytes < 5_000);
  assert.equal(await gc({ manifests: [manifestOf(LIVE)] }), dry);
  assert.equal([cached(live), cached(dead)], [10, 0]);
  assert.equal((await gc({ manifests: [manifestOf(LIVE)] })).removed, { entries: 0, bytes: 0 });
});

test("a task that one of several manifests holds is kept, under every account", async () => {
  filled();
  configure({ account: "other" });
  dead(1);
  const report = await gc({ manifests: [manifestOf(LIVE), manifestOf(DEAD)] });
  assert.equal([report.removed.entries, report.kept.entries], [0, 21]);
});

test("what was neither used nor written for a time is removed", async () => {
  filled();
  await setTimeout(60);
  for (let at = 0; at < 3; at++) assert.is(live.isCached(at), true);
  dead(50);
  const { removed, kept } = await gc({ unusedFor: 50 });
  assert.equal([removed.entries, kept.entries], [17, 4]);
  assert.equal([cached(live), dead.isCached(50)], [3, true]);
});

test("without options only what cannot be read goes", async () => {
  filled();
  const key = digestKey(constants("dead", { fingerprint: DEAD }), "tester", [1]);
  currentStore()?.put(key, Buffer.from("of no format that this release reads"), 0);
  const { removed, kept } = await gc();
  assert.equal([removed.entries, kept.entries], [1, 19]);
});

test("verify counts entries, and finds and removes damaged ones", async () => {
  filled();
  assert.equal(Object.entries(await verify()).filter(([name]) => name !== "bytes"), [["entries", 20], ["damaged", 0], ["removed", 0]]);
  const keys = [2, 3].map((at) => digestKey(constants("dead", { fingerprint: DEAD }), "tester", [at]));
  for (const key of keys) {
    const bytes = Buffer.from(currentStore()?.get(key) ?? []);
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    currentStore()?.put(key, bytes, 0);
  }
  const found = await verify();
  assert.equal([found.entries, found.damaged, found.removed, found.pages], [20, 2, 0, undefined]);
  assert.equal([cached(live), cached(dead)], [10, 8]);
  assert.equal([(await verify({ remove: true })).removed, (await verify()).entries], [2, 18]);
});

test("verify finds damaged pages, and the next process sets the store aside", () => {
  const { dir } = freshStore();
  const body = `
    import { openSync, writeSync } from "node:fs";
    import { gc, verify } from ${JSON.stringify(import.meta.resolve("taskprint"))};
    configure({ dir: ${JSON.stringify(dir)}, mode: "on", account: "tester" });
    const block = compiled("block", (at) => new Uint8Array(100_000).fill(at));
    for (let at = 0; at < 100; at++) block(at);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const file = openSync(${JSON.stringify(join(dir, "data.mdb"))}, "r+");
    for (let page = 2; page < 2000; page++) writeSync(file, Buffer.alloc(8, 0xee), 0, 8, page * 4096);
    console.log((await verify()).pages);
    process.kill(process.pid, "SIGKILL");
  `;
  assert.match(runScript(body).stdout, /data\.mdb cannot be used: its page \d+ is damaged or missing/);
  const next = runScript(`configure({ dir: ${JSON.stringify(dir)}, mode: "on", account: "tester" }); console.log(compiled("block", () => new Uint8Array(1))(0).length);`);
  assert.equal([next.stdout, /TP2044/.test(next.stderr)], ["1\n", true], next.stderr);
});

test("an entry under another's key is found", async () => {
  filled();
  const [one, other] = [1, 2].map((at) => digestKey(constants("live", { fingerprint: LIVE }), "tester", [at])) as [Buffer, Buffer];
  currentStore()?.put(other, currentStore()?.get(one) ?? Buffer.alloc(0), 0);
  assert.is((await verify()).damaged, 1);
  const entry = unpackEntry(one, currentStore()?.get(one) ?? Buffer.alloc(0));
  if (entry) currentStore()?.put(other, packEntry(other, entry), 0);
  assert.is((await verify()).damaged, 0);
});

test("wrong options, manifests and modes are named, and nothing is removed", async () => {
  filled();
  const isCode = async (code: string, call: () => Promise<unknown>): Promise<void> => {
    const error: unknown = await call().then(() => undefined, (thrown: unknown) => thrown);
    assert.ok(error instanceof TaskprintError && error.code === code, String(error));
  };
  await isCode("TP2072", () => gc({ unusedFor: -1 }));
  await isCode("TP2072", () => gc({ manifests: "x" as never }));
  await isCode("TP2072", () => gc(null as never));
  await isCode("TP2072", () => verify("x" as never));
  for (const options of [{ dryRun: 1 }, { dryRun: null }, { dryrun: true }, { manifests: [] }, { manifests: [5] }]) await isCode("TP2072", () => gc({ unusedFor: 0, ...options } as never));
  for (const options of [{ remove: 1 }, { Remove: false }]) await isCode("TP2072", () => verify(options as never));
  await isCode("TP2073", () => gc({ manifests: ["/nowhere/at/all.json"] }));
  const other = join(newPlace(), "other.json");
  for (const text of ["[]", "{}", "null", '{"tasks":[{}]}', "no JSON"]) {
    writeFileSync(other, text);
    await isCode("TP2073", () => gc({ manifests: [manifestOf(LIVE), other] }));
  }
  assert.is((await verify()).entries, 20);
  for (const mode of ["off", "readonly"] as const) {
    configure({ mode });
    await isCode("TP2074", () => gc());
    await isCode("TP2074", () => verify());
  }
});

test("a store that cannot be used counts as empty", async () => {
  const file = join(newPlace(), "file");
  writeFileSync(file, "");
  configure({ dir: join(file, "store"), mode: "on" });
  assert.equal(await gc({ unusedFor: 0 }), { removed: { entries: 0, bytes: 0 }, kept: { entries: 0, bytes: 0 } });
  assert.equal(await verify(), { entries: 0, bytes: 0, damaged: 0, removed: 0 });
});

test.run();
