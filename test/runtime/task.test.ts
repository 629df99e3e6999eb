import { suite } from "uvu";
import * as assert from "uvu/assert";
import { task, TaskprintError, type Task } from "taskprint";
import { FORMAT } from "#runtime/digest";
import { compiled, constants, injected } from "./support/compiled.js";
import { freshStore } from "./support/places.js";
import { warningsSoFar } from "./support/warnings.js";

const test = suite("runtime/task");

/** Rejects where the code or the text of the error is not as said. */
const isError = (code: string, text: RegExp) => (error: unknown) => error instanceof TaskprintError && error.code === code && text.test(error.message);

test("a task that was not compiled throws at its definition and says how to set up", () => {
  for (const advice of [/typescript@6 ts-patch/, /"transform": "taskprint\/plugin", "transformProgram": true/, /tspc/, /tsx, swc, esbuild/]) {
    assert.throws(() => task(function lonely() {}), isError("TP2001", advice));
  }
  assert.throws(() => [() => 1].map(task as never), isError("TP2001", /task\(\) was called/));
});

test("a task that was refused when it was compiled throws that error", () => {
  assert.throws(() => injected(() => 1, {}, { format: FORMAT, refused: 'Task "x": no. [TP1050]' }), isError("TP2002", /Task "x": no\. \[TP1050\]/));
});

test("constants of another format ask for a rebuild", () => {
  assert.throws(() => injected(() => 1, {}, constants("old", { format: FORMAT + 1 })), isError("TP2003", /rebuild/));
});

test("ttl must be a number that is not negative", () => {
  for (const ttl of [-1, NaN, "1000" as unknown as number]) assert.throws(() => compiled("timed", () => 1, { ttl }), isError("TP2004", /ttl/));
  compiled("timed", () => 1, { ttl: Infinity });
});

test("a task keeps its function's name, length and own properties", () => {
  function area(width: number, height: number): number {
    area.calls++;
    return width * height;
  }
  area.calls = 0;
  freshStore();
  const sized = compiled("area", area);
  assert.equal([sized.name, sized.length, sized.calls], ["area", 2, 0]);
  assert.is(sized(2, 3), 6);
  assert.is(sized.calls, 1);
  sized.calls = 5;
  assert.is(area.calls, 5);
  assert.is(sized.fingerprint, constants("area").fingerprint);
});

test("sync stays sync, async returns native promises, and each hit is a fresh object", async () => {
  const { events } = freshStore();
  let runs = 0;
  const made = compiled("made", (at: number) => ({ at, run: ++runs }));
  const first = made(1);
  assert.equal(made(1), { at: 1, run: 1 });
  assert.is.not(made(1), first);
  const later = compiled("later", async (at: number) => ({ at, run: ++runs }));
  const promise = later(1);
  assert.is(Object.getPrototypeOf(promise), Promise.prototype);
  await promise;
  const hit = later(1);
  assert.instance(hit, Promise);
  assert.equal(await hit, { at: 1, run: 2 });
  assert.equal(events.map((event) => event.outcome), ["run", "hit", "hit", "run", "hit"]);
});

test("a function that returns a promise only sometimes does so on a hit, too", async () => {
  freshStore();
  const maybe = compiled("maybe", (wait: boolean): number | Promise<number> => (wait ? Promise.resolve(1) : 1));
  await maybe(true);
  maybe(false);
  assert.instance(maybe(true), Promise);
  assert.is(maybe(false), 1);
});

test("this is not passed, and defaults see the arguments that were given", () => {
  freshStore();
  const holder = { call: compiled("unbound", function (this: unknown, factor = 2) { return [this === undefined, factor]; }) };
  assert.equal(holder.call(), [true, 2]);
  assert.equal(holder.call(undefined), [true, 2]);
  assert.equal(holder.call(3), [true, 3]);
});

test("what a function throws is passed on as it is and never stored", async () => {
  const { events } = freshStore();
  const error = Object.assign(new Error("no"), { detail: 1 });
  let runs = 0;
  const failing = compiled("failing", () => { runs++; throw error; });
  const rejecting = compiled("rejecting", async () => { runs++; throw error; });
  const thrown = compiled("thrown", (): Promise<number> => { runs++; throw error; }, {}, { async: true });
  for (let time = 0; time < 2; time++) {
    assert.is(catchOf(failing), error);
    assert.is(await rejecting().catch((caught: unknown) => caught), error);
    assert.is(catchOf(thrown), error, "what throws at the call goes on throwing there");
  }
  assert.is(runs, 6);
  assert.is(failing.isCached(), false);
  assert.ok(events.every((event) => event.outcome === "failed" && !event.stored));
});

function catchOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

test("arguments that cannot be keyed throw where the task is sync and reject where it is async", async () => {
  freshStore();
  const sync = compiled("keyedSync", (_: unknown) => 1);
  const async = compiled("keyedAsync", async (_: unknown) => 1);
  assert.throws(() => sync(() => 1), isError("TP2020", /argument 1 is a function/));
  const promise = async(() => 1);
  assert.ok(isError("TP2020", /argument 1 is a function/)(await promise.catch((error: unknown) => error)));
});

test("a value that cannot be restored is returned, not stored, and warned of once a task", async () => {
  const { events } = freshStore();
  await warningsSoFar();
  let runs = 0;
  const functions = compiled("functions", async (at: number) => ({ at, run: ++runs, log: { write: () => at } }));
  assert.is((await functions(1)).log.write(), 1);
  assert.is((await functions(1)).run, 2);
  await functions(2);
  const warnings = await warningsSoFar();
  assert.is(warnings.length, 1);
  assert.is(warnings[0]?.code, "TP2030");
  assert.match(warnings[0]?.message ?? "", /^Task "functions": its result → \.log\.write is a function.*cache: false/);
  assert.ok(events.every((event) => event.outcome === "run" && !event.stored));
});

test("values deeper than the stack, and promises that carry more, are returned and not stored", async () => {
  freshStore();
  await warningsSoFar();
  const deep = compiled("deep", () => Array.from({ length: 100_000 }).reduce<unknown>((inner) => [inner], 1));
  assert.ok(Array.isArray(deep()));
  const child = compiled("child", () => Object.assign(Promise.resolve(1), { pid: 4 }), {}, { async: true });
  assert.is(child().pid, 4);
  assert.is(child().pid, 4);
  const thenable = compiled("thenable", () => ({ then: (done: (value: number) => void) => done(7) }));
  assert.is(await thenable(), 7);
  assert.equal((await warningsSoFar()).map((warning) => warning.code), ["TP2030", "TP2030", "TP2030"]);
});

test("cache: false runs every time, accepts anything, and stores and shares nothing", async () => {
  const { events } = freshStore();
  let runs = 0;
  const plain = compiled("plain", async (_: unknown) => ++runs, { cache: false });
  assert.equal(await Promise.all([plain(() => 1), plain(1), plain(1)]), [1, 2, 3]);
  assert.is(plain.isCached(1), false);
  assert.is(await plain.refresh(1), 4);
  assert.equal(new Set(events.map((event) => `${event.outcome} ${event.stored}`)), new Set(["run false"]));
});

test("isCached, refresh, invalidate and clear do what they say", () => {
  freshStore();
  let runs = 0;
  const count = compiled("count", (_: number) => ++runs);
  assert.is(count.isCached(1), false);
  assert.is(count(1), 1);
  assert.is(count.isCached(1), true);
  assert.is(count.refresh(1), 2);
  assert.is(count(1), 2);
  assert.is(count.invalidate(1), true);
  assert.is(count.invalidate(1), false);
  assert.is(count.isCached(1), false);
  assert.is(count(1), 3);
  count(2);
  const other = compiled("countOther", (_: number) => 9);
  other(1);
  assert.is(count.clear(), 2);
  assert.is(count.clear(), 0);
  assert.is(other.isCached(1), true);
});

test("clear removes the entries of the name whatever their fingerprint", () => {
  freshStore();
  const before = compiled("edited", (_: number) => 1, {}, { fingerprint: "a".repeat(64) });
  const after = compiled("edited", (_: number) => 2, {}, { fingerprint: "b".repeat(64) });
  assert.is(before(1), 1);
  assert.is(after(1), 2);
  assert.is(before(1), 1);
  assert.is(after.clear(), 2);
  assert.is(before.isCached(1), false);
});

test("ignored arguments do not part calls", () => {
  freshStore();
  let runs = 0;
  const logged = compiled("logged", (at: number, _log: () => void) => at + ++runs * 100, { ignore: ["_log"] }, { ignore: [1] });
  assert.is(logged(1, () => undefined), 101);
  assert.is(logged(1, () => 5), 101);
  assert.is(logged(2, () => 5), 202);
});

test("the type of a generic function stays what it was", () => {
  freshStore();
  const generic: Task<<T>(items: readonly T[]) => T | undefined> = compiled("generic", <T>(items: readonly T[]): T | undefined => items[0]);
  const first: string | undefined = generic(["a"]);
  const again: number | undefined = generic.refresh([1]);
  assert.equal([first, again], ["a", 1]);
});

test.run();
