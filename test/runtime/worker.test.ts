import { rejects } from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure, TaskprintError, withAccount } from "taskprint";
import * as messages from "#runtime/messages";
import { again, failing, inner, meet, onlyHere, outer, same, throwing, variable, where } from "./children/workerTasks.js";
import { compiled, constants, injected } from "./support/compiled.js";
import { difference } from "./support/exact.js";
import { freshStore, newPlace } from "./support/places.js";
import { runScript } from "./support/script.js";
import { warningsSoFar } from "./support/warnings.js";

const test = suite("runtime/worker");
const MODULE = new URL("./children/workerTasks.js", import.meta.url).href;
const isError = (code: string, text: RegExp) => (error: unknown) => error instanceof TaskprintError && error.code === code && text.test(error.message);

test("a miss runs in a worker thread, and is stored; a hit runs nowhere", async () => {
  const { events } = freshStore();
  const { at, thread } = await where(1);
  assert.is(at, 1);
  assert.ok(thread > 0);
  assert.equal(await where(1), { at, thread });
  assert.equal(events.map(({ outcome, stored }) => [outcome, stored]), [["run", true], ["hit", false]]);
  assert.equal([where.name, where.length], ["", 1]);
});

test("runs are under way at the same time, each in a thread of its own", async () => {
  freshStore();
  const place = join(newPlace(), "here");
  const threads = await meet.map([[place, 1, 2], [place, 2, 2]], { concurrency: 2 });
  assert.ok(threads.every((thread) => thread > 0) && new Set(threads).size === 2, threads.join());
});

test("arguments and results arrive exactly", async () => {
  freshStore();
  const shared = { a: -0, big: 2n ** 70n, date: new Date(5), map: new Map([[NaN, [1, , 3]]]), set: new Set(["\ud800"]), url: new URL("http://a.test/"), bytes: new Uint8Array([1, 2]) };
  const value = { one: shared, two: shared, frozen: Object.freeze([1]), bare: Object.assign(Object.create(null) as object, { x: undefined }) };
  assert.is(difference(value, await same(value)), undefined);
});

test("what an argument or a result cannot be handed over is named", async () => {
  freshStore();
  const given = injected(async (_: () => number) => 1, { worker: true }, constants("workerGiven", { async: true, ignore: [0] }));
  await rejects(() => given(() => 1), isError("TP2025", /workerGiven.*its arguments → \[0\] is a function/));
  const own = runScript(`
    import { writeFileSync } from "node:fs";
    writeFileSync(new URL("./tasks.mjs", import.meta.url), ${JSON.stringify(`
      import { injected, constants } from ${JSON.stringify(new URL("./support/compiled.js", import.meta.url).href)};
      export const odd = injected(async () => ({ f: () => 1 }), { worker: true }, constants("workerOdd", { async: true }));
    `)});
    configure({ dir: ${JSON.stringify(newPlace())} });
    const { odd } = await import("./tasks.mjs");
    await odd().catch((error) => console.log(error.code, error.message));
  `);
  assert.match(own.stdout, /^TP2033 Task "workerOdd": its result → \.f is a function/);
});

test("a CommonJS module is loaded by workers, too", () => {
  const { dir } = freshStore();
  const written = `
    const { task } = require(${JSON.stringify(fileURLToPath(import.meta.resolve("taskprint")))});
    const { threadId } = require("node:worker_threads");
    exports.common = task(async (at) => threadId > 0, { worker: true }, ${JSON.stringify(constants("workerCommon", { async: true }))});
  `;
  const { stdout, stderr } = runScript(`
    import { writeFileSync } from "node:fs";
    writeFileSync(new URL("./tasks.cjs", import.meta.url), ${JSON.stringify(written)});
    configure({ dir: ${JSON.stringify(dir)} });
    console.log(await (await import("./tasks.cjs")).default.common(1));
  `);
  assert.is(stdout, "true\n", stderr);
});

test("what the function throws is thrown, and nothing is stored", async () => {
  freshStore();
  await rejects(() => failing(-1), (error: Error) => error.name === "RangeError" && error.message === "-1 is negative");
  assert.is(failing.isCached(-1), false);
  assert.is(await failing(1), 1);
});

const caught = async (name: string): Promise<unknown> => throwing(name).then(() => undefined, (error: unknown) => error);

