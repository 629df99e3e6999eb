import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure, TaskprintError, type Task } from "taskprint";
import { digestKey } from "#runtime/key/key";
import { compiled, constants } from "./support/compiled.js";
import { freshStore } from "./support/places.js";
import { runScript } from "./support/script.js";
import { warningsSoFar } from "./support/warnings.js";

const test = suite("runtime/env");
const real = process.env;

/** Nothing of a test's variables, or of an object put in the place of `process.env`, reaches the next test. */
test.after.each(() => {
  process.env = real;
  for (const name of Object.keys(real)) if (name.startsWith("TP_TEST_")) delete real[name];
});

/** Sets the variables named, and unsets those given as undefined. */
function set(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/** Sets one variable, then calls. */
function under<T>(value: string | undefined, call: () => T): T {
  set({ TP_TEST_A: value });
  return call();
}

/** A task that reads the variables named, and what it was answered with; each run has a number of its own. */
function reading(...env: readonly string[]): Task<(at: number) => string> {
  let runs = 0;
  return compiled("reading", (at: number) => `run ${++runs} of ${at}: ${env.map((name) => process.env[name]).join()}`, {}, { env });
}

function keyOf(env: readonly string[] | undefined, variables: Readonly<Record<string, unknown>> = {}): string {
  process.env = variables as NodeJS.ProcessEnv;
  return digestKey(constants("keyed", env && { env }), "tester", [1, "two"]).toString("hex");
}

const LONG = "x".repeat(5000);

/** Names and variables of which no two may have one key, though carelessly joined they would. */
const states: readonly (readonly [names: readonly string[], variables: Readonly<Record<string, string>>])[] = [
  [["A"], {}],
  [["A"], { A: "" }],
  [["A"], { A: "undefined" }],
  [["A"], { A: "null" }],
  [["A"], { A: "=" }],
  [["A"], { A: "a" }],
  [["A"], { A: "A" }],
  [["A"], { A: "a " }],
  [["A"], { A: "0:" }],
  [["A"], { A: "\0" }],
  [["A"], { A: "é" }],
  [["A"], { A: "e\u0301" }],
  [["A"], { A: "\ufffd" }],
  [["A"], { A: "\ud800" }],
  [["A"], { A: "\ud801" }],
  [["A"], { A: "\udc00\ud800" }],
  [["A"], { A: Buffer.from("=\ud800", "utf16le").toString("latin1") }],
  [["A"], { A: LONG }],
  [["A"], { A: `${LONG}x` }],
  [["B"], {}],
  [["B"], { B: "" }],
  [["B"], { B: "a" }],
  [["a"], { a: "a" }],
  [["A="], {}],
  [["A=a"], {}],
  [["A", "B"], {}],
  [["A", "B"], { A: "" }],
  [["A", "B"], { B: "" }],
  [["A", "B"], { A: "", B: "" }],
  [["A", "B"], { A: "a", B: "b" }],
  [["A", "B"], { A: "b", B: "a" }],
  [["A", "B"], { A: "ab", B: "" }],
  [["A", "B"], { A: "", B: "ab" }],
  [["A", "B"], { A: "B" }],
  [["A", "B"], { A: "B=b" }],
  [["A", "B"], { A: "a\0B=b" }],
  [["A", "B"], { A: "a,B=b" }],
  [["A", "B"], { A: "a", B: "=b" }],
  [["A", "C"], { A: "a", C: "b" }],
];

test("no value, state or name can imitate another", () => {
  const seen = new Map<string, string>([[keyOf(undefined), "no names"]]);
  for (const state of states) {
    const text = JSON.stringify(state).slice(0, 80);
    const key = keyOf(...state);
    assert.is(seen.get(key), undefined, text);
    assert.is(keyOf(...state), key, text);
    seen.set(key, text);
  }
  assert.is(seen.size, states.length + 1);
});

test("the key of a task that reads no variables is the one it always was", () => {
  const key = "0c37c5d7b8381d2f11f35354a68ddac33269ee0a72f5860ddb9961d3731a34767baa6019771756310592249f9523f253000c020402080374776f00";
  assert.is(keyOf(undefined, { A: "a" }), key);
  assert.is(keyOf([], { A: "a" }), key);
});

test("variables that are not named do not count", () => {
  assert.is(keyOf(["A"], { A: "a", B: "b" }), keyOf(["A"], { A: "a" }));
});

test("unset, empty and any text are values of their own, and each finds its entry again", () => {
  freshStore();
  const read = reading("TP_TEST_A");
  const values = [undefined, "", "undefined", "a"];
  const first = values.map((value) => under(value, () => read(1)));
  assert.equal(first, ["run 1 of 1: ", "run 2 of 1: ", "run 3 of 1: undefined", "run 4 of 1: a"]);
  const again = values.map((value) => under(value, () => read(1)));
  assert.equal(again, first);
});

test("two variables that swap their values are another call", () => {
  freshStore();
  const read = reading("TP_TEST_A", "TP_TEST_B");
  set({ TP_TEST_A: "a", TP_TEST_B: "b" });
  assert.is(read(1), "run 1 of 1: a,b");
  set({ TP_TEST_A: "b", TP_TEST_B: "a" });
  assert.is(read(1), "run 2 of 1: b,a");
  set({ TP_TEST_A: "a", TP_TEST_B: "b" });
  assert.is(read(1), "run 1 of 1: a,b");
});

test("isCached, refresh and invalidate mean the entry of the variables as they are", () => {
  freshStore();
  const read = reading("TP_TEST_A");
  set({ TP_TEST_A: "a" });
  read(1);
  set({ TP_TEST_A: "b" });
  assert.is(read.isCached(1), false);
  assert.is(read.invalidate(1), false);
  assert.is(read.refresh(1), "run 2 of 1: b");
  assert.is(read.isCached(1), true);
  set({ TP_TEST_A: "a" });
  assert.is(read(1), "run 1 of 1: a");
  assert.is(read.refresh(1), "run 3 of 1: a");
  assert.is(read.invalidate(1), true);
  assert.is(read.isCached(1), false);
  set({ TP_TEST_A: "b" });
  assert.is(read(1), "run 2 of 1: b");
});

test("a variable that was read when code was loaded, and changed before the call, has an entry of its own", () => {
  freshStore();
  /** A program from its start: it keeps what the variable held then, and the call comes later. */
  const load = (): Task<() => string> => {
    const kept = String(process.env["TP_TEST_A"]);
    return compiled("loaded", () => `${kept}, ${process.env["TP_TEST_A"]}`, {}, { env: ["TP_TEST_A"] });
  };
  const values = [undefined, "", "a", "b"];
  const pairs = values.flatMap((first) => values.map((then) => [first, then] as const));
  const expected = pairs.map(([first, then]) => `${first}, ${then}`);
  const answers = (): readonly string[] => pairs.map(([first, then]) => {
    const read = under(first, load);
    return under(then, read);
  });
  assert.equal([answers(), answers()], [expected, expected]);
});

test("what was set at first is no other entry when it is set again, and one that another process loaded is found", () => {
  const { events } = freshStore();
  const load = (): Task<() => string> => compiled("again", () => String(process.env["TP_TEST_A"]), {}, { env: ["TP_TEST_A"] });
  const read = under("a", load);
  assert.is(read(), "a");
  assert.is(under("b", read), "b");
  assert.is(under("a", read), "a");
  assert.is(under("a", load)(), "a");
  const anew = under("a", load);
  assert.is(under("b", anew), "b");
  assert.equal(events.map(({ outcome }) => outcome), ["run", "run", "hit", "hit", "hit"]);
});

test("clear removes the entries of all values", () => {
  freshStore();
  const read = reading("TP_TEST_A");
  for (const value of [undefined, "a"]) under(value, () => read(1));
  assert.is(read.clear(), 2);
});

test("runs under other values are not shared, and a result belongs to the values at its call", async () => {
  const { events } = freshStore();
  const read = compiled("late", async (): Promise<string> => {
    const value = String(process.env["TP_TEST_A"]);
    await new Promise(setImmediate);
    return value;
  }, {}, { env: ["TP_TEST_A"] });
  const calls = ["a", "b", "a"].map((value) => under(value, read));
  set({ TP_TEST_A: "c" });
  assert.equal(await Promise.all(calls), ["a", "b", "a"]);
  assert.equal(events.map((event) => event.outcome).sort(), ["run", "run", "shared"]);
  assert.is(read.isCached(), false);
  assert.is(await read(), "c");
  set({ TP_TEST_A: "b" });
  assert.is(await read(), "b");
  assert.equal((await warningsSoFar()).map(({ code }) => code), ["TP2031"]);
});

test("a result is not stored when a variable changed while it was made, and a warning says so", async () => {
  const { events } = freshStore();
  const read = compiled("moved", async (): Promise<string> => {
    await new Promise(setImmediate);
    return String(process.env["TP_TEST_A"]);
  }, {}, { env: ["TP_TEST_A", "TP_TEST_B"] });
  const call = under("a", read);
  assert.is(await under("b", () => call), "b");
  assert.is(await under("a", read), "a");
  assert.is(await read(), "a");
  assert.equal(events.map(({ outcome, stored }) => [outcome, stored]), [["run", false], ["run", true], ["hit", false]]);
  const warnings = await warningsSoFar();
  assert.equal(warnings.map(({ code }) => code), ["TP2031"]);
  assert.match(warnings[0]?.message ?? "", /Task "moved": the environment variable TP_TEST_A changed/);
});

test("a call that waited for a run which failed does not store what it then made under other values", async () => {
  freshStore();
  let runs = 0;
  const read = compiled("waited", async (): Promise<string> => {
    const [run, value] = [++runs, String(process.env["TP_TEST_A"])];
    await new Promise(setImmediate);
    if (run === 1) throw new Error("the first run fails");
    return value;
  }, {}, { env: ["TP_TEST_A"] });
  const calls = [under("a", read), under("a", read)];
  const [first, second] = await under("b", () => Promise.allSettled(calls));
  assert.equal([first?.status, second], ["rejected", { status: "fulfilled", value: "b" }]);
  assert.is(under("a", () => read.isCached()), false);
  assert.is(await read(), "a");
  assert.equal((await warningsSoFar()).map(({ code }) => code), ["TP2031"]);
});

test("a task that sets a variable it reads is not stored, as a hit would not set it; a stand-in of no text costs no value", async () => {
  freshStore();
  const counted = compiled("counted", () => (process.env["TP_TEST_A"] = `${process.env["TP_TEST_A"] ?? ""}x`), {}, { env: ["TP_TEST_A"] });
  assert.equal([counted(), counted(), under(undefined, counted)], ["x", "xx", "x"]);
  const replacing = compiled("replacing", () => {
    process.env = { TP_TEST_A: 5 as unknown as string };
    return 1;
  }, {}, { env: ["TP_TEST_A"] });
  assert.is(under(undefined, replacing), 1);
  assert.equal((await warningsSoFar()).map(({ code }) => code), ["TP2031", "TP2031"]);
});

test("a variable that holds no text is refused: it is not what a later process would read", async () => {
  freshStore();
  const refused = (error: unknown) => error instanceof TaskprintError && error.code === "TP2024" && /TP_TEST_A is of type number/.test(error.message);
  process.env = { ...real, TP_TEST_A: 5 as unknown as string };
  assert.throws(() => reading("TP_TEST_A")(1), refused);
  const later = compiled("later", async () => 1, {}, { env: ["TP_TEST_A"] });
  await later().then(() => assert.unreachable(), (error: unknown) => assert.ok(refused(error)));
  configure({ mode: "off" });
  assert.is(reading("TP_TEST_A")(1), "run 1 of 1: 5");
});

const CHILD = `
configure({ dir: process.env.DIR });
const read = compiled("read", () => String(process.env.TP_TEST_A), {}, { env: ["TP_TEST_A"] });
`;

test("a process with another environment does not meet a result, one with the same does", () => {
  const { dir } = freshStore();
  const child = (env: Readonly<Record<string, string>>) => runScript(`${CHILD}console.log(JSON.stringify([read.isCached(), read()]));`, { env: { DIR: dir, ...env } });
  const answers = [{}, { TP_TEST_A: "" }, { TP_TEST_A: "a" }, { TP_TEST_A: "b" }, {}, { TP_TEST_A: "" }, { TP_TEST_A: "a" }].map(child);
  assert.equal(answers.map(({ stderr }) => stderr).join(""), "");
  assert.equal(
    answers.map(({ stdout }) => JSON.parse(stdout) as unknown),
    [[false, "undefined"], [false, ""], [false, "a"], [false, "b"], [true, "undefined"], [true, ""], [true, "a"]],
  );
});

test("a worker's calls count by its own copy of the environment", () => {
  const { dir } = freshStore();
  const { stdout, stderr } = runScript(
    `${CHILD}
import { Worker, isMainThread } from "node:worker_threads";
import { once } from "node:events";
const say = (who) => console.log(who, read.isCached(), read());
if (isMainThread) {
  say("main");
  const worker = new Worker(new URL(import.meta.url));
  process.env.TP_TEST_A = "main's";
  await once(worker, "exit");
  say("main");
  process.env.TP_TEST_A = "worker's";
  say("main");
} else {
  say("worker");
  process.env.TP_TEST_A = "worker's";
  say("worker");
}`,
    { env: { DIR: dir, TP_TEST_A: "a" } },
  );
  assert.is(stderr, "");
  assert.equal(stdout.trimEnd().split("\n"), ["main false a", "worker true a", "worker false worker's", "main false main's", "main true worker's"]);
});

test.run();
