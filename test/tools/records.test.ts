import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure, gc, withAccount } from "taskprint";
import { inputsFile, missesFile, tasksFile } from "#runtime/records/files";
import { flushStore } from "#runtime/store/current";
import { environmentDigest, HiddenPart, readEntries, readMisses, readTasks, type EntryRecord } from "#tools/records/index";
import { compiled } from "../runtime/support/compiled.js";
import { freshStore, newPlace } from "../runtime/support/places.js";
import { runScript, startScript } from "../runtime/support/script.js";

const test = suite("tools/records");
const USER = JSON.stringify([[[["object", [["name", "string"], ["tags", ["array", "string"]]], []], ["optional", "number"]], null, "number"]]);
const LOOSE = JSON.stringify([[["string", "unknown"], null, "number"]]);
const F = "0123456789abcdef".repeat(4);

const planned = compiled("planned", (user: { name: string; tags: string[] }, limit?: number) => user.tags.length + (limit ?? 0), {}, { plan: USER });
const loose = compiled("loose", (_name: string, _value: unknown) => 1, {}, { plan: LOOSE });
const plain = compiled("plain", (..._args: unknown[]) => 1);

/** Everything that was stored, written; each entry's inputs by the name of its task. */
function entriesOf(dir: string): readonly EntryRecord[] {
  flushStore();
  return [...readEntries(dir)];
}

function argsOf(dir: string, task: string): readonly unknown[] {
  return entriesOf(dir).filter(({ of }) => of?.task === task).map(({ inputs }) => inputs()).map((inputs) => (inputs.kind === "unknown" ? inputs.kind : inputs.args));
}

test("an entry tells whose it is, with which inputs, and how it came about", () => {
  const { dir } = freshStore();
  const before = Date.now();
  planned({ name: "Ada", tags: ["a", "b"] }, 3);
  const [entry, ...others] = entriesOf(dir);
  assert.is(others.length, 0);
  assert.equal(entry?.inputs(), { kind: "whole", args: [{ name: "Ada", tags: ["a", "b"] }, 3] });
  assert.equal([entry?.of?.task, entry?.of?.account, entry?.of?.fingerprint, entry?.of?.plan, entry?.mark], ["planned", "tester", F, USER, F.slice(0, 8)]);
  assert.equal([entry?.scope, entry?.identity], [entry?.of?.scope, entry?.of?.identity]);
  assert.ok(entry && entry.writtenAt >= before && entry.writtenAt <= Date.now() && entry.runMs >= 0 && entry.bytes > 100 && entry.usedAt === undefined);
  planned({ name: "Ada", tags: ["a", "b"] }, 3);
  freshStore();
  plain("which closes the other store");
  const used = entriesOf(dir)[0]?.usedAt ?? 0;
  assert.ok(used >= before && used <= Date.now(), "a hit is a use");
});

test("long inputs are kept beside the keys that hold only their digest, as they were before the function ran", () => {
  const { dir } = freshStore();
  const emptied = compiled("emptied", (user: { name: string; tags: string[] }) => user.tags.splice(0).length, {}, { plan: USER });
  emptied({ name: "x".repeat(300), tags: ["long"] });
  const values = [{ deep: { list: Array.from({ length: 40 }, (_, at) => ({ at })) } }, "é".repeat(200), new Map([["a", new Set([1n, -0])]])];
  for (const value of values) loose("loose", value);
  for (const value of values) plain(value, undefined, 1);
  assert.equal(argsOf(dir, "emptied"), [[{ name: "x".repeat(300), tags: ["long"] }]]);
  for (const value of values) assert.ok(argsOf(dir, "loose").some((args) => isDeepStrictEqual(args, ["loose", value])));
  for (const value of values) assert.ok(argsOf(dir, "plain").some((args) => isDeepStrictEqual(args, [value, undefined, 1])));
});

test("without what was kept, the parts that a key holds are told, and the others by their digest", () => {
  const { dir } = freshStore();
  const value = { text: "x".repeat(100) };
  loose("known", value);
  loose("also known", structuredClone(value));
  flushStore();
  writeFileSync(inputsFile(dir).path, "");
  const parts = entriesOf(dir).map(({ inputs }) => inputs());
  assert.equal(parts.map(({ kind }) => kind), ["parts", "parts"]);
  const hidden = parts.flatMap((inputs) => (inputs.kind === "parts" ? [inputs.args[1]] : []));
  assert.ok(hidden.every((part) => part instanceof HiddenPart));
  assert.equal(hidden[0], hidden[1], "equal parts have equal digests");
});

