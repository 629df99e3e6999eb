import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure } from "taskprint";
import { LmdbStore } from "#runtime/store/lmdb";
import { numberedTask, numberedValue } from "./support/numbered.js";
import { freshStore, newPlace } from "./support/places.js";
import { runScript } from "./support/script.js";

const test = suite("runtime/processes");
const WRITER = fileURLToPath(new URL("./children/writer.js", import.meta.url));

const OPENER = fileURLToPath(new URL("./children/opener.js", import.meta.url));

/** A writer, and the numbers that it said in the turns after their calls. */
interface Writer {
  readonly child: ChildProcess;
  readonly returned: number[];
  /** What it warned of, which must be nothing. */
  readonly warned: string[];
  readonly ended: Promise<unknown>;
}

function startWriter(dir: string, from: number, count: number): Writer {
  const child = spawn(process.execPath, [WRITER, dir, String(from), String(count)], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, TASKPRINT_ACCOUNT: "" } });
  const returned: number[] = [];
  const warned: string[] = [];
  let tail = "";
  child.stderr?.on("data", (data: Buffer) => warned.push(data.toString()));
  child.stdout?.on("data", (data: Buffer) => {
    const lines = (tail + data.toString()).split("\n");
    tail = lines.pop() ?? "";
    returned.push(...lines.map(Number));
    child.emit("returned");
  });
  return { child, returned, warned, ended: once(child, "close") };
}

/** Every number that was said must be stored, with the right value. */
function assertStored(dir: string, numbers: Iterable<number>): void {
  configure({ dir, account: "default", mode: "on" });
  let runs = 0;
  const numbered = numberedTask(() => runs++);
  for (const at of numbers) {
    assert.is(numbered.isCached(at), true, `${at} is stored`);
    assert.ok(isDeepStrictEqual(numbered(at), numberedValue(at)), `${at} is right`);
  }
  assert.is(runs, 0);
}

test("two processes write one store at once", async () => {
  const { dir } = freshStore();
  const writers = [startWriter(dir, 0, 600), startWriter(dir, 300, 600), startWriter(dir, 0, 600)];
  await Promise.all(writers.map((writer) => writer.ended));
  assert.equal(writers.map((writer) => [writer.child.exitCode, writer.warned]), [[0, []], [0, []], [0, []]]);
  assertStored(dir, Array.from({ length: 900 }, (_, at) => at));
});

test("opening a store while another process writes to it undoes none of its writes", async () => {
  const dir = newPlace();
  const store = new LmdbStore(dir);
  const openers = ["on", "readonly", "readonly"].map((mode) => spawn(process.execPath, [OPENER, dir, "400", mode], { stdio: "inherit" }));
  const closed = Promise.all(openers.map((opener) => once(opener, "close")));
  let count = 0;
  while (openers.some((opener) => opener.exitCode === null)) {
    for (let burst = 0; burst < 100; burst++) store.putAll([{ key: numberedKey(count++), value: Buffer.alloc(200, 1) }]);
    await setImmediate();
  }
  await closed;
  assert.equal(openers.map((opener) => opener.exitCode), [0, 0, 0]);
  const lost = Array.from({ length: count }, (_, at) => at).filter((at) => store.get(numberedKey(at)) === undefined);
  assert.equal(lost, [], `of ${count}`);
  store.close();
});

test("processes that open a store and close it, with no other to keep it open, never find its locks destroyed", async () => {
  const dir = newPlace();
  const openers = [0, 1, 2].map(() => spawn(process.execPath, [OPENER, dir, "300", "on"], { stdio: ["ignore", "inherit", "pipe"] }));
  const errors: string[] = [];
  for (const opener of openers) opener.stderr?.on("data", (data: Buffer) => errors.push(data.toString()));
  await Promise.all(openers.map((opener) => once(opener, "close")));
  assert.equal([openers.map((opener) => opener.exitCode), errors], [[0, 0, 0], []]);
});

function numberedKey(at: number): Buffer {
  const key = Buffer.alloc(64);
  key.writeUInt32LE(at, 40);
  return key;
}

/** Kills a writer after it said some numbers, in the middle of what follows. */
async function writeAndKill(dir: string, from: number, said: number): Promise<readonly number[]> {
  const writer = startWriter(dir, from, 100_000);
  while (writer.returned.length < said && writer.child.exitCode === null) await once(writer.child, "returned");
  writer.child.kill("SIGKILL");
  await writer.ended;
  assert.equal([writer.child.signalCode, writer.warned], ["SIGKILL", []]);
  return writer.returned;
}

test("200 processes killed in the middle of writing lose nothing of the turns before, and leave no wrong value", async () => {
  const { dir } = freshStore();
  const returned: number[] = [];
  for (let kill = 0; kill < 200; kill += 2) {
    const pair = [kill, kill + 1].map((at) => writeAndKill(dir, at * 100_000, 1 + ((at * 7) % 40)));
    returned.push(...(await Promise.all(pair)).flat());
  }
  assert.ok(returned.length > 4_000, `${returned.length} numbers`);
  assertStored(dir, returned);
});

const exits: Record<string, string> = {
  "process.exit at once": "process.exit(0);",
  "an error that nobody catches": 'throw new Error("uncaught");',
  "process.exit in a timer": "setTimeout(() => process.exit(0), 1);",
  "process.abort in the next turn": "setTimeout(() => process.abort(), 1);",
  "SIGKILL in the next turn": 'setTimeout(() => process.kill(process.pid, "SIGKILL"), 1);',
};

for (const [name, how] of Object.entries(exits)) {
  test(`2000 results are kept through ${name}`, () => {
    const { dir } = freshStore();
    const body = `
      configure({ dir: ${JSON.stringify(dir)}, account: "tester" });
      const square = compiled("square", (at) => ({ square: at * at }));
      for (let at = 0; at < 2000; at++) square(at);
      ${how}
    `;
    const ended = runScript(body);
    assert.is(ended.signal, name.includes("abort") ? "SIGABRT" : name.includes("SIGKILL") ? "SIGKILL" : null, ended.stderr);
    const check = `
      configure({ dir: ${JSON.stringify(dir)}, account: "tester" });
      const square = compiled("square", () => { throw new Error("ran"); });
      for (let at = 0; at < 2000; at++) if (square(at).square !== at * at) process.exit(3);
    `;
    const checked = runScript(check);
    assert.is(checked.status, 0, checked.stderr);
  });
}

test("an async task's result is kept though the process exits right after it", () => {
  const { dir } = freshStore();
  const configured = `configure({ dir: ${JSON.stringify(dir)}, account: "tester" });`;
  runScript(`${configured} await compiled("slow", async (at) => [at])(4); process.exit(0);`);
  assert.is(runScript(`${configured} console.log(await compiled("slow", async () => "ran")(4));`).stdout, "[ 4 ]\n");
});

test.run();
