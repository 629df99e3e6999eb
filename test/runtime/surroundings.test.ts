import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, statfsSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure } from "taskprint";
import { numberedTask } from "./support/numbered.js";
import { freshStore, newPlace } from "./support/places.js";
import { runScript, type Ended } from "./support/script.js";

const test = suite("runtime/surroundings");
const NOBODY = 65534;

/** Calls a task twice in each directory, and prints what it ran and what was warned of. */
const VISIT = (dirs: readonly string[], mode: string): string => `
  const seen = [];
  process.on("warning", (warning) => seen.push([warning.code, warning.message]));
  for (const dir of ${JSON.stringify(dirs)}) {
    configure({ dir, mode: ${JSON.stringify(mode)}, account: "tester" });
    let runs = 0;
    const numbered = compiled("numbered", () => { runs++; return {}; });
    const first = numbered(1);
    numbered(1);
    numbered(2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    console.log(JSON.stringify({ dir, runs, warnings: seen.splice(0) }));
  }
`;

interface Visit {
  readonly dir: string;
  readonly runs: number;
  readonly warnings: readonly (readonly [code: string, message: string])[];
}

function visits(ended: Ended): readonly Visit[] {
  assert.equal([ended.signal, ended.status], [null, 0], ended.stderr);
  return ended.stdout.trim().split("\n").map((line) => JSON.parse(line) as Visit);
}

/** Permissions do not bind root. Undefined where another user cannot run the checkout's code. */
function asNobody(body: string): Ended | undefined {
  if (process.getuid?.() !== 0) return runScript(body);
  const probe = spawnSync(process.execPath, ["-e", "0"], { uid: NOBODY, cwd: dirname(fileURLToPath(import.meta.url)) });
  return probe.status === 0 ? runScript(`process.setgid(${NOBODY}); process.setuid(${NOBODY});\n${body}`) : undefined;
}

/** A store with the entry of `numbered(1)`, open to all users. */
function openStore(dir: string): string {
  cpSync(filled, dir, { recursive: true });
  spawnSync("chmod", ["-R", "a+rwX", dir]);
  return dir;
}

const filled = join(newPlace(), "filled");
configure({ dir: filled, mode: "on", account: "tester" });
numberedTask()(1);
configure({ dir: newPlace() });
numberedTask()(1);

/** A place that other users may search. */
function openPlace(): string {
  const place = newPlace();
  chmodSync(place, 0o777);
  return place;
}

const FILES = ["data.mdb", "lock.mdb", "gate.mdb", "gate.mdb-lock"];

const spoilings: Record<string, (path: string) => void> = {
  directory: (path) => mkdirSync(path),
  "dangling link": (path) => symlinkSync("/nowhere/at/all", path),
  FIFO: (path) => void spawnSync("mkfifo", [path]),
  "file that may only be read": (path) => writeFileSync(path, "", { mode: 0o444 }),
  "file that may not be touched": (path) => writeFileSync(path, "", { mode: 0o000 }),
};

/** For each file and each way to spoil it, a store that is spoilt so. */
function spoiltStores(): readonly string[] {
  const place = openPlace();
  return Object.entries(spoilings).flatMap(([name, spoil]) =>
    FILES.map((file) => {
      const dir = openStore(join(place, `${file} is a ${name}`));
      rmSync(join(dir, file), { force: true });
      spoil(join(dir, file));
      return dir;
    }),
  );
}

test("whatever stands in the place of a file that LMDB would open is one warning", () => {
  const ended = asNobody(VISIT(spoiltStores(), "on"));
  if (ended === undefined) return console.log("skipped: another user cannot read this checkout");
  const seen = visits(ended);
  assert.is(seen.length, 20);
  for (const { dir, runs, warnings } of seen) {
    // What is stored is found without LMDB, if the entries can be read.
    assert.equal([runs, warnings.length, warnings[0]?.[0]], [dir.includes("data.mdb is") ? 3 : 1, 1, "TP2040"], dir);
    assert.match(warnings[0]?.[1] ?? "", dir.includes("file that") ? /Give this user the permission/ : /Move it away/, dir);
  }
});