test("what was kept of other arguments, or was damaged, is passed over", () => {
  const { dir } = freshStore();
  plain("x".repeat(200));
  plain("y".repeat(200));
  flushStore();
  const path = inputsFile(dir).path;
  const lines = readFileSync(path, "utf8").split("\n").slice(1).map((line) => JSON.parse(line) as { id: string; bytes: string });
  const [one, other] = lines;
  assert.ok(one && other);
  writeFileSync(path, [{ ...one, bytes: other.bytes }, { ...other, bytes: "AAAA" }].map((line) => `\n${JSON.stringify(line)}`).join(""));
  assert.equal(argsOf(dir, "plain"), ["unknown", "unknown"]);
});

test("ignored arguments are not kept, and rest parameters keep their length", () => {
  const { dir } = freshStore();
  const secret = compiled("secret", (_a: string, _token: string, _b?: string) => 1, {}, { ignore: [1] });
  secret("x".repeat(200), "password");
  const rest = compiled("rest", (..._all: (number | undefined)[]) => 1, {}, { rest: 0, plan: JSON.stringify([[[], ["union", "number", "undefined"], "number"]]) });
  rest(1, undefined);
  assert.equal(argsOf(dir, "secret"), [["x".repeat(200)]]);
  assert.equal(argsOf(dir, "rest"), [[1, undefined]]);
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    assert.not.ok(statSync(path).isFile() && readFileSync(path, "latin1").includes("password"), name);
  }
});

test("accounts and environments are told apart, and variables only by a salted digest", () => {
  const { dir } = freshStore();
  process.env["TP_RECORD"] = "hunter2";
  const env = compiled("env", (n: number) => n, { ttl: 5000 }, { env: ["TP_OTHER", "TP_RECORD"] });
  env(1);
  withAccount("second", () => env(1));
  process.env["TP_RECORD"] = "hunter3";
  env(1);
  flushStore();
  const tasks = readTasks(dir);
  assert.equal(tasks.map(({ task, account, ttl }) => [task, account, ttl]), [["env", "tester", 5000], ["env", "second", 5000], ["env", "tester", 5000]]);
  const digests = tasks.map(({ environment }) => environment?.["TP_RECORD"]);
  assert.equal(digests, ["hunter2", "hunter2", "hunter3"].map((value) => environmentDigest(dir, "TP_RECORD", value)));
  assert.is.not(digests[0], digests[2]);
  assert.equal(tasks.map(({ environment }) => environment?.["TP_OTHER"]), [null, null, null]);
  assert.equal(tasks.map(({ loaded }) => loaded !== undefined), [false, false, true]);
  assert.not.match(readFileSync(tasksFile(dir).path, "utf8"), /hunter/);
  assert.equal(environmentDigest(freshStore().dir, "TP_RECORD", "hunter2"), undefined, "a store that noted none");
});

test("the last miss of a task tells its reason and its inputs, also when the function failed", () => {
  const { dir } = freshStore();
  const failing = compiled("failing", (_text: string) => {
    throw new Error("no");
  });
  plain(1);
  plain("z".repeat(100), 2);
  void plain.refresh(3);
  assert.throws(() => failing("f"));
  assert.equal(readMisses(dir), [], "they are written once a minute, and at the end");
  flushStore();
  const misses = readMisses(dir).map(({ of, reason, inputs }) => [of.task, reason, inputs()]);
  assert.equal(misses.sort(), [["failing", "absent", { kind: "whole", args: ["f"] }], ["plain", "refreshed", { kind: "whole", args: [3] }]]);
  plain("z".repeat(101));
  flushStore();
  assert.equal(readMisses(dir).map(({ of, inputs }) => [of.task, inputs()])[0], ["plain", { kind: "whole", args: ["z".repeat(101)] }]);
  assert.is(readMisses(dir).length, 2);
});

test("inputs that are too long are not kept, and the next ones are not looked at", () => {
  const { dir } = freshStore();
  let reads = 0;
  const spying = (text: string): object => ({
    text,
    get seen() {
      reads++;
      return 1;
    },
  });
  loose("long", spying("x".repeat(70_000)));
  const afterLong = reads;
  loose("short", spying("x".repeat(100)));
  assert.is(reads - afterLong, 3, "read for the key, and, as a getter may answer otherwise, for it before and after the run");
  for (let at = 0; at < 31; at++) loose(`more ${at}`, { at });
  loose("again", { text: "y".repeat(100) });
  assert.equal(entriesOf(dir).flatMap(({ inputs }) => (inputs().kind === "parts" ? [inputs()] : [])).length, 2);
  assert.ok(argsOf(dir, "loose").some((args) => isDeepStrictEqual(args, ["again", { text: "y".repeat(100) }])));
});

