import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync, closeSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure } from "taskprint";
import { currentStore } from "#runtime/store/current";
import { compiled } from "./support/compiled.js";
import { freshStore, newPlace } from "./support/places.js";
import { runScript, startScript, type Ended } from "./support/script.js";
import { warningsSoFar } from "./support/warnings.js";

const test = suite("runtime/healing");
const PAGE = 4096;
const ASIDE = "data.mdb.damaged";

/**
 * A program that calls a task of a hundred kilobytes for each number, and prints how often it ran. It asks for what
 * is not there first, as what is there would be read without LMDB.
 */
const USE = (dir: string, count: number, end = ""): string => `
  configure({ dir: ${JSON.stringify(dir)}, account: "tester", mode: "on" });
  let runs = 0;
  const block = compiled("block", (at) => { runs++; return new Uint8Array(100_000).fill(at); });
  block.isCached(-1);
  for (let at = 0; at < ${count}; at++) if (!block(at).every((byte) => byte === at % 256)) process.exit(3);
  console.log(runs);
  ${end}
`;

const warningsIn = ({ stderr }: Ended): readonly string[] => stderr.match(/TP20\d\d(?=\] TaskprintWarning)/g) ?? [];
const present = (dir: string): readonly string[] => readdirSync(dir).filter((name) => name.startsWith("presence-"));

/** A store that is too large to be looked through at each opening, and of which nobody speaks ill. */
function largeStore(): string {
  const dir = join(newPlace(), "store");
  assert.is(runScript(USE(dir, 100)).stdout, "100\n");
  assert.ok(statSync(join(dir, "data.mdb")).size > 9 * 1024 * 1024);
  return dir;
}

/** Makes every value of a store seem two gigabytes long, so that who reads one reads beyond the end of the file. */
function stretchValues(dir: string): void {
  const file = join(dir, "data.mdb");
  const bytes = readFileSync(file);
  const handle = openSync(file, "r+");
  for (let page = 2; page < bytes.length / PAGE; page++) {
    const start = page * PAGE;
    if (bytes.readUInt16LE(start + 18) !== 2 || Number(bytes.readBigUInt64LE(start)) !== page) continue;
    for (let at = 0; at < bytes.readUInt16LE(start + 20); at += 2) {
      const node = start + 24 + bytes.readUInt16LE(start + 24 + at);
      if (bytes.readUInt16LE(node + 4) === 1) writeSync(handle, Buffer.from([0, 0, 0, 0x70]), 0, 4, node);
    }
  }
  closeSync(handle);
}

/** Lets the first and the last key of every leaf change places: each page makes sense, and what is in it is not found. */
function mixUpKeys(dir: string): number {
  const file = join(dir, "data.mdb");
  const bytes = readFileSync(file);
  let mixed = 0;
  for (let start = 2 * PAGE; start < bytes.length; start += PAGE) {
    const last = start + 24 + bytes.readUInt16LE(start + 20) - 2;
    if (bytes.readUInt16LE(start + 18) !== 2 || Number(bytes.readBigUInt64LE(start)) !== start / PAGE || last <= start + 24) continue;
    const [first, other] = [bytes.readUInt16LE(start + 24), bytes.readUInt16LE(last)];
    bytes.writeUInt16LE(other, start + 24);
    bytes.writeUInt16LE(first, last);
    mixed++;
  }
  writeFileSync(file, bytes);
  return mixed;
}

test("a store whose keys are out of order is set aside, and is whole again afterwards", () => {
  const dir = join(newPlace(), "store");
  assert.is(runScript(USE(dir, 20)).stdout, "20\n");
  assert.ok(mixUpKeys(dir) > 0);
  const healing = runScript(USE(dir, 20));
  assert.equal([healing.stdout, warningsIn(healing)], ["20\n", ["TP2044"]]);
  assert.is(runScript(USE(dir, 20)).stdout, "0\n");
});

test("a damaged store is set aside with one warning, and the program goes on with a new one", async () => {
  await warningsSoFar();
  const { dir } = freshStore();
  const count = compiled("healed", (at: number) => ({ at, text: "x".repeat(3000) }));
  for (const garbage of ["this is a text ".repeat(3000), "and another text ".repeat(3000)]) {
    configure({ dir: newPlace() });
    count(0);
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, "data.mdb"), garbage, { mode: 0o600 });
    configure({ dir });
    count(1);
    currentStore()?.flush();
    assert.is(count.isCached(1), true);
    assert.is(readFileSync(join(dir, ASIDE), "utf8"), garbage);
    assert.is(statSync(join(dir, ASIDE)).mode & 0o777, 0o600);
  }
  const warnings = await warningsSoFar();
  assert.equal(warnings.map((warning) => warning.code), ["TP2044"]);
  assert.ok(warnings[0]?.message.includes(join(dir, ASIDE)), warnings[0]?.message);
});