test("what is thrown has its own properties, without those that cannot be cloned", async () => {
  freshStore();
  const missing = (await caught("enoent")) as NodeJS.ErrnoException;
  assert.equal({ ...missing }, { errno: -2, code: "ENOENT", syscall: "scandir", path: "/nowhere/at/all" });
  assert.ok(missing instanceof Error && /^Error: ENOENT.*\n +at .*workerTasks/s.test(missing.stack ?? ""), missing.stack);
  const nested = (await caught("nested")) as AggregateError & { readonly cause: { readonly code: string } };
  assert.ok(nested instanceof AggregateError && nested.message === "all" && nested.errors[0] instanceof TypeError);
  assert.equal([{ ...nested }, nested.cause.code, nested.errors.map(({ code }) => code as unknown)], [{ when: new Date(5) }, "WHY", ["ONE"]]);
  assert.equal(Object.keys(nested), ["when"]);
  assert.equal(await caught("object"), { a: 1, list: [1, , { code: "IN" }] });
  const round = (await caught("cycle")) as RangeError;
  assert.ok(round instanceof RangeError && round.cause === round);
  assert.is(await caught("text"), "text");
});

test("tasks inside share the store and the account, and are there afterwards", async () => {
  freshStore();
  const { thread } = await withAccount("inside", () => outer(5));
  assert.ok(thread > 0);
  assert.is(withAccount("inside", () => inner.isCached(5)), true);
  assert.is(inner.isCached(5), false);
  assert.is(withAccount("inside", () => inner(5).thread), thread);
});

test("with single flight, a task inside its own run does not wait for itself", async () => {
  const { dir } = freshStore();
  configure({ singleFlight: { maxWait: 1e9 } });
  assert.is(await again(1), 3);
  configure({ singleFlight: false });
  assert.equal(readdirSync(join(dir, "leases")), []);
});

test("environment variables are those of the program", async () => {
  freshStore();
  for (const text of ["one", "two"]) {
    process.env["TASKPRINT_TEST_WORKER"] = text;
    assert.is(await variable(), text);
  }
  delete process.env["TASKPRINT_TEST_WORKER"];
  assert.is(await variable(), undefined);
});

test("a task that a worker does not find is named", async () => {
  freshStore();
  await rejects(async () => onlyHere?.(1), isError("TP2026", /onlyHere.*workerTasks\.js/));
});

test("a synchronous function, the program's main file and a wrong option are refused", () => {
  assert.throws(() => compiled("workerSync", (at: number) => at, { worker: true }), isError("TP2005", /workerSync/));
  assert.throws(() => compiled("workerWrong", async (at: number) => at, { worker: 1 as never }), isError("TP2007", /workerWrong/));
  const main = runScript(`
    import { constants } from ${JSON.stringify(new URL("./support/compiled.js", import.meta.url).href)};
    try { task(async (x) => x, { worker: true }, constants("inMain", { async: true })); } catch (error) { console.log(error.code, error.message); }
  `);
  assert.match(main.stdout, /^TP2006 Task "inMain".*module of its own/);
});

test("idle threads do not keep the program, and what they stored is kept", () => {
  const { dir } = freshStore();
  const begin = `configure({ dir: ${JSON.stringify(dir)}, account: "tester" }); const { outer, inner } = await import(${JSON.stringify(MODULE)});`;
  const first = runScript(`${begin} console.log((await outer(3)).thread > 0);`);
  assert.equal([first.status, first.stdout, first.stderr], [0, "true\n", ""]);
  assert.equal([outer.isCached(3), inner.isCached(3)], [true, true]);
  const second = runScript(`${begin} await outer(4); process.exit(0);`);
  assert.is(second.status, 0);
  assert.equal([outer.isCached(4), inner.isCached(4)], [true, true]);
});

test("without piscina, tasks run where they are called", () => {
  const { dir } = freshStore();
  const { stdout, stderr } = runScript(`
    import Module from "node:module";
    const load = Module._load;
    Module._load = (name, ...rest) => {
      if (name === "piscina") throw Object.assign(new Error("Cannot find it"), { code: "MODULE_NOT_FOUND" });
      return load(name, ...rest);
    };
    configure({ dir: ${JSON.stringify(dir)} });
    const { where } = await import(${JSON.stringify(MODULE)});
    console.log((await where(1)).thread);
  `);
  assert.is(stdout, "0\n");
  assert.match(stderr, /TP2060.*npm install piscina/s);
});

test("each message has a code of its own", async () => {
  const made = Object.values(messages).flatMap((each) => (typeof each === "function" ? [(each as (...args: unknown[]) => messages.Message)("a", "b", "c", "d").code] : []));
  assert.ok(made.length > 30);
  assert.equal(made.filter((code, at) => made.indexOf(code) !== at), []);
  await warningsSoFar();
});

test.run();
