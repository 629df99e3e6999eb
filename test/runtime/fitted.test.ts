import { isDeepStrictEqual } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Task } from "taskprint";
import { unpackEntry } from "#runtime/entry";
import { digestKey } from "#runtime/key/key";
import type { CallPlan, Plan } from "#runtime/plan/plan";
import { currentStore } from "#runtime/store/current";
import { compiled, constants } from "./support/compiled.js";
import { difference } from "./support/exact.js";
import { freshStore } from "./support/places.js";
import { runScript } from "./support/script.js";

const test = suite("runtime/fitted");

const ITEM: Plan = ["object", [["id", "number"], ["name", "string"]], [["tags", ["array", "string"]]]];
const planOf = (...call: CallPlan): string => JSON.stringify([call]);
const itemPlan = planOf([ITEM], null, ITEM);

const item = (id: number, length = 5): { id: number; name: string } => ({ id, name: "n".repeat(length) });
const entryOf = (name: string, args: readonly unknown[], plan?: string) => {
  const key = digestKey(constants(name, plan === undefined ? {} : { plan }), "tester", args);
  const bytes = currentStore()?.get(key);
  return bytes && unpackEntry(key, bytes);
};

test("what fits is stored by the codec, what does not by the general encoding, and both are hits", () => {
  freshStore();
  let runs = 0;
  const echo = compiled("echo", (value: unknown): unknown => (runs++, value), {}, { plan: itemPlan });
  const values: readonly unknown[] = [item(1), item(1, 200), item(1, 5000), item(1, 100_000), { ...item(2), tags: ["a", "é"] }, { ...item(3), extra: 1 }, "text", new Map([[1, 2]]), Object.create(null), null];
  for (const value of values) echo(value);
  assert.is(runs, values.length);
  for (const value of values) assert.is(difference(echo(structuredClone(value) as unknown), structuredClone(value)), undefined);
  assert.is(runs, values.length + 1, "only the null prototype, which a clone does not have, is another input");
  assert.equal(values.map((value) => entryOf("echo", [value], itemPlan)?.fitted), [true, true, true, true, true, false, false, false, false, false]);
});

test("long and short encodings, equal and different inputs: one key exactly when isDeepStrictEqual holds", () => {
  const lengths = [0, 1, 50, 100, 110, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 130, 1900, 1999, 2000, 5000, 20_000, 80_000];
  const values: unknown[] = lengths.flatMap((length) => [item(1, length), { name: "n".repeat(length), id: 1 }, item(2, length), { ...item(1, length), tags: [] }, { ...item(1, length), more: 1 }]);
  // In another order, so that what was long or short before makes no difference.
  const mixed = [...values.keys()].sort((one, other) => ((one * 37) % 101) - ((other * 37) % 101));
  const keys = values.map(() => "");
  for (const at of mixed) keys[at] = digestKey(constants("lengths", { plan: itemPlan }), "tester", [values[at]]).toString("hex");
  for (const [at, one] of values.entries()) {
    for (const [beside, other] of values.entries()) assert.is(keys[at] === keys[beside], isDeepStrictEqual(one, other), `${at} and ${beside}`);
  }
});

test("a task whose long and short calls alternate finds both", () => {
  freshStore();
  let runs = 0;
  const count = compiled("alternating", (_: unknown) => ++runs, {}, { plan: itemPlan });
  for (let round = 0; round < 3; round++) for (const length of [1, 5000, 100, 20_000, 3]) count(item(1, length));
  assert.is(runs, 5);
});

test("another plan is another key and never decodes an entry", () => {
  freshStore();
  let runs = 0;
  const define = (plan: string | undefined) => compiled("planned", (_: unknown) => (runs++, { id: 1, name: "x" }), {}, plan === undefined ? {} : { plan });
  for (const plan of [itemPlan, planOf(["unknown"], null, ITEM), planOf([ITEM], null, "unknown"), undefined]) define(plan)(item(1));
  assert.is(runs, 4);
  for (const plan of [itemPlan, undefined]) assert.equal(define(plan)(item(1)), { id: 1, name: "x" });
  assert.is(runs, 4);
});

