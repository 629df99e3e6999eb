import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Queue } from "#editor/analysis/queue";

const test = suite("work that an editor's server puts off");

/** Timers that run when the test says so. */
function createSurroundings() {
  const waiting = new Map<number, () => void>();
  const said: string[] = [];
  let count = 0;
  let isOutdated = false;
  return {
    said,
    waiting,
    outdate: () => void (isOutdated = true),
    tick: () => {
      const [[timer, callback] = []] = waiting;
      if (timer !== undefined) waiting.delete(timer);
      callback?.();
    },
    surroundings: {
      setTimeout: (callback: () => void) => {
        count += 1;
        waiting.set(count, callback);
        return count;
      },
      clearTimeout: (timer: unknown) => void waiting.delete(timer as number),
      isOutdated: () => isOutdated,
      onDone: () => void said.push("done"),
      onError: (error: unknown) => void said.push(String(error)),
    },
  };
}

function* steps(said: string[], name: string, count: number): Generator<void, void> {
  for (let step = 0; step < count; step += 1) {
    said.push(`${name}${step}`);
    yield;
  }
}

test("what fits into the budget is done at once, and nothing waits", () => {
  const { said, waiting, surroundings } = createSurroundings();
  new Queue<string>(surroundings).ask("a", () => steps(said, "a", 3), 60_000);
  assert.equal(said, ["a0", "a1", "a2"]);
  assert.is(waiting.size, 0);
});

test("the rest is done later, in the order in which it was asked for, and then said to be done", () => {
  const { said, waiting, surroundings, tick } = createSurroundings();
  const queue = new Queue<string>(surroundings);
  queue.ask("a", () => steps(said, "a", 2), 0);
  queue.ask("b", () => steps(said, "b", 1), 0);
  queue.ask("a", () => steps(said, "again", 1), 0);
  assert.equal(said, []);
  assert.is(waiting.size, 1, "one timer is enough");
  while (waiting.size > 0) tick();
  assert.equal(said, ["a0", "a1", "b0", "done"]);
});

test("work on what is outdated is dropped without a word", () => {
  const { said, waiting, surroundings, tick, outdate } = createSurroundings();
  new Queue<string>(surroundings).ask("a", () => steps(said, "a", 2), 0);
  outdate();
  tick();
  assert.equal(said, []);
  assert.is(waiting.size, 0);
});

test("work that fails is told, and is not gone on with", () => {
  const { said, waiting, surroundings, tick } = createSurroundings();
  const queue = new Queue<string>(surroundings);
  const fail = function* (): Generator<void, void> {
    yield;
    throw new Error("no");
  };
  queue.ask("a", fail, 0);
  tick();
  assert.equal(said, ["Error: no"]);
  assert.is(waiting.size, 0);
  assert.throws(() => queue.ask("b", fail, 60_000), "no");
  queue.ask("c", () => steps(said, "c", 1), 60_000);
  assert.equal(said, ["Error: no", "c0"]);
});

test.run();
