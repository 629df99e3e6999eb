import { once } from "node:events";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure } from "taskprint";
import { currentStore } from "#runtime/store/current";
import { StoreVanished } from "#runtime/store/failures";
import { FileStore } from "#runtime/store/file";
import { GuardedStore } from "#runtime/store/guarded";
import { LmdbStore } from "#runtime/store/lmdb";
import type { Write } from "#runtime/store/queue";
import { compiled } from "./support/compiled.js";
import { MemoryStore } from "./support/memoryStore.js";
import { freshStore, newPlace } from "./support/places.js";
import { runScript, writeScript } from "./support/script.js";
import { warningsSoFar } from "./support/warnings.js";

const test = suite("runtime/queued writes");
const key = (at: number): Buffer => Buffer.alloc(64, at);

/** A store that says how many entries each commit had. */
class CountingStore extends MemoryStore {
  readonly commits: number[] = [];

  override putAll(writes: readonly Write[]): void {
    this.commits.push(writes.length);
    super.putAll(writes);
  }
}

test("a result is a hit in the same tick, and on disk in the next turn", async () => {
  const { dir } = freshStore();
  let runs = 0;
  const count = compiled("queuedCount", (_: number) => ++runs);
  assert.equal([count(1), count(1), count.isCached(1)], [1, 1, true]);
  await setTimeout(1);
  const script = `configure({ dir: ${JSON.stringify(dir)}, account: "tester" }); console.log(compiled("queuedCount", () => "ran")(1));`;
  assert.is(runScript(script).stdout, "1\n");
});

test("what one tick puts is one commit", async () => {
  const store = new CountingStore();
  const guarded = new GuardedStore("nowhere", store);
  for (let at = 0; at < 200; at++) guarded.put(key(at), Buffer.from([at]), 0.01);
  assert.equal(store.commits, []);
  assert.equal(guarded.get(key(7)), Buffer.from([7]));
  await setTimeout(2);
  assert.equal(store.commits, [200]);
  guarded.close();
});

test("more than ten milliseconds of work, a thousand entries, or a megabyte, are committed at once", () => {
  const store = new CountingStore();
  const guarded = new GuardedStore("nowhere", store);
  guarded.put(key(1), Buffer.from("a"), 6);
  guarded.put(key(2), Buffer.from("b"), 6);
  assert.equal(store.commits, [2]);
  for (let at = 0; at < 1000; at++) guarded.put(Buffer.from(String(at).padStart(64)), Buffer.from("c"), 0);
  assert.equal(store.commits, [2, 1000]);
  guarded.put(key(3), Buffer.alloc(1024 * 1024 + 1), 0);
  assert.equal(store.commits, [2, 1000, 1]);
  guarded.close();
});

test("a store that is there again between two questions is used", () => {
  /** The first question finds the store missing, and the next one finds it made anew. */
  class ReturningStore extends MemoryStore {
    #questions = 0;
    get isGone(): boolean {
      return this.#questions < 2;
    }
    get refusal(): Error | undefined {
      this.#questions++;
      return this.isGone ? new StoreVanished() : undefined;
    }
  }
  const guarded = new GuardedStore("nowhere", new ReturningStore());
  guarded.put(key(1), Buffer.from("one"), 0);
  assert.is(guarded.put(key(2), Buffer.from("two"), 0), true);
  guarded.close();
});

test("the key may be used again by who gave it", () => {
  const guarded = new GuardedStore("nowhere", new MemoryStore());
  const scratch = key(1);
  guarded.put(scratch, Buffer.from("one"), 0);
  scratch.fill(2);
  assert.is(guarded.get(scratch), undefined);
  guarded.flush();
  assert.is(guarded.get(scratch), undefined);
  assert.equal(guarded.get(key(1)), Buffer.from("one"));
  guarded.close();
});

test("what waits can be deleted and cleared, and is written before the store is closed", () => {
  const store = new CountingStore();
  const guarded = new GuardedStore("nowhere", store);
  guarded.put(key(1), Buffer.from("one"), 0);
  assert.is(guarded.delete(key(1)), true);
  assert.is(guarded.get(key(1)), undefined);
  guarded.put(key(1), Buffer.from("one"), 0);
  guarded.put(key(2), Buffer.from("two"), 0);
  assert.is(guarded.clearPrefix(key(1).subarray(0, 8)), 1);
  assert.equal([guarded.get(key(1)), guarded.get(key(2))], [undefined, Buffer.from("two")]);
  guarded.put(key(3), Buffer.from("three"), 0);
  const before = store.commits.length;
  guarded.close();
  assert.is(store.commits.length, before + 1);
});

test("a store that vanishes before the commit is one warning, and the program goes on", async () => {
  await warningsSoFar();
  const { dir } = freshStore();
  const count = compiled("queuedGone", (at: number) => at);
  count(1);
  rmSync(dir, { recursive: true });
  await setTimeout(2);
  assert.is(count(2), 2);
  assert.equal((await warningsSoFar()).map((warning) => warning.code), ["TP2041"]);
});