test("a store that is only read needs no file but the entries", () => {
  const ended = asNobody(VISIT(spoiltStores(), "readonly"));
  if (ended === undefined) return console.log("skipped: another user cannot read this checkout");
  for (const { dir, runs, warnings } of visits(ended)) {
    const isEmpty = dir.endsWith("data.mdb is a file that may only be read");
    const expected = !dir.includes("data.mdb is") ? [1, 0, undefined] : isEmpty ? [3, 0, undefined] : [3, 1, "TP2040"];
    assert.equal([runs, warnings.length, warnings[0]?.[0]], expected, dir);
  }
});

test("a store that may not be read is one warning, though it is only to be read", () => {
  const place = openPlace();
  const [closed, shut] = [openStore(join(place, "closed")), openStore(join(place, "shut"))];
  chmodSync(closed, 0o000);
  chmodSync(join(shut, "data.mdb"), 0o000);
  const ended = asNobody(VISIT([closed, shut, join(place, "absent")], "readonly"));
  if (ended === undefined) return console.log("skipped: another user cannot read this checkout");
  const codes = visits(ended).map(({ runs, warnings }) => [runs, ...warnings.map(([code]) => code)]);
  assert.equal(codes, [[3, "TP2040"], [3, "TP2040"], [3]]);
});

test("a store that may not be written is read in the mode readonly, and nothing is made in it", () => {
  const dir = openStore(join(openPlace(), "store"));
  for (const file of ["lock.mdb", "gate.mdb", "gate.mdb-lock", "counters.json", "tasks.jsonl", "misses.jsonl"]) rmSync(join(dir, file), { force: true });
  chmodSync(join(dir, "data.mdb"), 0o444);
  chmodSync(dir, 0o555);
  const ended = asNobody(`{ ${VISIT([dir], "readonly")} }\n{ ${VISIT([dir], "on")} }`);
  if (ended === undefined) return console.log("skipped: another user cannot read this checkout");
  assert.equal(visits(ended).map(({ runs, warnings }) => [runs, ...warnings.map(([code]) => code)]), [[1], [1, "TP2040"]]);
  assert.equal(readdirSync(dir), ["checked", "data.mdb"]);
});

test("a damaged store is one warning, though it is only to be read", () => {
  const place = newPlace();
  const dirs = ["text", "zeros", "short", "empty", "whole"].map((name) => openStore(join(place, name)));
  const file = (at: number): string => join(dirs[at] ?? "", "data.mdb");
  writeFileSync(file(0), "this is a text, and a rather long one at that".repeat(1000));
  writeFileSync(file(1), Buffer.alloc(100_000));
  truncateSync(file(2), 8192);
  truncateSync(file(3), 0);
  const codes = visits(runScript(VISIT(dirs, "readonly"))).map(({ runs, warnings }) => [runs, ...warnings.map(([code]) => code)]);
  assert.equal(codes, [[3, "TP2040"], [3, "TP2040"], [3, "TP2040"], [3], [1]]);
});

test("a store on a file system that is only read", () => {
  const dir = openStore(join(newPlace(), "store"));
  const view = newPlace();
  if (spawnSync("mount", ["--bind", dir, view]).status !== 0) return console.log("skipped: nothing can be mounted here");
  try {
    assert.is(spawnSync("mount", ["-o", "remount,ro,bind", view]).status, 0);
    assert.equal(visits(runScript(VISIT([view], "readonly"))), [{ dir: view, runs: 1, warnings: [] }]);
    const [on] = visits(runScript(VISIT([view], "on")));
    assert.equal([on?.runs, on?.warnings.length, on?.warnings[0]?.[0]], [1, 1, "TP2040"]);
    assert.match(on?.warnings[0]?.[1] ?? "", /EROFS.*readonly/);
  } finally {
    spawnSync("umount", [view]);
  }
});

/** Runs `action` in a file system of that size in memory. */
function withDisk(size: string, action: (place: string) => void): void {
  const place = newPlace();
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", place]).status !== 0) return console.log("skipped: nothing can be mounted here");
  try {
    action(place);
  } finally {
    spawnSync("umount", [place]);
  }
}

