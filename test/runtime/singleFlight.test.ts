import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure, TaskprintError } from "taskprint";
import { digestText } from "#runtime/digest";
import { digestKey } from "#runtime/key/key";
import { LeaseFiles, type Lease } from "#runtime/leases/lease";
import { lifeOf, ownOwner } from "#runtime/leases/owner";
import { LeaseWatch } from "#runtime/leases/watch";
import { compiled, constants } from "./support/compiled.js";
import { freshStore, newPlace } from "./support/places.js";
import { runScript, startScript, writeScript, type Ended } from "./support/script.js";
import { warningsSoFar } from "./support/warnings.js";

const test = suite("runtime/single flight of processes and threads");
const LONG = "{ maxWait: 1e9 }";

/** What such programs begin with: `say` prints at once, `nap` stands still, `meet` waits until two are there. */
const begin = (dir: string): string => `
  import { writeSync, writeFileSync, readdirSync, mkdirSync } from "node:fs";
  import { stats } from ${JSON.stringify(import.meta.resolve("taskprint"))};
  configure({ dir: ${JSON.stringify(dir)}, account: "tester", singleFlight: ${LONG} });
  const say = (line) => writeSync(1, line + "\\n");
  const nap = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const here = (place) => { mkdirSync(place, { recursive: true }); writeFileSync(place + "/" + process.pid, ""); return readdirSync(place).length; };
`;

function assertWell(ended: Ended): void {
  assert.equal([ended.status, ended.stderr], [0, ""], ended.stdout);
}

const leasesIn = (dir: string): readonly string[] => readdirSync(join(dir, "leases"));

const lines = (ended: readonly Ended[]): readonly string[] => ended.flatMap(({ stdout }) => stdout.trim().split("\n")).sort();

for (const kind of ["sync", "async"]) {
  test(`three processes run a call once, ${kind}`, async () => {
    const { dir } = freshStore();
    const nap = kind === "sync" ? "nap(400)" : "await sleep(400)";
    const program = `${begin(dir)}
      const once = compiled("once", ${kind === "sync" ? "" : "async"} (at) => { say("ran"); ${nap}; return { at, list: [process.pid] }; });
      await sleep(0);
      const value = await once(1);
      const { hits, shared, misses, savedMs } = stats()[0];
      say("got " + value.list[0] + " " + [hits, shared + misses, shared === 0 || savedMs > 300]);
    `;
    const started = [0, 1, 2].map(() => startScript(program));
    const ended = await Promise.all(started.map((each) => each.ended));
    ended.forEach(assertWell);
    const [first = "", second, third, ran, ...more] = lines(ended);
    assert.equal([ran, more], ["ran", []]);
    const pid = first.split(" ")[1];
    assert.ok([first, second, third].every((line) => line?.startsWith(`got ${pid} `)));
    assert.equal(leasesIn(dir), []);
  });
}

test("worker threads run a call once, with the main thread", async () => {
  const { dir } = freshStore();
  const body = `${begin(dir)}
    import { isMainThread, Worker } from "node:worker_threads";
    const workers = isMainThread ? [0, 1].map(() => new Worker(new URL(import.meta.url))) : [];
    const busy = compiled("busy", (at) => { say("ran"); nap(400); return at; });
    say("got " + busy(7));
    await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("exit", resolve))));
  `;
  const ended = runScript(body);
  assertWell(ended);
  assert.equal(lines([ended]), ["got 7", "got 7", "got 7", "ran"]);
  assert.equal(leasesIn(dir), []);
});

test("a process that was killed, and a worker thread that was ended, hold nothing up", async () => {
  const { dir } = freshStore();
  configure({ singleFlight: { maxWait: 1e9 } });
  const held = `${begin(dir)}
    say("running");
    await compiled("held", async () => { say("holds"); setInterval(() => 0, 1000); return new Promise(() => 0); })(1);
  `;
  const holder = startScript(held);
  await holder.printed("holds");
  let runs = 0;
  const waiter = compiled("held", async (_: number) => ++runs);
  const value = waiter(1);
  await sleep(50);
  assert.is(runs, 0);
  holder.child.kill("SIGKILL");
  assert.is(await value, 1);

  const threads = startScript(`${begin(dir)}
    import { Worker } from "node:worker_threads";
    const worker = new Worker(${JSON.stringify(writeScript(`${begin(dir)} compiled("stuck", (at) => { say("holds"); for (;;) nap(10); })(1);`))});
    process.stdin.once("data", async () => { await worker.terminate(); say("ended"); });
  `);
  await threads.printed("holds");
  const stuck = compiled("stuck", async (_: number) => ++runs);
  const later = stuck(1);
  threads.child.stdin?.write("end");
  assert.is(await later, 2);
  threads.child.kill("SIGKILL");
  await Promise.all([holder.ended, threads.ended]);
  assert.equal(leasesIn(dir), []);
});