test("a process that died inside LMDB makes the next one look at every page, and none dies again", () => {
  const dir = largeStore();
  stretchValues(dir);
  const died = runScript(USE(dir, 100));
  assert.ok(died.signal === "SIGSEGV" || died.signal === "SIGBUS", `ended by ${died.signal} with ${died.status}: ${died.stdout}${died.stderr}`);
  assert.is(present(dir).length, 1);
  const healed = runScript(USE(dir, 100));
  assert.equal([healed.signal, healed.stdout, warningsIn(healed)], [null, "100\n", ["TP2044"]]);
  const after = runScript(USE(dir, 100));
  assert.equal([after.stdout, warningsIn(after), present(dir)], ["0\n", [], []]);
});

test("a file that is cut off while it is used kills no second process", () => {
  const dir = largeStore();
  const cut = `import { truncateSync } from "node:fs"; ${USE(dir, 1, `truncateSync(${JSON.stringify(join(dir, "data.mdb"))}, 8192); block(50);`)}`;
  assert.is(runScript(cut).signal, "SIGBUS");
  assert.equal([runScript(USE(dir, 5)).stdout, runScript(USE(dir, 5)).stdout], ["5\n", "0\n"]);
});

test("a process that was killed costs nothing, wherever it was", () => {
  const dir = largeStore();
  const kill = 'process.kill(process.pid, "SIGKILL");';
  for (const end of [kill, `setTimeout(() => { ${kill} }, 5);`]) {
    assert.equal([runScript(USE(dir, 100, end)).signal, present(dir).length], ["SIGKILL", 1]);
    const next = runScript(USE(dir, 100));
    assert.equal([next.stdout, warningsIn(next), present(dir)], ["0\n", [], []]);
  }
});

test("between turns a process is not inside", () => {
  const dir = largeStore();
  const state = `import { readdirSync, readFileSync } from "node:fs";
    const state = () => readdirSync(${JSON.stringify(dir)}).filter((name) => name.startsWith("presence-")).map((name) => readFileSync(${JSON.stringify(dir)} + "/" + name, "latin1")[0]).join();
    ${USE(dir, 10, 'console.log(state()); setTimeout(() => console.log(state()), 5);')}`;
  assert.is(runScript(state).stdout, "0\n1\n0\n");
});

test("however a process ends by itself, nothing of it is left", () => {
  const dir = largeStore();
  for (const end of ["", "process.exit(0);", 'throw new Error("uncaught");']) {
    runScript(USE(dir, 3, end));
    assert.equal(present(dir), [], end);
  }
});

test("the first opening after the machine started looks at every page", () => {
  if (!existsSync("/proc/sys/kernel/random/boot_id")) return console.log("skipped: this system does not number its starts");
  const dir = largeStore();
  stretchValues(dir);
  writeFileSync(join(dir, "checked"), "another start");
  const healed = runScript(USE(dir, 10));
  assert.equal([healed.stdout, warningsIn(healed)], ["10\n", ["TP2044"]]);
});

test("a damaged gate is made anew, as it holds nothing", () => {
  const dir = join(newPlace(), "store");
  assert.is(runScript(USE(dir, 3)).stdout, "3\n");
  writeFileSync(join(dir, "gate.mdb"), "no gate ".repeat(2000));
  const next = runScript(USE(dir, 3));
  assert.equal([next.stdout, warningsIn(next)], ["0\n", []]);
});

/** Makes every leaf of a store look like no page at all. */
const SPOIL = (dir: string): string => `
  import { readFileSync as spoiled, openSync as open, writeSync as write, closeSync as close } from "node:fs";
  const spoil = () => {
    const file = ${JSON.stringify(join(dir, "data.mdb"))};
    const bytes = spoiled(file);
    const handle = open(file, "r+");
    for (let at = 8192; at < bytes.length; at += 4096) if (bytes.readUInt16LE(at + 18) === 2 && Number(bytes.readBigUInt64LE(at)) === at / 4096) write(handle, Buffer.alloc(2), 0, 2, at + 18);
    close(handle);
  };`;

test("a large store whose damage is come upon by reading is healed by the program that does", () => {
  const dir = largeStore();
  const healed = runScript(`${SPOIL(dir)} spoil(); ${USE(dir, 10, "console.log(block.isCached(5));")}`);
  assert.equal([healed.stdout, warningsIn(healed), existsSync(join(dir, ASIDE))], ["10\ntrue\n", ["TP2044"], true], healed.stderr);
  assert.is(runScript(USE(dir, 10)).stdout, "0\n");
});

