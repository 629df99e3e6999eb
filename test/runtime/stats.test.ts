import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure, stats, storedStats, type Mode, type Task, type TaskStats } from "taskprint";
import { packEntry } from "#runtime/entry";
import { digestKey } from "#runtime/key/key";
import { currentStore } from "#runtime/store/current";
import { compiled, constants } from "./support/compiled.js";
import { freshStore, newPlace } from "./support/places.js";
import { runScript } from "./support/script.js";
import { warningsSoFar } from "./support/warnings.js";

const test = suite("runtime/stats");

/** Those counters that are not zero and do not tell time or size. */
function counted({ task: _task, runMs: _run, savedMs: _saved, bytesRead: _read, bytesWritten: _written, ...counters }: TaskStats): object {
  return Object.fromEntries(Object.entries(counters).filter(([, count]) => count !== 0));
}

const quietly = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return error;
  }
};

test("a miss, a hit and what each took", () => {
  freshStore();
  const slow = compiled("statsSlow", (size: number) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3);
    return "x".repeat(size);
  });
  slow(500);
  const first = slow.stats();
  assert.equal(counted(first), { calls: 1, misses: 1, absent: 1, runs: 1, stored: 1 });
  assert.ok(first.runMs >= 2.5 && first.savedMs === 0 && first.bytesWritten > 500 && first.bytesRead === 0);
  slow(500);
  const second = slow.stats();
  assert.equal(counted(second), { calls: 2, hits: 1, misses: 1, absent: 1, runs: 1, stored: 1 });
  assert.equal([second.savedMs, second.bytesRead, second.runMs], [first.runMs, first.bytesWritten, first.runMs]);
  assert.equal(stats().find(({ task }) => task === "statsSlow"), second);
});

const reasons: Record<string, (each: Task<(at: number) => number>, name: string) => void> = {
  expired: (_, name) => compiled(name, (at: number) => at, { ttl: 0 })(1),
  unusable: (each, name) => {
    const key = digestKey(constants(name), "tester", [1]);
    const bytes = packEntry(key, { writtenAt: 0, runMs: 0, async: false, fitted: false, mark: 0, payload: Buffer.of(255) });
    bytes[bytes.length - 1] = 254;
    currentStore()?.put(key, bytes, 0);
    each(1);
  },
  refreshed: (each) => each.refresh(1),
  unavailable: (each) => {
    const [missing, mode] = [join(newPlace(), "missing"), "readonly"] as const;
    configure({ dir: missing, mode });
    each(1);
  },
};

for (const [reason, act] of Object.entries(reasons)) {
  test(`a miss is counted by its reason: ${reason}`, () => {
    freshStore();
    const name = `stats ${reason}`;
    const each = compiled(name, (at: number) => at);
    each(1);
    act(each, name);
    const { absent, misses, ...rest } = each.stats();
    assert.equal([absent, misses, rest[reason as "expired"]], [1, 2, 1]);
  });
}

test("the mode refresh is a reason, too, and asking what is stored counts nothing", () => {
  freshStore();
  const asked = compiled("statsAsked", (at: number) => at);
  asked(1);
  asked.isCached(1);
  asked.invalidate(1);
  asked.clear();
  configure({ mode: "refresh" });
  asked(1);
  assert.equal(counted(asked.stats()), { calls: 2, misses: 2, absent: 1, refreshed: 1, runs: 2, stored: 2 });
});

test("refused arguments, failures and values that cannot be stored", async () => {
  freshStore();
  const odd = compiled("statsOdd", async (value: unknown): Promise<unknown> => {
    if (value === "fail") throw new Error("failed");
    return value === "function" ? () => 1 : value;
  });
  await Promise.allSettled([odd("fail"), odd(() => 1), odd("function")]);
  assert.equal(counted(odd.stats()), { calls: 3, errors: 2, failures: 1, refused: 1, misses: 1, absent: 1, refusedValues: 1, runs: 2 });
  await warningsSoFar();
});

test("a call under way counts as a run, and once it has ended as a call", async () => {
  freshStore();
  const waiting = compiled("statsWaiting", async (at: number) => (await sleep(2), at));
  const calls = [waiting(1), waiting(1), waiting(1)];
  assert.equal(counted(waiting.stats()), { runs: 1 });
  await Promise.all(calls);
  assert.equal(counted(waiting.stats()), { calls: 3, hits: 2, shared: 2, misses: 1, absent: 1, runs: 1, stored: 1 });
});

