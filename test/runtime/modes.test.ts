import { existsSync, mkdirSync, readdirSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure, TaskprintError, withAccount, type Mode } from "taskprint";
import { packEntry } from "#runtime/entry";
import { digestKey } from "#runtime/key/key";
import { currentStore } from "#runtime/store/current";
import { encodeValue } from "#runtime/value/encode";
import { compiled, constants } from "./support/compiled.js";
import { freshStore, newPlace } from "./support/places.js";
import { runScript } from "./support/script.js";
import { warningsSoFar } from "./support/warnings.js";

const test = suite("runtime/modes, accounts and time");

let runs = 0;
const count = compiled("modeCount", (_: number) => ++runs);

test("off runs and touches no store", () => {
  const { dir, events } = freshStore();
  configure({ mode: "off" });
  const first = count(1);
  assert.is.not(count(1), first);
  assert.is.not(count.refresh(1), first);
  assert.equal([count.isCached(1), count.invalidate(1), count.clear(), existsSync(dir)], [false, false, 0, false]);
  assert.ok(events.every((event) => event.outcome === "run" && !event.stored));
});

test("refresh runs and overwrites", () => {
  freshStore();
  const first = count(1);
  configure({ mode: "refresh" });
  assert.is(count.isCached(1), false);
  const second = count(1);
  assert.is.not(second, first);
  configure({ mode: "on" });
  assert.is(count(1), second);
});

test("readonly reads and never writes", () => {
  const { dir } = freshStore();
  const first = count(1);
  currentStore()?.flush();
  configure({ mode: "readonly" });
  const before = statSync(join(dir, "data.mdb")).mtimeMs;
  assert.is(count(1), first);
  assert.is(count.isCached(1), true);
  const other = count(2);
  assert.is.not(count(2), other);
  assert.is.not(count.refresh(1), first);
  assert.equal([count.invalidate(1), count.clear()], [false, 0]);
  assert.is(statSync(join(dir, "data.mdb")).mtimeMs, before);
  configure({ mode: "on" });
  assert.is(count(1), first);
  assert.is(count.isCached(2), false);
});

test("readonly takes a missing store for an empty one, makes nothing, and sees it when it comes", async () => {
  await warningsSoFar();
  const { dir } = freshStore();
  configure({ mode: "readonly" });
  count(1);
  assert.is(count.isCached(1), false);
  assert.is(existsSync(dir), false);
  const script = `configure({ dir: ${JSON.stringify(dir)}, account: "tester" }); compiled("modeCount", (x) => x * 1000)(3);`;
  assert.is(runScript(script).status, 0);
  assert.is(count(3), 3000);
  assert.equal(await warningsSoFar(), []);
});

test("ttl follows the present option and the time of writing", () => {
  freshStore();
  const key = digestKey(constants("aged"), "tester", [1]);
  const write = (age: number) => currentStore()?.put(key, packEntry(key, { writtenAt: Date.now() - age, runMs: 1, async: false, fitted: false, mark: 0, payload: Buffer.from(encodeValue("old")) }), 1);
  const aged = (ttl?: number) => compiled("aged", (_: number) => "new", ttl === undefined ? {} : { ttl });
  write(10_000);
  assert.is(aged().isCached(1), true);
  assert.is(aged(60_000).isCached(1), true);
  assert.is(aged(9_000).isCached(1), false);
  assert.is(aged(0).isCached(1), false);
  write(-60_000);
  assert.is(aged(Infinity).isCached(1), false);
  assert.is(aged().isCached(1), true);
  assert.is(aged(1_000)(1), "new");
  assert.is(aged()(1), "new");
});

test("accounts see only their own results, whatever their names", async () => {
  freshStore();
  const named = compiled("bc", (_: number) => ++runs);
  const other = compiled("c", (_: number) => ++runs);
  const values = [withAccount("a", () => named(1)), withAccount("ab", () => other(1)), withAccount("ab", () => named(1)), named(1)];
  assert.is(new Set(values).size, 4);
  assert.is(withAccount("a", () => named(1)), values[0]);
  assert.is(withAccount("a", () => named.clear()), 1);
  assert.is(named.isCached(1), true);
  assert.is(withAccount("ab", () => named.isCached(1)), true);
});

test("accounts nest, last through awaits, and return what the function returns", async () => {
  const { events } = freshStore();
  const seen = compiled("seen", async (_: number) => 1);
  const result = await withAccount("outer", async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    await withAccount("inner", () => seen(1));
    await seen(1);
    return "done";
  });
  await seen(1);
  assert.is(result, "done");
  assert.equal(events.map((event) => event.account), ["inner", "outer", "tester"]);
});