test("a store that is damaged while it is open is healed by who has it open", () => {
  const dir = largeStore();
  const more = `spoil(); setTimeout(() => { for (let at = 0; at < 10; at++) block(at); console.log(runs, block.isCached(5)); }, 5);`;
  const healed = runScript(`${SPOIL(dir)} ${USE(dir, 10, more)}`);
  assert.equal([healed.stdout, warningsIn(healed)], ["0\n10 true\n", ["TP2044"]], healed.stderr);
  assert.is(runScript(USE(dir, 10)).stdout, "0\n");
});

test("an entry that is damaged makes the next one who opens a large store look at every page", () => {
  const dir = largeStore();
  const file = join(dir, "data.mdb");
  const bytes = readFileSync(file);
  for (let at = 8192; at < bytes.length; at += PAGE) if (bytes.readUInt16LE(at + 18) === 4) bytes[at + 3000] = (bytes[at + 3000] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const check = join(dir, "checked");
  const note = readFileSync(check, "utf8");
  const mended = runScript(USE(dir, 100));
  assert.equal([mended.stdout, warningsIn(mended), readFileSync(check, "utf8")], ["100\n", [], "suspect"]);
  assert.equal([runScript(USE(dir, 100)).stdout, readFileSync(check, "utf8")], ["0\n", note]);
});

test("a large store whose keys are out of order is whole again after two programs", () => {
  const dir = largeStore();
  assert.ok(mixUpKeys(dir) > 0);
  const [first, second, third] = [0, 0, 0].map(() => runScript(USE(dir, 200)));
  assert.equal([first?.signal, second?.signal], [null, null]);
  assert.equal([third?.stdout, third && warningsIn(third)], ["0\n", []]);
});

test("a store that LMDB cannot go on with, though every page is sound, is set aside", () => {
  const dir = largeStore();
  writeFileSync(join(dir, "checked"), "condemned");
  const healed = runScript(USE(dir, 3));
  assert.equal([healed.stdout, warningsIn(healed)], ["3\n", ["TP2044"]]);
  assert.equal([runScript(USE(dir, 3)).stdout, warningsIn(runScript(USE(dir, 3)))], ["0\n", []]);
});

test("a process whose store another one set aside goes on with the new one", async () => {
  const dir = largeStore();
  const wait = (line: string): string => `await new Promise((resolve) => process.stdin.once("data", resolve)); ${line}`;
  const holder = startScript(USE(dir, 2, `${wait("for (let at = 200; at < 205; at++) block(at); setTimeout(() => { console.log('stored', runs); process.stdin.destroy(); }, 20);")}`));
  await holder.printed("0");
  writeFileSync(join(dir, "checked"), "condemned");
  assert.is(runScript(USE(dir, 3)).stdout, "3\n");
  holder.child.stdin?.write("go\n");
  const ended = await holder.ended;
  assert.equal([ended.stdout, ended.stderr], ["0\nstored 5\n", ""]);
  assert.is(runScript(`${USE(dir, 3, "for (let at = 200; at < 205; at++) block(at); console.log(runs);")}`).stdout, "0\n0\n");
});

test("a store that was set aside costs who still has it open nothing but its results", () => {
  const dir = largeStore();
  const replaced = `import { spawnSync } from "node:child_process"; ${USE(dir, 2, `
    const script = ${JSON.stringify(`import { LmdbStore } from ${JSON.stringify(import.meta.resolve("#runtime/store/lmdb"))}; new LmdbStore(${JSON.stringify(dir)}).close();`)};
    import("node:fs").then(({ writeFileSync }) => {
      setTimeout(() => {
        writeFileSync(${JSON.stringify(join(dir, "checked"))}, "another start");
        const file = ${JSON.stringify(join(dir, "data.mdb"))};
        spawnSync("dd", ["if=/dev/zero", "of=" + file, "bs=4096", "seek=3", "count=1", "conv=notrunc"]);
        spawnSync(process.execPath, ["--input-type=module", "-e", script]);
        console.log(block(200)[0], block(201)[0]);
      }, 10);
    });`)}`;
  const ended = runScript(replaced);
  assert.equal([ended.signal, ended.stdout], [null, "0\n200 201\n"], ended.stderr);
  assert.ok(spawnSync("ls", [dir], { encoding: "utf8" }).stdout.includes(ASIDE));
});

test.run();