/** What one call of the property is to do. */
interface Act {
  readonly kind: "sync" | "async" | "uncached" | "uncachedAsync" | "short";
  readonly input: number | "refused" | "fail" | "unstorable";
  readonly how: "call" | "refresh";
  readonly mode: Mode;
  readonly verify: number;
  readonly singleFlight: boolean;
  /** Whether calls made before are waited for first. */
  readonly settle: boolean;
}

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.record({
    kind: fc.constantFrom<Act["kind"][]>("sync", "async", "uncached", "uncachedAsync", "short"),
    input: fc.constantFrom<Act["input"][]>(0, 1, 2, 0, 1, "refused", "fail", "unstorable"),
    how: fc.constantFrom<Act["how"][]>("call", "call", "call", "refresh"),
    mode: fc.constantFrom<Act["mode"][]>("on", "on", "on", "off", "refresh", "readonly"),
    verify: fc.constantFrom(0, 0, 0.5, 1),
    singleFlight: fc.boolean(),
    settle: fc.boolean(),
  }),
  { maxLength: 30 },
);

const body = (value: unknown): unknown => {
  if (value === "fail") throw new Error("failed");
  return value === "unstorable" ? () => 1 : value;
};
let ran = 0;
const sync = (value: unknown): unknown => (ran++, body(value));
const later = async (value: unknown): Promise<unknown> => (ran++, await sleep(0), body(value));
const tasks = {
  sync: compiled("statsSync", sync),
  async: compiled("statsAsync", later),
  uncached: compiled("statsUncached", sync, { cache: false }),
  uncachedAsync: compiled("statsUncachedAsync", later, { cache: false }),
  short: compiled("statsShort", sync, { ttl: 0 }),
};

const sums = (): Record<string, number> => {
  const all = Object.values(tasks).map((each) => each.stats());
  return Object.fromEntries(["calls", "hits", "misses", "bypasses", "errors", "failures", "refused", "runs", "shared"].map((name) => [name, all.reduce((sum, each) => sum + each[name as "calls"], 0)]));
};

test("hits + misses + bypasses + errors = calls, whatever happens", async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      const { events } = freshStore();
      const before = sums();
      const ranBefore = ran;
      let pending: unknown[] = [];
      for (const { kind, input, how, mode, verify, singleFlight, settle } of list) {
        if (settle) await Promise.allSettled(pending.splice(0));
        configure({ mode, verify, singleFlight });
        const each = tasks[kind];
        const given = input === "refused" ? () => 1 : input;
        pending.push(quietly(() => (how === "call" ? each(given) : each.refresh(given))));
      }
      await Promise.allSettled(pending);
      pending = [];
      const after = sums();
      const since = (name: string): number => (after[name] ?? 0) - (before[name] ?? 0);
      const outcomes = (...names: string[]): number => events.filter(({ outcome }) => names.includes(outcome)).length;
      assert.is(since("calls"), list.length);
      assert.is(since("hits") + since("misses") + since("bypasses") + since("errors"), list.length);
      assert.equal(
        [since("hits"), since("shared"), since("misses") + since("bypasses"), since("failures"), since("runs"), since("refused")],
        [outcomes("hit", "shared"), outcomes("shared"), outcomes("run"), outcomes("failed"), ran - ranBefore, list.length - events.length],
      );
    }),
    { numRuns: 150 },
  );
  configure({ verify: 0, singleFlight: false });
  await warningsSoFar();
});

test("counters are added to the store's, those of a process when it ends, and are no entries", () => {
  const { dir } = freshStore();
  const script = `
    configure({ dir: ${JSON.stringify(dir)}, account: "tester" });
    const square = compiled("statsStored", (at) => at * at);
    square(1), square(2), square(1);
    setTimeout(() => process.exit(), 1);
  `;
  for (let process = 0; process < 2; process++) assert.is(runScript(script).status, 0);
  const square = compiled("statsStored", (at: number) => at * at);
  const before = square.stats();
  square(1);
  const [stored] = storedStats().filter(({ task }) => task === "statsStored");
  assert.equal(counted(stored as TaskStats), { calls: 7, hits: 5, misses: 2, absent: 2, runs: 2, stored: 2 });
  assert.is(square.stats().calls - before.calls, 1);
  assert.equal(storedStats(), storedStats());
  assert.is(statSync(join(dir, "counters.json")).mode & 0o777, 0o600);
  assert.is(square.clear(), 2);
});

test("a damaged or missing file of counters begins again, and a store that is only read is left alone", () => {
  const { dir } = freshStore();
  const each = compiled("statsDamaged", (at: number) => at);
  each(1);
  assert.is(storedStats().some(({ task }) => task === "statsDamaged"), true);
  const file = join(dir, "counters.json");
  for (const text of ["", "{", "[]", '{"version":1,"tasks":[["a",null],5,["b",{"hits":"many"}]]}']) {
    writeFileSync(file, text);
    each(1);
    assert.is(storedStats().find(({ task }) => task === "statsDamaged")?.calls, 1, text);
  }
  rmSync(file);
  each(1);
  configure({ mode: "readonly" });
  each(1);
  const written = readFileSync(file, "utf8");
  each(1);
  assert.is(storedStats().find(({ task }) => task === "statsDamaged")?.calls, 1);
  assert.is(readFileSync(file, "utf8"), written);
});

test.run();