test("a run that fails fails its own call, and one of those who wait runs", async () => {
  const { dir } = freshStore();
  configure({ singleFlight: true });
  const holder = startScript(`${begin(dir)}
    const failing = compiled("failing", async (at) => { say("holds"); await new Promise((resolve) => process.stdin.once("data", resolve)); throw new Error("failed"); });
    await failing(1).catch((error) => say(error.message));
    process.exit(0);
  `);
  await holder.printed("holds");
  let runs = 0;
  const waiter = compiled("failing", async (_: number) => ++runs);
  const values = [waiter(1), waiter(1)];
  await sleep(20);
  assert.is(runs, 0);
  holder.child.stdin?.write("go");
  assert.equal(await Promise.all(values), [1, 1]);
  assert.equal(lines([await holder.ended]), ["failed", "holds"]);
});

test("a deadline frees those who wait, sync and async, and they leave the lease alone", async () => {
  const { dir } = freshStore();
  const holder = startScript(`${begin(dir)}
    await compiled("hung", () => { say("holds"); nap(1e9); })(1);
  `);
  await holder.printed("holds");
  const hung = compiled("hung", (_: number) => "ran", { singleFlight: { maxWait: 30 } });
  const hungLater = compiled("hung", async (_: number) => "ran later", { singleFlight: { maxWait: 30 } });
  assert.is(hung(1), "ran");
  hung.clear();
  assert.is(await hungLater(1), "ran later");
  assert.is(leasesIn(dir).length, 1);
  holder.child.kill("SIGKILL");
  await holder.ended;
});

test("a result that waits to be written is there for others once its lease is given back", async () => {
  const { dir } = freshStore();
  configure({ singleFlight: true });
  const holder = startScript(`${begin(dir)} compiled("quick", () => 1)(1); say("ran"); nap(1e9);`);
  await holder.printed("ran");
  assert.is(compiled("quick", (_: number) => 2)(1), 1);
  holder.child.kill("SIGKILL");
  await holder.ended;
});

test("a value that cannot be stored is no reason to wait one for the other", async () => {
  const { dir } = freshStore();
  configure({ singleFlight: { maxWait: 1e9 } });
  const odd = (body: string): string => `${begin(dir)}
    process.on("warning", () => 0);
    const told = new Promise((resolve) => process.stdin.once("data", resolve));
    const odd = compiled("oddFlight", async (at) => { say("runs"); await told; return () => 1; });
    ${body}
    process.stdin.destroy();
  `;
  const holder = startScript(odd("await odd(1);"));
  await holder.printed("runs");
  const other = startScript(odd('const end = odd(1); say("waits"); await end;'));
  await other.printed("waits");
  const meeting = compiled("oddFlight", async (_: number) => {
    await other.printed("runs");
    other.child.stdin?.write("go");
    return () => 2;
  });
  const value = meeting(1);
  await sleep(20);
  holder.child.stdin?.write("go");
  assert.is((await value)(), 2);
  assert.equal([(await holder.ended).status, (await other.ended).status], [0, 0]);
  await warningsSoFar();
});

test("a call that makes its whole thread wait makes all that the thread runs wait", async () => {
  const { dir } = freshStore();
  const ready = join(newPlace(), "ready");
  const first = startScript(`${begin(dir)}
    let free;
    const freed = new Promise((resolve) => (free = resolve));
    const one = compiled("wide1", async (at) => { say("holds"); await freed; return 1; })(1);
    while (here(${JSON.stringify(ready)}) < 2) await sleep(5);
    nap(50);
    const two = compiled("wide2", (at) => "ran itself")(1);
    free();
    say(two + " " + (await one));
  `);
  await first.printed("holds");
  const second = startScript(`${begin(dir)}
    const one = compiled("wide1", async (at) => 1);
    await compiled("wide2", async (at) => { const value = one(1); here(${JSON.stringify(ready)}); return value; })(1);
  `);
  const ended = await Promise.all([first.ended, second.ended]);
  ended.forEach(assertWell);
  assert.ok(lines(ended).includes("ran itself 1"), lines(ended).join());
  assert.equal(leasesIn(dir), []);
});