test("what a program misses in a minute is kept up to a bound", () => {
  const { dir } = freshStore();
  for (let at = 0; at < 60; at++) plain("x".repeat(60_000) + String(at));
  flushStore();
  const bytes = statSync(inputsFile(dir).path).size;
  assert.ok(bytes > 2 * 1024 * 1024 && bytes < 3.5 * 1024 * 1024, `${bytes} bytes`);
});

test("what lies beside the results can be removed, and is noted again with the next result", () => {
  const { dir } = freshStore();
  plain(1);
  planned({ name: "Ada", tags: [] });
  flushStore();
  rmSync(tasksFile(dir).path);
  plain(2);
  assert.equal(entriesOf(dir).map(({ of }) => of?.task).sort(), ["plain", "plain", "planned"]);
});

test("in a store that took the place of the one in use, what follows is noted, too", () => {
  const { dir } = freshStore();
  plain(1);
  flushStore();
  const other = join(newPlace(), "store");
  assert.is(runScript(`configure({ dir: ${JSON.stringify(other)} }); compiled("other", (n) => n)(1);`).status, 0);
  renameSync(dir, `${dir}-away`);
  renameSync(other, dir);
  plain(2);
  assert.equal(entriesOf(dir).map(({ of }) => of?.task).sort(), ["other", "plain"]);
});

test("of results that could not be stored nothing is noted", () => {
  const { dir } = freshStore();
  plain("first");
  flushStore();
  renameSync(dir, `${dir}-away`);
  loose("lost", { text: "x".repeat(100) });
  flushStore();
  assert.not.ok(existsSync(dir));
  assert.equal(readTasks(`${dir}-away`).map(({ task }) => task), ["plain"]);
});

test("what is committed at once is noted at once", () => {
  const { dir } = freshStore();
  const slow = compiled("slow", (_text: string) => {
    for (const until = performance.now() + 15; performance.now() < until; );
  });
  slow("x".repeat(100));
  assert.equal([...readEntries(dir)].map(({ of, inputs }) => [of?.task, inputs().kind]), [["slow", "whole"]]);
});

const PROGRAM = `const t = compiled("t", (n, text) => n, {}, {});\n`;

test("a process leaves its misses behind at its end, and its files to its owner alone", () => {
  const dir = join(newPlace(), "store");
  const { status, stderr } = runScript(`${PROGRAM} configure({ dir: ${JSON.stringify(dir)} }); for (let n = 0; n < 5; n++) t(n, "x".repeat(100)); process.exit(0);`);
  assert.equal([status, stderr], [0, ""]);
  assert.equal(readMisses(dir).map(({ inputs }) => inputs()), [{ kind: "whole", args: [4, "x".repeat(100)] }]);
  assert.is([...readEntries(dir)].filter(({ inputs }) => inputs().kind === "whole").length, 5);
  for (const { path } of [tasksFile(dir), inputsFile(dir), missesFile(dir)]) assert.is(statSync(path).mode & 0o777, 0o600, path);
});

test("a process that only hits writes none of it, and one that may not write nothing at all", () => {
  const dir = join(newPlace(), "store");
  const call = (env: Readonly<Record<string, string>>): void => {
    const { status, stderr } = runScript(`${PROGRAM} configure({ dir: ${JSON.stringify(dir)} }); t(1, "x".repeat(100));`, { env });
    assert.equal([status, stderr], [0, ""]);
  };
  call({ TASKPRINT_MODE: "off" });
  call({ TASKPRINT_MODE: "readonly" });
  assert.not.ok(existsSync(dir));
  call({});
  const files = [tasksFile(dir), inputsFile(dir), missesFile(dir)].map(({ path }) => path);
  const times = files.map((path) => statSync(path).mtimeMs);
  call({});
  call({ TASKPRINT_MODE: "readonly" });
  assert.equal(files.map((path) => statSync(path).mtimeMs), times);
});

test("what cannot be written is no concern of the program", () => {
  const dir = join(newPlace(), "store");
  for (const { path } of [tasksFile(dir), inputsFile(dir), missesFile(dir)]) mkdirSync(path, { recursive: true });
  mkdirSync(join(dir, "salt"));
  const body = `${PROGRAM} configure({ dir: ${JSON.stringify(dir)} }); t(1, "x".repeat(100)); setTimeout(() => console.log(t(1, "x".repeat(100)), t.isCached(1, "x".repeat(100))), 20);`;
  const { status, stdout, stderr } = runScript(body);
  assert.equal([status, stdout, stderr], [0, "1 true\n", ""]);
  const [entry, ...others] = readEntries(dir);
  assert.equal([entry?.of, entry?.inputs(), others], [undefined, { kind: "unknown" }, []]);
  assert.equal([readTasks(dir), readMisses(dir)], [[], []]);
});

