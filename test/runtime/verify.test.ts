import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure, TaskprintError } from "taskprint";
import { differencePath } from "#runtime/difference";
import { compiled } from "./support/compiled.js";
import { freshStore } from "./support/places.js";
import { warningsSoFar } from "./support/warnings.js";

const test = suite("runtime/verify");
test.after.each(() => configure({ verify: 0 }));

test("a hit that a run disagrees with is a warning that names the task and the place, and stays a hit", async () => {
  await warningsSoFar();
  const { events } = freshStore();
  configure({ verify: 1 });
  let runs = 0;
  const drifting = compiled("drifting", (at: number) => ({ at, made: { by: ["run", ++runs] } }));
  assert.equal([drifting(1), drifting(1), drifting(1)].map(({ made }) => made.by[1]), [1, 1, 1]);
  assert.is(runs, 3);
  const [warning, ...more] = await warningsSoFar();
  assert.equal([warning?.code, more], ["TP2032", []]);
  assert.match(warning?.message ?? "", /Task "drifting".*differ at \.made\.by\[1\]/);
  assert.equal(events.map(({ outcome, verified }) => [outcome, verified]), [["run", undefined], ["hit", "different"], ["hit", "different"]]);
  const { calls, hits, misses, verified, different } = drifting.stats();
  assert.equal([calls, hits, misses, verified, different, drifting.stats().runs], [3, 2, 1, 2, 2, 3]);
});

test("what agrees is silent, sync and async", async () => {
  const { events } = freshStore();
  configure({ verify: 1 });
  const steady = compiled("steady", (at: number) => ({ at, list: [NaN, -0, new Map([[at, new Date(at)]])] }));
  const later = compiled("steadyLater", async (at: number) => (await sleep(1), [at]));
  for (let call = 0; call < 2; call++) assert.equal([steady(1).at, await later(1)], [1, [1]]);
  assert.instance(later(1), Promise);
  await later(1);
  assert.equal(events.filter(({ outcome }) => outcome === "hit").map(({ verified }) => verified), ["same", "same", "same", "same"]);
  assert.equal([steady.stats().verified, steady.stats().different, later.stats().different], [1, 0, 0]);
  assert.equal(await warningsSoFar(), []);
});

test("a run beside a hit that fails costs nothing, and a task that calls itself has an end", async () => {
  freshStore();
  configure({ verify: 1 });
  let fails = false;
  const flaky = compiled("flakyCheck", async (at: number) => {
    if (fails) throw new Error("failed");
    return at;
  });
  const thrower = compiled("throwingCheck", (at: number) => {
    if (fails) throw new Error("failed");
    return at;
  });
  const down: (at: number) => number = compiled("down", (at: number) => (at > 0 ? down(at - 1) : down.length));
  const round: (at: number) => number = compiled("round", (at: number) => (depth++ < 5 ? round(at) : 1));
  let depth = 0;
  await flaky(1);
  thrower(1), down(3), round(1);
  fails = true;
  depth = 0;
  assert.equal([await flaky(1), thrower(1), down(3), round(1)], [1, 1, 1, 1]);
  assert.equal([flaky.stats().failures, flaky.stats().verified, thrower.stats().hits], [0, 0, 1]);
  assert.equal(await warningsSoFar(), []);
});

test("a share of the hits is checked; a task's own share counts first; 0 checks none", () => {
  freshStore();
  let runs = 0;
  const often = compiled("often", (at: number) => (runs++, at), { verify: 0.5 });
  const never = compiled("never", (at: number) => (runs++, at), { verify: 0 });
  for (let call = 0; call < 401; call++) often(1);
  assert.ok(often.stats().verified > 100 && often.stats().verified < 300, `${often.stats().verified} of 400`);
  assert.is(runs, often.stats().verified + 1);
  configure({ verify: 1 });
  never(1), never(1);
  assert.equal([never.stats().verified, never.stats().runs], [0, 1]);
});

test("a wrong share is named", () => {
  const isError = (error: unknown): boolean => error instanceof TaskprintError && error.code === "TP2016";
  for (const verify of [-0.1, 1.1, NaN, "1", true] as never[]) {
    assert.throws(() => configure({ verify }), isError);
    assert.throws(() => compiled("wrongShare", () => 1, { verify }), isError);
  }
});

const ring = (end: number): object => {
  const made: Record<string, unknown> = { end };
  made["again"] = made;
  return { ring: made };
};

const pairs: readonly (readonly [unknown, unknown, string])[] = [
  [1, 2, "the result itself"],
  [{ a: 1, b: { c: [1, 2] } }, { a: 1, b: { c: [1, 3] } }, ".b.c[1]"],
  [{ a: 1 }, { a: 1, b: undefined }, ".b"],
  [[1], [1, 2], "[1]"],
  [new Map([["k", { v: 1 }]]), new Map([["k", { v: 2 }]]), "value 1.v"],
  [new Map([["k", 1]]), new Map([["l", 1]]), "key 1"],
  [{ set: new Set([1, { a: 2 }]) }, { set: new Set([1, { a: 3 }]) }, ".set member 2"],
  [{ when: new Date(1) }, { when: new Date(2) }, ".when"],
  [{ bytes: Uint8Array.of(1, 2) }, { bytes: Uint8Array.of(1, 3) }, ".bytes[1]"],
  [{ one: [] }, { one: {} }, ".one"],
  [ring(1), ring(2), ".ring.end"],
];

for (const [one, other, path] of pairs) {
  test(`the first difference is at ${path}`, () => {
    assert.is(differencePath(one, other), path);
    assert.type(differencePath(other, one), "string");
  });
}

test.run();
