import { rejects } from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure, TaskprintError, type MapProgress, type Mode } from "taskprint";
import { compiled } from "./support/compiled.js";
import { freshStore } from "./support/places.js";
import { runScript } from "./support/script.js";
import { warningsSoFar } from "./support/warnings.js";

const test = suite("runtime/map");

for (const mode of ["on", "refresh", "readonly"] satisfies Mode[]) {
  for (const kind of ["sync", "async"]) {
    test(`equal inputs run once, in order, each with an object of its own (${kind}, mode ${mode})`, async () => {
      freshStore();
      configure({ mode });
      const seen: number[] = [];
      const body = (at: { readonly id: number }): { id: number } => (seen.push(at.id), { id: at.id });
      const name = `mapped ${kind} ${mode}`;
      const mapped = kind === "sync" ? compiled(name, body) : compiled(name, async (at: { readonly id: number }) => (await sleep(1), body(at)));
      const ids = [3, 1, 3, 2, 1, 3];
      const values = (await mapped.map(ids.map((id) => [{ id }]))) as { id: number }[];
      assert.equal(values.map(({ id }) => id), ids);
      assert.is(new Set(values).size, 6);
      assert.equal(seen.sort(), [1, 2, 3]);
      const { calls, hits, misses, runs } = mapped.stats();
      assert.equal([calls, hits, misses, runs], [6, 3, 3, 3]);
    });
  }
}

test("what is stored comes without a run, whatever the concurrency", async () => {
  const { events } = freshStore();
  const known = compiled("known", (at: number) => at * 2);
  known(1), known(2);
  events.length = 0;
  const steps: MapProgress[] = [];
  assert.equal(await known.map([[1], [2], [3], [1]], { concurrency: 1, onProgress: (step) => steps.push(step) }), [2, 4, 6, 2]);
  assert.equal(events.map(({ outcome }) => outcome), ["hit", "hit", "hit", "run"]);
  assert.equal(steps, [{ done: 3, total: 4, hits: 3, failed: 0 }, { done: 4, total: 4, hits: 3, failed: 0 }]);
  assert.equal(await known.map([]), []);
});

test("no more runs are under way than concurrency says, and so many are", async () => {
  freshStore();
  let [now, most] = [0, 0];
  const busy = compiled("mapBusy", async (_: number) => {
    most = Math.max(most, ++now);
    await sleep(3);
    now--;
  });
  await busy.map(Array.from({ length: 20 }, (_, at) => [at]), { concurrency: 3 });
  assert.is(most, 3);
});

test("uncached tasks and the mode off run each input", async () => {
  freshStore();
  let runs = 0;
  const free = compiled("mapFree", (_: number) => ++runs, { cache: false });
  assert.equal((await free.map([[1], [1], [1]])).sort(), [1, 2, 3]);
  configure({ mode: "off" });
  await compiled("mapOff", (_: number) => ++runs).map([[1], [1]]);
  assert.is(runs, 5);
});

test("a value that cannot be copied runs for each", async () => {
  freshStore();
  let runs = 0;
  const odd = compiled("mapOdd", (_: number) => (runs++, () => 1));
  assert.equal((await odd.map([[1], [1]])).map((value) => value()), [1, 1]);
  assert.is(runs, 2);
  await warningsSoFar();
});

test("the first failure stops it, and what was finished is stored", async () => {
  freshStore();
  const seen: number[] = [];
  const strict = compiled("mapStrict", async (at: number) => {
    seen.push(at);
    if (at === 2) throw new Error("two");
    return at;
  });
  await rejects(() => strict.map([[1], [2], [3], [2]], { concurrency: 1 }), (error: Error) => error.message === "two");
  assert.equal(seen, [1, 2]);
  assert.equal([1, 2, 3].map((at) => strict.isCached(at)), [true, false, false]);
});

test("failures are collected, equal inputs fail together, and refused inputs among them", async () => {
  freshStore();
  let runs = 0;
  const lenient = compiled("mapLenient", (at: unknown) => {
    runs++;
    if (at === 2) throw new Error("two");
    return at;
  });
  const steps: MapProgress[] = [];
  const outcomes = await lenient.map([[1], [2], [() => 1], [2]], { onError: "collect", onProgress: (step) => steps.push(step) });
  assert.equal(outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value : (outcome.reason as Error).message.slice(0, 17))), [1, "two", 'Task "mapLenient"', "two"]);
  assert.is(runs, 2);
  assert.equal(steps.at(-1), { done: 4, total: 4, hits: 0, failed: 3 });
  assert.equal([lenient.stats().refused, lenient.stats().failures], [1, 1]);
});