test("lines that were cut off or are no such lines are passed over, and spoil no other", () => {
  const { dir } = freshStore();
  plain("x".repeat(100));
  flushStore();
  for (const { path } of [tasksFile(dir), inputsFile(dir), missesFile(dir)]) appendFileSync(path, '\nnull\n[]\n{"id":"a","at":1}\n{"id":"cut o');
  configure({ account: "next" });
  plain("y".repeat(100));
  flushStore();
  assert.equal(readTasks(dir).map(({ account }) => account), ["tester", "next"]);
  assert.is(readMisses(dir).length, 2);
  assert.equal(argsOf(dir, "plain").flat().sort(), ["x".repeat(100), "y".repeat(100)]);
});

test("several processes add to the same files, and lose nothing", async () => {
  const dir = join(newPlace(), "store");
  const body = (id: number): string =>
    `configure({ dir: ${JSON.stringify(dir)}, account: "a${id}" }); const t = compiled("t${id}", async (n, text) => n, {}, {}); for (let n = 0; n < 200; n++) await t(n, "${id}".repeat(100));`;
  const ended = await Promise.all([1, 2, 3].map((id) => startScript(body(id)).ended));
  assert.equal(ended.map(({ status, stderr }) => [status, stderr]), [[0, ""], [0, ""], [0, ""]]);
  const entries = [...readEntries(dir)];
  assert.is(entries.length, 600);
  assert.ok(entries.every(({ of, inputs }) => of !== undefined && inputs().kind === "whole"));
  assert.equal(readTasks(dir).map(({ task, account }) => `${task} ${account}`).sort(), ["t1 a1", "t2 a2", "t3 a3"]);
  assert.is(readMisses(dir).length, 3);
});

test("clear() forgets the inputs of what it removed, and gc() those of all that is gone", async () => {
  const { dir } = freshStore();
  const text = "private ".repeat(20);
  plain(text);
  loose("kept", { text });
  planned({ name: text, tags: [] });
  flushStore();
  const keptOf = (): number => readFileSync(inputsFile(dir).path, "utf8").split("\n").length - 1;
  assert.is(keptOf(), 3);
  plain.clear();
  assert.equal([keptOf(), readMisses(dir).length], [2, 2]);
  planned.invalidate({ name: text, tags: [] });
  assert.is(keptOf(), 2);
  await gc({ dryRun: true });
  assert.is(keptOf(), 2);
  await gc();
  assert.equal([keptOf(), readTasks(dir).length], [1, 3]);
  assert.equal(argsOf(dir, "loose"), [["kept", { text }]]);
});

test("gc() removes tasks without results that were noted long ago", async () => {
  const { dir } = freshStore();
  plain(1);
  flushStore();
  const old = { ...readTasks(dir)[0], scope: "1".repeat(32), at: Date.now() - 3 * 24 * 3_600_000 };
  appendFileSync(tasksFile(dir).path, `\n${JSON.stringify({ ...old, id: old.scope + old.identity })}`);
  assert.is(readTasks(dir).length, 2);
  await gc();
  assert.equal(readTasks(dir).map(({ task }) => task), ["plain"]);
});

test("a store that is not there is empty, and is not made", () => {
  const dir = join(newPlace(), "none");
  assert.equal([[...readEntries(dir)], readTasks(dir), readMisses(dir), existsSync(dir)], [[], [], [], false]);
});

test("reading changes no file of a store, and finds entries while it is written to", async () => {
  const dir = join(newPlace(), "store");
  const writer = startScript(`${PROGRAM} configure({ dir: ${JSON.stringify(dir)} }); for (let n = 0; n < 400; n++) { t(n, "x".repeat(n * 20)); if (n === 50) console.log("begun"); await new Promise((go) => setTimeout(go, 1)); }`);
  await writer.printed("begun");
  const counts: number[] = [];
  for (let round = 0; round < 30 && writer.child.exitCode === null; round++) {
    counts.push([...readEntries(dir)].filter(({ of }) => of?.task === "t").length);
    await new Promise((go) => setTimeout(go, 5));
  }
  assert.is((await writer.ended).status, 0);
  assert.ok(counts.every((count) => count >= 50), JSON.stringify(counts));
  const timesOf = (): readonly (readonly [string, number])[] => readdirSync(dir).map((name) => [name, statSync(join(dir, name)).mtimeMs]);
  const before = timesOf();
  assert.is([...readEntries(dir)].length, 400);
  void [readTasks(dir), readMisses(dir)];
  assert.equal(timesOf(), before);
});

test.run();
