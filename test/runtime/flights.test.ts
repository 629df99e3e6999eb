import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure, withAccount } from "taskprint";
import { compiled } from "./support/compiled.js";
import { freshStore } from "./support/places.js";
import { warningsSoFar } from "./support/warnings.js";

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

/** Fails where a deadlock would hang the tests for ever. */
async function soon<T>(promise: Promise<T>): Promise<T> {
  const late = new AbortController();
  const limit = sleep(20_000, undefined, { signal: late.signal }).then(() => Promise.reject(new Error("waits for itself")));
  limit.catch(() => undefined);
  return Promise.race([promise, limit]).finally(() => late.abort());
}

/** All of it holds in one process also where others could take part. */
for (const singleFlight of [false, true]) {
  const test = suite(`runtime/flights, singleFlight ${singleFlight}`);
  const fresh = (): ReturnType<typeof freshStore> => {
    const store = freshStore();
    configure({ singleFlight });
    return store;
  };

  for (const mode of ["on", "refresh", "readonly"] as const) {
    test(`a hundred calls at once run once, and each gets an object of its own (mode ${mode})`, async () => {
      const { events } = fresh();
      configure({ mode });
      let runs = 0;
      const busy = compiled(`busy ${mode}`, async (_: number) => {
        await sleep(5);
        return { run: ++runs, list: [1] };
      });
      const values = await Promise.all(times(100, () => busy(1)));
      assert.is(runs, 1);
      assert.is(new Set(values).size, 100);
      for (const value of values) assert.equal(value, { run: 1, list: [1] });
      assert.equal(events.map((event) => event.outcome).sort(), ["run", ...times(99, () => "shared")]);
      assert.ok(events.every((event) => event.outcome === "run" || event.savedMs > 0));
    });
  }

  test("calls with other inputs, tasks or accounts do not share", async () => {
    fresh();
    let runs = 0;
    const one = compiled("one", async (_: number) => (await sleep(2), ++runs));
    const two = compiled("two", async (_: number) => (await sleep(2), ++runs));
    await Promise.all([one(1), one(2), two(1), withAccount("other", () => one(1))]);
    assert.is(runs, 4);
  });

  test("a run that fails fails one call; one of those who waited runs then, and the others wait for it", async () => {
    const { events } = fresh();
    let runs = 0;
    const flaky = compiled("flaky", async (_: number) => {
      const run = ++runs;
      await sleep(5);
      if (run <= 2) throw new Error(`run ${run}`);
      return run;
    });
    const ends = await soon(Promise.allSettled(times(4, () => flaky(1))));
    assert.equal(ends.map((end) => end.status), ["rejected", "rejected", "fulfilled", "fulfilled"]);
    assert.is(runs, 3);
    assert.is(flaky.isCached(1), true);
    assert.is(events.filter((event) => event.outcome === "failed").length, 2);
  });

  test("a value that cannot be copied is not shared: each caller runs", async () => {
    fresh();
    let runs = 0;
    const refused = compiled(`refusedFlight ${singleFlight}`, async (_: number) => {
      const run = ++runs;
      await sleep(2);
      return () => run;
    });
    const values = await soon(Promise.all(times(3, () => refused(1))));
    assert.equal(values.map((value) => value()), [1, 2, 3]);
    assert.is((await warningsSoFar()).length, 1);
  });

  test("a call of a key from inside its own run runs, sync or async, as the function would", async () => {
    fresh();
    let depth = 0;
    const again: (at: number) => Promise<number> = compiled("again", async (at: number) => {
      await sleep(1);
      return ++depth < 4 ? (await again(at)) + 1 : 0;
    });
    assert.is(await soon(again(1)), 3);
    let sync = 0;
    const loop: (at: number) => number = compiled("loop", (at: number) => (++sync < 4 ? loop(at) + 1 : 0));
    assert.is(loop(1), 3);
  });

  test("a recursive task caches each level", async () => {
    fresh();
    let runs = 0;
    const fib: (at: number) => Promise<number> = compiled("fib", async (at: number) => (++runs, at < 2 ? at : (await Promise.all([fib(at - 1), fib(at - 2)])).reduce((a, b) => a + b)));
    assert.is(await soon(fib(25)), 75025);
    assert.is(runs, 26);
  });

  test("tasks that wait for each other's runs do not wait for themselves", async () => {
    fresh();
    let left = 6;
    const ping: (at: number) => Promise<number> = compiled("ping", async (at: number) => (await sleep(1), left-- > 0 ? pong(at) : 1));
    const pong: (at: number) => Promise<number> = compiled("pong", async (at: number) => (await sleep(1), left-- > 0 ? ping(at) : 2));
    const values = await soon(Promise.all([ping(1), pong(1), ping(1), pong(1)]));
    assert.ok(values.every((value) => value === 1 || value === 2));
  });

  test("a ring of three runs started apart does not wait for itself", async () => {
    fresh();
    const seen = new Map<string, number>();
    const ring: Record<string, (at: number) => Promise<string>> = {};
    const next: Record<string, string> = { a: "b", b: "c", c: "a" };
    for (const name of ["a", "b", "c"]) {
      ring[name] = compiled(`ring ${name}`, async (at: number) => {
        const count = (seen.get(name) ?? 0) + 1;
        seen.set(name, count);
        await sleep(2);
        return count > 2 ? name : `${name}${await ring[next[name] ?? ""]?.(at)}`;
      });
    }
    const values = await soon(Promise.all(["a", "b", "c"].map((name) => ring[name]?.(1))));
    assert.is(values.length, 3);
  });

  test("refresh does not join a run under way, and the older run does not overwrite it", async () => {
    fresh();
    let runs = 0;
    const raced = compiled("raced", async (_: number) => {
      const run = ++runs;
      await sleep(run === 1 ? 30 : 1);
      return run;
    });
    const old = raced(1);
    assert.is(await raced.refresh(1), 2);
    assert.is(await old, 1);
    assert.is(await raced(1), 2);
  });

  test("a run under way when its entry is invalidated or cleared does not bring it back", async () => {
    fresh();
    let runs = 0;
    const removed = compiled("removed", async (_: number) => (await sleep(5), ++runs));
    const first = removed(1);
    removed.invalidate(1);
    await first;
    assert.is(removed.isCached(1), false);
    const second = removed(1);
    removed.clear();
    const third = removed(1);
    assert.equal([await second, await third], [2, 3]);
    assert.is(await removed(1), 3);
  });

  test("a rejection that nobody handles is still seen by the process", async () => {
    fresh();
    const unheard = compiled("unheard", async (_: number) => Promise.reject(new Error("unheard")));
    const free = compiled("free", async (_: number) => Promise.reject(new Error("free")), { cache: false });
    const seen: unknown[] = [];
    const listen = (error: unknown): unknown => seen.push((error as Error).message);
    process.on("unhandledRejection", listen);
    void unheard(1);
    void free(1);
    await sleep(5);
    process.off("unhandledRejection", listen);
    assert.equal(seen.sort(), ["free", "unheard"]);
  });

  test.after(() => configure({ singleFlight: false }));
  test.run();
}