test("an abort ends it at once with the reason; the runs under way go on and are stored", async () => {
  freshStore();
  const control = new AbortController();
  let runs = 0;
  const long = compiled("mapLong", async (at: number) => {
    runs++;
    if (at === 2) control.abort(new Error("enough"));
    await sleep(20);
    return at;
  });
  await rejects(() => long.map([[1], [2], [3], [4]], { concurrency: 2, signal: control.signal }), (error: Error) => error.message === "enough");
  assert.is(runs, 2);
  await Promise.all([long(1), long(2)]);
  assert.equal([runs, long.isCached(1), long.isCached(2), long.isCached(3)], [2, true, true, false]);
  await rejects(() => long.map([[3]], { signal: control.signal }), (error: Error) => error.message === "enough");
});

test("a synchronous task hears of an abort between its runs", async () => {
  freshStore();
  const seen: number[] = [];
  const quick = compiled("mapQuick", (at: number) => {
    seen.push(at);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    return at;
  });
  const signal = AbortSignal.timeout(20);
  await rejects(() => quick.map(Array.from({ length: 1000 }, (_, at) => [at]), { signal, concurrency: 1 }), (error: Error) => error.name === "TimeoutError");
  const { length } = seen;
  assert.ok(length < 1000, `${length} ran`);
  await sleep(20);
  assert.ok(seen.length <= length + 1);
});

test("hits that are checked or traced are called one by one", async () => {
  freshStore();
  const checked = compiled("mapChecked", (at: number) => at, { verify: 1 });
  checked(1);
  assert.equal(await checked.map([[1], [1]]), [1, 1]);
  assert.ok(checked.stats().verified >= 1);
});

test("wrong options and inputs are named", async () => {
  freshStore();
  const named = compiled("mapNamed", (at: number) => at);
  const wrong = [5, null, { concurency: 1 }, { concurrency: 0 }, { concurrency: 1.5 }, { signal: 1 }, { onError: "ignore" }, { onProgress: 1 }, { progress: "bar" }] as never[];
  const isError = (error: unknown): boolean => error instanceof TaskprintError && error.code === "TP2018" && /mapNamed/.test(error.message);
  for (const options of wrong) await rejects(() => named.map([[1]], options), isError);
  for (const inputs of [null, 5, undefined, {}]) await rejects(() => named.map(inputs as never), isError);
  const pair = compiled("mapNamedPair", (at: number, by: number) => at * by);
  await rejects(() => pair.map([1] as never), isError);
});

test("the argument alone stands for a call with one argument, unless it could be an array", async () => {
  freshStore();
  const half = compiled("mapAlone", (at: number) => at / 2);
  assert.equal(await half.map([4, [6], 4]), [2, 3, 2]);
  assert.is(half.stats().runs, 2);
  const total = compiled("mapAloneOfArrays", (numbers: readonly number[]) => numbers.length);
  assert.equal(await total.map([[[1, 2]]]), [2]);
  // @ts-expect-error An array is a list of arguments.
  const asArguments: Promise<number[]> = total.map([[1, 2]]);
  assert.equal(await asArguments, [undefined]);
  const kind = compiled("mapAloneOfUnknown", (value: unknown) => typeof value);
  // @ts-expect-error It could be an array.
  await kind.map(["text"]);
});

test("a listener that throws is one warning", async () => {
  freshStore();
  await warningsSoFar();
  const heard = compiled("mapHeard", (at: number) => at);
  const onProgress = (): never => {
    throw new Error("deaf");
  };
  assert.equal(await heard.map([[1], [2]], { onProgress }), [1, 2]);
  assert.equal((await warningsSoFar()).map(({ code }) => code), ["TP2051"]);
});

test("a bar is shown on a terminal, and nothing elsewhere", () => {
  const { dir } = freshStore();
  const body = (isTerminal: boolean): string => `
    process.stderr.isTTY = ${isTerminal};
    configure({ dir: ${JSON.stringify(dir)}, mode: "refresh" });
    console.log(await compiled("barred", async (at) => at).map([[1], [2], [3], [3]], { progress: true }));
  `;
  const shown = runScript(body(true));
  assert.equal([shown.status, shown.stdout], [0, "[ 1, 2, 3, 3 ]\n"]);
  assert.match(shown.stderr, /barred .*100% \| 4\/4 \| 1 hits/);
  assert.equal(runScript(body(false)).stderr, "");
});

test.run();