/** How many of so many results a store holds, read without the program that wrote them. */
function countStored(dir: string, most: number): number {
  configure({ dir, mode: "readonly", account: "tester" });
  const square = compiled("square", (at: number) => ({ square: at * at }));
  return Array.from({ length: most }, (_, at) => at).filter((at) => square.isCached(at)).length;
}

const CALLS = 4_000;

/** Makes many calls, of which the last are still in the queue. */
const MANY = (dir: string): string => `
  configure({ dir: ${JSON.stringify(dir)}, account: "tester", mode: "on" });
  const square = compiled("square", (at) => ({ square: at * at }));
  const calls = (from, to) => { for (let at = from; at < to; at++) square(at); };
`;

const ends: Record<string, string> = {
  "the end of the program": "",
  "process.exit": "process.exit(0);",
  "process.exit in the middle of other work": "setTimeout(() => undefined, 10_000); setImmediate(() => process.exit(0));",
  "an error that nobody catches": 'throw new Error("uncaught");',
  "a rejection that nobody catches": 'Promise.reject(new Error("uncaught"));',
  "an error in a timer": 'setImmediate(() => { throw new Error("uncaught"); });',
};

for (const [name, how] of Object.entries(ends)) {
  test(`${CALLS} results are kept through ${name}`, () => {
    const { dir } = freshStore();
    const ended = runScript(`${MANY(dir)} calls(0, ${CALLS}); ${how}`);
    assert.equal([ended.signal, ended.status], [null, how.includes("uncaught") ? 1 : 0], ended.stderr);
    assert.is(countStored(dir, CALLS), CALLS);
  });
}

test("calls in handlers of the end, whenever they were registered, are kept", () => {
  const { dir } = freshStore();
  const body = `
    process.on("exit", () => calls(0, 10));
    ${MANY(dir)}
    calls(10, 20);
    process.on("exit", () => calls(20, 30));
    process.once("beforeExit", () => calls(30, 40));
  `;
  assert.equal([runScript(body).status, countStored(dir, 40)], [0, 40]);
});

test("a run of more than ten milliseconds is kept though the process is killed at once", () => {
  const { dir } = freshStore();
  const body = `
    ${MANY(dir)}
    calls(0, 5);
    compiled("slow", () => { for (const end = performance.now() + 12; performance.now() < end; ); return 1; })(1);
    process.kill(process.pid, "SIGKILL");
  `;
  assert.equal([runScript(body).signal, countStored(dir, 5)], ["SIGKILL", 5]);
  assert.is(compiled("slow", (_: number) => 1).isCached(1), true);
});

test("a signal ends the process as it would without taskprint", () => {
  const { dir } = freshStore();
  for (const signal of ["SIGINT", "SIGTERM"]) {
    const ended = runScript(`${MANY(dir)} calls(0, 100); setTimeout(() => process.kill(process.pid, "${signal}"), 5); setTimeout(() => undefined, 10_000);`);
    assert.equal([ended.signal, ended.status], [signal, null]);
  }
  assert.is(countStored(dir, 100), 100);
});

test("a worker thread that ends, by itself or by process.exit, keeps what it stored, and shares the store", async () => {
  const { dir } = freshStore();
  currentStore();
  const ends = ["", "process.exit(0);"];
  const workers = ends.map((how, index) => new Worker(writeScript(`${MANY(dir)} calls(${index * 3000}, ${(index + 1) * 3000}); ${how}`)));
  const square = compiled("square", (at: number) => ({ square: at * at }));
  configure({ dir, mode: "on", account: "tester" });
  for (let at = 6000; at < 7000; at++) square(at);
  const codes = await Promise.all(workers.map(async (worker) => ((await once(worker, "exit")) as [number])[0]));
  assert.equal(codes, [0, 0]);
  currentStore()?.flush();
  assert.is(countStored(dir, 7000), 7000);
});

test("worker threads that are terminated at any moment hold up nobody", async () => {
  const { dir } = freshStore();
  const script = writeScript(`${MANY(dir)} import { parentPort } from "node:worker_threads"; parentPort.postMessage(0); for (let at = 0; ; at++) calls(at * 100, at * 100 + 100);`);
  const count = compiled("beside", (at: number) => at);
  for (let round = 0; round < 12; round++) {
    const worker = new Worker(script);
    await once(worker, "message");
    await setTimeout(round % 4);
    await worker.terminate();
    count(round);
    currentStore()?.flush();
  }
  configure({ mode: "readonly" });
  assert.ok(Array.from({ length: 12 }, (_, at) => count.isCached(at)).every((isCached) => isCached));
});

test("a directory that is only read is not written to by a queue", () => {
  const dir = newPlace();
  new LmdbStore(dir).close();
  const before = readdirSync(dir);
  const guarded = new GuardedStore(dir, new FileStore(dir, new Error("refused")));
  assert.is(guarded.put(key(1), Buffer.from("one"), 0), false);
  assert.is(guarded.get(key(1)), undefined);
  guarded.close();
  assert.equal(readdirSync(join(dir)), before);
});

test.run();