test("wrong accounts, modes, directories and listeners are named", () => {
  freshStore();
  const isCode = (code: string, text: RegExp) => (error: unknown) => error instanceof TaskprintError && error.code === code && text.test(error.message);
  for (const account of ["", 5 as unknown as string]) assert.throws(() => withAccount(account, () => 1), isCode("TP2012", /withAccount\(\)/));
  assert.throws(() => configure({ account: "" }), isCode("TP2012", /configure\(\)/));
  assert.throws(() => configure({ mode: "On" as Mode }), isCode("TP2010", /"On".*"on", "off", "refresh", "readonly"/));
  assert.throws(() => configure({ dir: "" }), isCode("TP2011", /directory ""/));
  assert.throws(() => configure({ onEvent: 1 as never }), isCode("TP2013", /onEvent/));
  for (const none of [null, undefined, "on"]) assert.throws(() => configure(none as never), isCode("TP2014", /Give configure\(\) an object/));
  assert.throws(() => configure({ maxsize: 2 ** 22, mode: "off" } as never), isCode("TP2014", /"maxsize".*account, mode, maxSize,/));
  count(77);
  assert.is(count.isCached(77), true);
});

test("the environment is read, an empty variable is unset, and configure wins", () => {
  const dir = join(newPlace(), "env");
  const print = `configure({ onEvent: (event) => console.log(event.account, event.outcome) }); compiled("e", (x) => x)(1);`;
  const env = { TASKPRINT_DIR: dir, TASKPRINT_ACCOUNT: "from env", TASKPRINT_MODE: "" };
  assert.is(runScript(print, { env }).stdout, "from env run\n");
  assert.is(runScript(print, { env }).stdout, "from env hit\n");
  assert.is(runScript(`configure({ account: "x", mode: "refresh" }); ${print}`, { env: { ...env, TASKPRINT_MODE: "off" } }).stdout, "x run\n");
  assert.match(runScript(print, { env: { ...env, TASKPRINT_MODE: "yes" } }).stderr, /cannot use the mode "yes" from TASKPRINT_MODE.*TP2010/);
});

test("the default directory lies beside the nearest package.json and hides from git; a given one is against the working directory", () => {
  const project = realpathSync(newPlace());
  mkdirSync(join(project, "src", "deep"), { recursive: true });
  writeFileSync(join(project, "package.json"), "{}");
  const env = { TASKPRINT_DIR: "", TASKPRINT_ACCOUNT: "" };
  assert.is(runScript(`compiled("e", (x) => x)(1);`, { cwd: join(project, "src", "deep"), env }).status, 0);
  assert.equal(readdirSync(join(project, ".taskprint")).sort(), [".gitignore", "checked", "counters.json", "data.mdb", "gate.mdb", "gate.mdb-lock", "lock.mdb", "misses.jsonl", "tasks.jsonl"]);
  assert.is(statSync(join(project, ".taskprint")).mode & 0o777, 0o700);
  assert.is(runScript(`configure({ dir: "mine/cache" }); compiled("e", (x) => x)(1);`, { cwd: join(project, "src"), env }).status, 0);
  assert.equal(readdirSync(join(project, "src", "mine", "cache")).sort(), ["checked", "counters.json", "data.mdb", "gate.mdb", "gate.mdb-lock", "lock.mdb", "misses.jsonl", "tasks.jsonl"]);
});

test("another directory is another store, and a run that began before writes to neither", async () => {
  const first = freshStore();
  let go: () => void = () => undefined;
  const slow = compiled("slowMove", async (_: number) => new Promise<string>((resolve) => { go = () => resolve("value"); }));
  const promise = slow(1);
  const second = freshStore();
  assert.is(slow.isCached(1), false);
  go();
  assert.is(await promise, "value");
  assert.is(slow.isCached(1), false);
  assert.is(first.events.at(-1)?.stored, false);
  assert.is(existsSync(second.dir), true);
  configure({ dir: first.dir });
  assert.is(slow.isCached(1), false);
});

test("events tell what happened, and a listener that fails is warned of once", async () => {
  await warningsSoFar();
  const { events } = freshStore();
  const slow = compiled("eventful", async (_: number) => new Promise<number>((resolve) => { setTimeout(() => resolve(1), 20); }));
  await slow(1);
  await slow(1);
  const [ran, hit] = events;
  assert.equal([ran?.task, ran?.account, ran?.outcome, ran?.stored, ran?.savedMs], ["eventful", "tester", "run", true, 0]);
  assert.equal([hit?.outcome, hit?.stored], ["hit", false]);
  assert.ok((hit?.savedMs ?? 0) > 0 && (ran?.ms ?? 0) >= (hit?.savedMs ?? 0));
  configure({ onEvent: () => { throw new Error("broken listener"); } });
  assert.is(await slow(1), 1);
  configure({ onEvent: (async () => Promise.reject(new Error("broken listener"))) as () => void });
  assert.is(await slow(1), 1);
  const warnings = await warningsSoFar();
  assert.equal(warnings.map((warning) => warning.code), ["TP2050"]);
});

test.run();