/** Leaves so many bytes free. */
function fillDisk(place: string, free: number): void {
  rmSync(join(place, "filling"), { force: true });
  const { bavail, bsize } = statfsSync(place);
  writeFileSync(join(place, "filling"), Buffer.alloc(bavail * bsize - free));
  assert.is(statfsSync(place).bavail * bsize, free);
}

test("a new store on a disk that is full, or nearly, is one warning", () => {
  withDisk("2m", (place) => {
    for (const free of [0, 4096, 8192, 12_288, 65_536, 262_144]) {
      fillDisk(place, free);
      const dir = join(place, "store");
      const ended = runScript(VISIT([dir], "on"));
      assert.equal(visits(ended).map(({ runs, warnings }) => [runs, ...warnings.map(([code]) => code)]), [[3, "TP2042"]], `${free} bytes free`);
      assert.not.match(ended.stderr, /Write error/);
    }
  });
});

test("a store whose disk became full is read, and nothing is written to it", () => {
  withDisk("2m", (place) => {
    const dir = openStore(join(place, "store"));
    for (const lock of ["lock.mdb", "gate.mdb-lock"]) truncateSync(join(dir, lock), 0);
    for (const free of [0, 4096, 65_536]) {
      fillDisk(place, free);
      const ended = runScript(VISIT([dir], "on"));
      assert.equal(visits(ended).map(({ runs, warnings }) => [runs, ...warnings.map(([code]) => code)]), [[1, "TP2042"]], `${free} bytes free`);
    }
  });
});

test("a call in a beforeExit handler lets the process end", () => {
  const { dir } = freshStore();
  const ended = runScript(`
    configure({ dir: ${JSON.stringify(dir)} });
    let runs = 0;
    let handled = 0;
    const count = compiled("count", (_) => ++runs);
    process.on("beforeExit", () => {
      if (++handled > 50) process.exit(7);
      count(1);
      count(handled);
      count.isCached(1);
    });
    process.on("exit", () => console.log(runs, handled < 50));
  `);
  assert.equal([ended.status, ended.stdout], [0, "2 true\n"], ended.stderr);
});

test("what another process writes is seen in the next turn of the event loop", async () => {
  const { dir } = freshStore();
  configure({ dir, account: "tester" });
  const numbered = numberedTask();
  numbered(0);
  for (let at = 1; at < 4; at++) {
    assert.is(numbered.isCached(at), false);
    runScript(`configure({ dir: ${JSON.stringify(dir)}, account: "tester" }); compiled("numbered", () => ({}))(${at});`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.is(numbered.isCached(at), true);
  }
});

test("a directory in which none can be made is one warning", () => {
  const [seen] = visits(runScript(VISIT(["/proc/x"], "on")));
  assert.equal([seen?.runs, seen?.warnings.length], [3, 1]);
  assert.match(seen?.warnings[0]?.[1] ?? "", /TP2040\]$/);
  assert.match(seen?.warnings[0]?.[1] ?? "", /Name a directory that can be made/);
});

test("a working directory that was removed is one warning, unless the store's directory is given in full", () => {
  const dir = join(newPlace(), "store");
  const ended = runScript(`
    import { mkdtempSync, rmdirSync } from "node:fs";
    const gone = mkdtempSync("/tmp/taskprint-test-");
    process.chdir(gone);
    rmdirSync(gone);
    let runs = 0;
    const count = compiled("count", () => ++runs);
    console.log(count(), count());
    configure({ dir: ${JSON.stringify(dir)} });
    console.log(count(), count());
  `, { env: { TASKPRINT_DIR: "" } });
  assert.equal([ended.status, ended.stdout], [0, "1 2\n3 3\n"], ended.stderr);
  assert.is(ended.stderr.match(/TP2040\] TaskprintWarning/g)?.length, 1, ended.stderr);
  assert.match(ended.stderr, /start the program in a directory that exists/);
});

test.run();