test("a plan that is none, or that may not be compiled, leaves the general encodings", () => {
  freshStore();
  for (const plan of ["no plan", "[]", "null", '[[[9],null,"number"]]']) {
    let runs = 0;
    const odd = compiled("odd", (at: number) => (runs++, { at }), {}, { plan });
    assert.equal([odd(1), odd(1), runs], [{ at: 1 }, { at: 1 }, 1], plan);
  }
});

test("a process that forbids code from texts, in which lmdb cannot be loaded, runs what it cannot find and finds the rest", () => {
  const { dir } = freshStore();
  const script = `configure({ dir: ${JSON.stringify(dir)}, account: "tester" });
    let runs = 0;
    const strict = compiled("strict", (value) => (runs++, value), {}, { plan: ${JSON.stringify(itemPlan)} });
    const values = [strict("unfit"), strict({ id: 1, name: "a" })];
    console.log(runs, JSON.stringify(values));`;
  const values = '["unfit",{"id":1,"name":"a"}]';
  const forbidding = { env: { NODE_OPTIONS: "--disallow-code-generation-from-strings" } };
  assert.equal([runScript(script).stdout, runScript(script, forbidding).stdout, runScript(script).stdout], [`2 ${values}\n`, `1 ${values}\n`, `0 ${values}\n`]);
});

test("arguments that call tasks while they are read keep their key", () => {
  freshStore();
  let runs = 0;
  const outer: Task<(value: unknown) => unknown> = compiled("outer", (value: unknown) => (runs++, structuredClone(value)), {}, { plan: itemPlan });
  const inner = compiled("inner", (at: number) => at * 2);
  for (const length of [3, 300, 9000]) {
    const name = "n".repeat(length);
    const lively = Object.defineProperty({ name }, "id", { enumerable: true, get: () => inner(length) });
    assert.equal(outer(lively), { id: length * 2, name });
    const before = runs;
    assert.equal(outer({ id: length * 2, name }), { id: length * 2, name });
    assert.equal(outer(lively), { id: length * 2, name });
    assert.is(runs, before, "a getter is no difference to isDeepStrictEqual");
  }
});

test("a getter that throws is the error that it was", () => {
  freshStore();
  const throwing = compiled("throwing", (value: unknown) => value, {}, { plan: itemPlan });
  const value = Object.defineProperty({ name: "" }, "id", { enumerable: true, get: () => { throw new Error("no id"); } });
  assert.throws(() => throwing(value), (error: { code?: string }) => error.code === "TP2023");
});

test("arguments that share more than memory holds take the general encoding", () => {
  const plan = JSON.stringify([[[0], null, "number"], ["object", [["children", ["array", 0]]], []]]);
  let runs = 0;
  const size = compiled("sharing", (_: unknown) => ++runs, {}, { plan });
  const tree = (depth: number): object => {
    let node: object = { children: [] };
    for (let level = 0; level < depth; level++) node = { children: [node, node] };
    return node;
  };
  assert.equal([size(tree(60)), size(tree(60)), size(tree(61))], [1, 1, 2]);
});

test("ignored and rest parameters count as they do without a plan", () => {
  freshStore();
  let runs = 0;
  const plan = planOf(["number", "ignored"], "number", "number");
  const mixed = compiled("mixedRest", (..._: unknown[]) => ++runs, {}, { plan, ignore: [1], rest: 2 });
  const calls: readonly (readonly unknown[])[] = [[1], [1, "log"], [1, () => 0], [1, "log", 2], [1, "other", 2], [1, "log", 2, undefined], [1, "log", undefined], [2]];
  const results = calls.map((args) => mixed(...args));
  assert.equal(results, [1, 1, 1, 2, 2, 3, 4, 5]);
});

test("callers who share a run under way get copies by the codec", async () => {
  freshStore();
  const shared = compiled("sharedFitted", async (id: number) => ({ id, name: "x" }), {}, { plan: planOf(["number"], null, ITEM) });
  const [one, other] = await Promise.all([shared(1), shared(1)]);
  assert.equal([one, other], [{ id: 1, name: "x" }, { id: 1, name: "x" }]);
  assert.is.not(one, other);
});

test.run();