for (const kind of ["sync", "async"]) {
  test(`two processes that wait for what the other runs do not wait for ever, ${kind}`, async () => {
    const { dir } = freshStore();
    const place = join(newPlace(), "here");
    const [modifier, wait, until] = kind === "sync" ? ["", "", "nap(5)"] : ["async", "await", "await sleep(5)"];
    const program = (mine: string, other: string): string => `${begin(dir)}
      const inner = (name) => ${modifier} (at) => { say("inner " + name); return name; };
      const outer = compiled(${JSON.stringify(mine)}, ${modifier} (at) => {
        here(${JSON.stringify(place)});
        while (here(${JSON.stringify(place)}) < 2) ${until};
        return ${JSON.stringify(mine)} + (${wait} compiled(${JSON.stringify(other)}, inner(${JSON.stringify(other)}))(1));
      });
      say("got " + (${wait} outer(1)));
    `;
    const ended = await Promise.all([startScript(program("abba", "baab")).ended, startScript(program("baab", "abba")).ended]);
    ended.forEach(assertWell);
    const got = lines(ended);
    // One finds that it would wait for itself, and runs; the other may wait for it.
    assert.ok(got.some((line) => line.startsWith("inner")), got.join());
    assert.is(got.filter((line) => line.startsWith("got")).length, 2);
    assert.equal(leasesIn(dir), []);
  });
}

test("a run that joins one which waits for another process waits for that process, too", async () => {
  const { dir } = freshStore();
  configure({ singleFlight: { maxWait: 1e9 } });
  const holder = startScript(`${begin(dir)}
    const told = new Promise((resolve) => process.stdin.once("data", resolve));
    const inner = compiled("joinInner", async (at) => "there");
    await compiled("joinOuter", async (at) => { say("holds"); await told; return inner(1); })(1);
    process.stdin.destroy();
  `);
  await holder.printed("holds");
  const outer = compiled("joinOuter", async (_: number) => "here");
  const inner = compiled("joinInner", async (_: number) => `here and ${await outer(1)}`);
  const values = [outer(1), inner(1)];
  await sleep(20);
  holder.child.stdin?.write("go");
  assert.equal(await Promise.all(values), ["there", "here and there"]);
  assertWell(await holder.ended);
  assert.equal(leasesIn(dir), []);
});

test("calls that depend on one another in every way, from three processes, all end", async () => {
  const { dir } = freshStore();
  const program = (seed: number): string => `${begin(dir)}
    let state = ${seed};
    const draw = (bound) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % bound;
    const options = undefined, overrides = { ignore: [1] };
    const now = Array.from({ length: 4 }, (_, name) => compiled("now" + name, (at, depth) => { if (depth > 0) pick(now)(draw(3), depth - 1); return at; }, options, overrides));
    const later = Array.from({ length: 4 }, (_, name) => compiled("later" + name, async (at, depth) => {
      await sleep(draw(3));
      if (depth > 0 && draw(4) === 0) pick(now)(draw(3), depth - 1);
      if (depth > 0) await Promise.all(Array.from({ length: draw(3) }, () => pick(later)(draw(3), depth - 1)));
      if (draw(9) === 0) throw new Error("failed");
      return at;
    }, options, overrides));
    const pick = (tasks) => tasks[draw(tasks.length)];
    for (let round = 0; round < 12; round++) {
      await Promise.allSettled(Array.from({ length: 8 }, () => pick(later)(draw(3), 3)));
      for (const task of [...now, ...later]) if (draw(3) === 0) task.clear();
    }
    say("ended");
  `;
  const ended = await Promise.all([1, 2, 3].map((seed) => startScript(program(seed * 7919)).ended));
  ended.forEach(assertWell);
  assert.equal(lines(ended), ["ended", "ended", "ended"]);
  assert.equal(leasesIn(dir), []);
});

