import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { CallPlan, Plan } from "#runtime/plan/plan";
import { compiled } from "./support/compiled.js";
import { freshStore } from "./support/places.js";
import { warningsSoFar } from "./support/warnings.js";

const test = suite("runtime/unsteady");

interface Input {
  readonly a: number;
}

const double = ({ a }: Input): number => a * 2;

/** Answers 1, 2, 3 … */
const counting = (): Input => {
  let answered = 0;
  return Object.defineProperty({ a: 0 }, "a", { enumerable: true, configurable: true, get: () => ++answered });
};

test("the result of a getter or a proxy whose answers vary is nobody else's", async () => {
  await warningsSoFar();
  const { events } = freshStore();
  const twice = compiled("twice", double);
  assert.is(twice(counting()), 6);
  let answered = 10;
  twice(new Proxy({ a: 0 }, { get: (target, key) => (key === "a" ? ++answered : Reflect.get(target, key)) }));
  assert.equal(events.map(({ stored }) => stored), [false, false]);
  for (let a = 1; a < 20; a++) assert.is(twice({ a }), a * 2);
  const { hits, misses, stored, refusedValues } = twice.stats();
  assert.equal([hits, misses, stored, refusedValues], [0, 21, 19, 2]);
  const [warning, ...more] = await warningsSoFar();
  assert.equal([warning?.code, more], ["TP2034", []]);
  assert.match(warning?.message ?? "", /Task "twice".*getter or a Proxy/);
});

test("it is found wherever it counts: deep, in lists, maps and sets, on cycles", async () => {
  freshStore();
  const deep = compiled("deepUnsteady", (_: unknown) => 1);
  const ring: Record<string, unknown> = { at: counting() };
  ring["again"] = ring;
  const list = Object.defineProperty([1, 2], 1, { enumerable: true, get: () => Math.random() });
  const bytes = Object.assign(new Uint8Array(2), { more: counting() });
  const pattern = Object.assign(/a/, { more: counting() });
  const long = Array.from({ length: 100 }, (_, index): unknown => index);
  const longer = Object.defineProperty([...long], 99, { enumerable: true, get: () => Math.random() });
  const sparse = Object.assign(new Array<unknown>(1e9), { 5: counting() });
  const places = [longer, Object.assign([...long], { more: counting() }), sparse, [{ b: counting() }], list, new Map([["a", counting()]]), new Map([[counting(), 1]]), new Set([counting()]), ring, bytes, pattern];
  for (const place of places) deep(place);
  assert.equal([deep.stats().refusedValues, deep.stats().stored], [places.length, 0]);
  await warningsSoFar();
});

test("what answers the same shares entries with equal plain data", async () => {
  freshStore();
  const steady = compiled("steadyInput", double);
  const input = { get a() { return 5; } };
  assert.equal([steady(input), steady({ a: 5 }), steady(new Proxy({ a: 5 }, {}))], [10, 10, 10]);
  assert.equal([steady({ a: 6 }), steady({ get a() { return 6; } })], [12, 12]);
  assert.equal([steady.stats().hits, steady.stats().misses, steady.stats().refusedValues], [3, 2, 0]);
  assert.equal(await warningsSoFar(), []);
});

test("an ignored parameter does not count, and is not read", () => {
  freshStore();
  const ignoring = compiled("ignoringUnsteady", (at: number, _: Input) => at, undefined, { ignore: [1] });
  const never = { get a(): number { throw new Error("read"); } };
  assert.equal([ignoring(1, never), ignoring(1, counting())], [1, 1]);
  assert.equal([ignoring.stats().hits, ignoring.stats().stored], [1, 1]);
});

test("what a run changes, or what cannot be read after it, is not stored", async () => {
  freshStore();
  let now = 1;
  const moving = compiled("movingInput", async ({ a }: Input) => (await sleep(1), now++, a));
  assert.is(await moving({ get a() { return now; } }), 1);
  const broken = compiled("brokenInput", async ({ a }: Input) => (await sleep(1), (now = -1), a));
  const failing = { get a(): number { if (now < 0) throw new Error("gone"); return 7; } };
  assert.is(await broken(failing), 7);
  assert.equal([moving.stats().stored, broken.stats().stored, broken.stats().refusedValues], [0, 0, 1]);
  await warningsSoFar();
});

test("who waits for such a run runs by itself", async () => {
  freshStore();
  const slow = compiled("slowUnsteady", async (input: Input) => (await sleep(5), double(input)));
  const [first, ...others] = await Promise.all([slow(counting()), slow({ a: 1 }), slow({ a: 1 })]);
  assert.is.not(first, 2);
  assert.equal(others, [2, 2]);
  assert.is(slow.stats().refusedValues, 1);
  await warningsSoFar();
});

test("equal inputs of a map do not get its result either", async () => {
  freshStore();
  const mapped = compiled("mappedUnsteady", double);
  // The lists are keyed once to be grouped, so the getter answers 1 there.
  const results = await mapped.map([counting(), { a: 1 }, { a: 1 }]);
  assert.is.not(results[0], 2);
  assert.equal(results.slice(1), [2, 2]);
  await warningsSoFar();
});

test("what the codec of the task's types keys is held to it, too, short or long", async () => {
  freshStore();
  const item: Plan = ["object", [["a", "number"], ["b", "string"]], []];
  const call: CallPlan = [[item], null, "number"];
  const planned = compiled("plannedUnsteady", double as (input: Input & { readonly b: string }) => number, {}, { plan: JSON.stringify([call]) });
  for (const b of ["short", "long".repeat(100)]) {
    planned(Object.assign(counting(), { b }));
    for (let a = 1; a < 9; a++) assert.is(planned({ a, b }), a * 2);
    assert.is(planned({ get a() { return 8; }, b }), 16);
    assert.is(planned({ get a() { return 9; }, b }), 18);
    assert.is(planned({ a: 9, b }), 18);
  }
  assert.equal([planned.stats().refusedValues, planned.stats().stored, planned.stats().hits], [2, 18, 4]);
  await warningsSoFar();
});

test.run();