const machines: Record<string, Partial<Lease["owner"]>> = {
  "of a process that has ended": { process: 2 ** 22 + 1 },
  "of a thread that has ended": { thread: 2 ** 22 + 1 },
  "of an owner whose number was given again": { startedAt: "1" },
};

for (const [name, owner] of Object.entries(machines)) {
  test(`a lease ${name} is taken over`, () => {
    const { dir } = freshStore();
    configure({ singleFlight: { maxWait: 1e9 } });
    const other = compiled("takenOver", (at: number) => at);
    other(0);
    const file = new LeaseFiles(dir);
    const lease: Lease = { id: "other", owner: { ...ownOwner(), ...owner }, waitsFor: [], isUnshared: false };
    assert.is(lifeOf(lease.owner), "dead");
    file.write(digestText("lease", [digestKey(constants("takenOver"), "tester", [1])]), lease);
    assert.is(other(1), 1);
    assert.equal(leasesIn(dir), []);
  });
}

test("a lease that was half written, or is no lease, is free", () => {
  const { dir } = freshStore();
  configure({ singleFlight: { maxWait: 1e9 } });
  const half = compiled("halfWritten", (at: number) => at);
  half(0);
  const lease = { id: "x", owner: ownOwner(), waitsFor: [], isUnshared: false };
  const odd = [{ ...lease, waitsFor: ["../data.mdb"] }, { ...lease, owner: { ...ownOwner(), process: "self" } }, { ...lease, owner: null }];
  for (const [at, text] of ["", '{"id":"x","own', "null", "{}", "[]", ...odd.map((each) => JSON.stringify(each))].entries()) {
    writeFileSync(join(dir, "leases", digestText("lease", [digestKey(constants("halfWritten"), "tester", [at + 1])])), text);
    assert.is(half(at + 1), at + 1);
  }
  assert.equal(leasesIn(dir), []);
});

test("an owner that cannot be seen is alive while it beats, whatever its clock says", async () => {
  const dir = newPlace();
  mkdirSync(join(dir, "leases"));
  const files = new LeaseFiles(dir);
  const lease: Lease = { id: "far", owner: { ...ownOwner(), machine: "elsewhere" }, waitsFor: [], isUnshared: false };
  files.write("far", lease);
  const watch = new LeaseWatch(files, "far", lease, 100);
  const clocks = [1e9, 2e9, 1e9 - 1, 1e9 - 5, 5, 4];
  for (const time of clocks) {
    utimesSync(join(dir, "leases", "far"), time, time);
    for (let look = 0; look < 3; look++) {
      assert.is(watch.look(), "held");
      await sleep(5);
    }
  }
  utimesSync(join(dir, "leases", "far"), 4e9, 4e9);
  while (watch.look() === "held") await sleep(5);
  assert.is(watch.look(), "stale");
  files.write("far", { ...lease, id: "another" });
  assert.is(watch.look(), "ended");
});

test("what dead owners left is swept away", () => {
  const { dir } = freshStore();
  mkdirSync(dir, { recursive: true });
  mkdirSync(join(dir, "leases"));
  const files = new LeaseFiles(dir);
  const lease: Lease = { id: "left", owner: { ...ownOwner(), process: 2 ** 22 + 1 }, waitsFor: [], isUnshared: true };
  files.write("left", lease);
  files.write("kept", { ...lease, owner: ownOwner() });
  compiled("sweeps", (at: number) => at, { singleFlight: true })(1);
  assert.equal(leasesIn(dir), ["kept"]);
});

test("a task decides for itself, and a wrong option is named", () => {
  const { dir } = freshStore();
  configure({ singleFlight: true });
  compiled("free", (at: number) => at, { singleFlight: false })(1);
  assert.throws(() => leasesIn(dir), /ENOENT/);
  compiled("kept", (at: number) => at)(1);
  assert.equal(leasesIn(dir), []);
  const isError = (error: unknown): boolean => error instanceof TaskprintError && error.code === "TP2015" && /maxWait: milliseconds/.test(error.message);
  for (const singleFlight of ["yes", { maxWait: -1 }, { maxWait: "1" }, {}, null] as never[]) {
    assert.throws(() => configure({ singleFlight }), isError);
    assert.throws(() => compiled("wrong", () => 1, { singleFlight }), isError);
  }
});

test.after.each(() => configure({ singleFlight: false }));
test.run();
