import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure } from "taskprint";
import { currentStore } from "#runtime/store/current";
import { StoreVanished } from "#runtime/store/failures";
import { LmdbStore } from "#runtime/store/lmdb";
import { compiled } from "./support/compiled.js";
import { freshStore, newPlace } from "./support/places.js";
import { runScript, writeScript } from "./support/script.js";
import { warningsSoFar, type SeenWarning } from "./support/warnings.js";

const test = suite("runtime/broken stores");
let runs = 0;
const count = compiled("brokenCount", (_: number) => ++runs);

function assertOneWarning(warnings: readonly SeenWarning[], code: string, dir: string): void {
  assert.equal(warnings.map((warning) => warning.code), [code]);
  assert.ok(warnings[0]?.message.startsWith("task() ") && warnings[0].message.includes(dir), warnings[0]?.message);
}

test("a directory that was removed while the program runs", async () => {
  await warningsSoFar();
  const { dir } = freshStore();
  const first = count(1);
  currentStore()?.flush();
  rmSync(dir, { recursive: true });
  assert.is(count(1), first);
  const second = count(2);
  assert.is(count(2), second);
  currentStore()?.flush();
  assert.is.not(count(2), second);
  assert.is.not(count(1), first);
  assertOneWarning(await warningsSoFar(), "TP2041", dir);
});

test("a directory that was replaced by another while the program runs is used from then on", async () => {
  await warningsSoFar();
  const { dir } = freshStore();
  count(1);
  currentStore()?.flush();
  const other = newPlace();
  new LmdbStore(other).close();
  renameSync(dir, `${dir}-old`);
  renameSync(other, dir);
  count(2);
  currentStore()?.flush();
  assert.equal([count.isCached(1), count.isCached(2)], [false, true]);
  configure({ dir, mode: "readonly" });
  assert.is(count.isCached(2), true);
  assert.equal(await warningsSoFar(), []);
});

test("a store of which any file was removed is not written to any more", () => {
  for (const name of ["data.mdb", "lock.mdb", "gate.mdb", "gate.mdb-lock"]) {
    const dir = newPlace();
    const store = new LmdbStore(dir);
    rmSync(join(dir, name));
    assert.throws(() => store.putAll([{ key: Buffer.alloc(64), value: Buffer.alloc(64) }]), (error: unknown) => error instanceof StoreVanished);
    store.close();
  }
});

test("a directory that was emptied while the program runs is filled anew", async () => {
  await warningsSoFar();
  const { dir } = freshStore();
  count(1);
  currentStore()?.flush();
  for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true });
  const store = currentStore();
  count(2);
  store?.flush();
  assert.equal(readdirSync(dir), []);
  for (let at = 3; !store?.isUsable; at++) {
    count(at);
    store?.flush();
    await setTimeout(20);
  }
  count(2);
  store.flush();
  assert.equal([count.isCached(2), readdirSync(dir).includes("data.mdb")], [true, true]);
  assertOneWarning(await warningsSoFar(), "TP2041", dir);
});

test("a directory that was removed is not made again by itself, and is used once it is there again", async () => {
  await warningsSoFar();
  const { dir } = freshStore();
  count(1);
  currentStore()?.flush();
  rmSync(dir, { recursive: true });
  const store = currentStore();
  count(2);
  store?.flush();
  assert.equal([existsSync(dir), store?.isUsable], [false, false]);
  assertOneWarning(await warningsSoFar(), "TP2041", dir);
  mkdirSync(dir);
  new LmdbStore(dir).close();
  const fourth = count(4);
  store?.flush();
  assert.equal([count(4), store?.isUsable], [fourth, true]);
  assert.equal(await warningsSoFar(), []);
});

test("a removed store is made again when the program is configured anew", async () => {
  const { dir } = freshStore();
  count(1);
  rmSync(dir, { recursive: true });
  count(2);
  currentStore()?.flush();
  assertOneWarning(await warningsSoFar(), "TP2041", dir);
  configure({ dir });
  count(3);
  currentStore()?.flush();
  assert.equal([count.isCached(3), readdirSync(dir).includes("data.mdb")], [true, true]);
});

test("a directory that cannot be made, since a file is in its way", async () => {
  await warningsSoFar();
  const file = join(newPlace(), "file");
  writeFileSync(file, "");
  const dir = join(file, "store");
  configure({ dir, mode: "on" });
  const first = count(1);
  assert.is.not(count(1), first);
  assertOneWarning(await warningsSoFar(), "TP2040", dir);
});

test("a directory that may not be written", () => {
  const place = newPlace();
  chmodSync(place, 0o555);
  const body = `
    configure({ dir: ${JSON.stringify(join(place, "store"))} });
    let runs = 0;
    const count = compiled("count", () => ++runs);
    console.log(count(), count(), count.isCached());
  `;
  const isRoot = process.getuid?.() === 0;
  const ended = isRoot ? runAsNobody(body) : runScript(body);
  if (ended === undefined) return console.log("skipped: another user cannot read this checkout");
  assert.is(ended.stdout, "1 2 false\n", ended.stderr);
  assert.is(ended.stderr.match(/TP2040\] TaskprintWarning/g)?.length, 1);
  assert.match(ended.stderr, /EACCES/);
});

/** Permissions do not bind root. The program and the checkout must be readable to others. */
function runAsNobody(body: string): ReturnType<typeof runScript> | undefined {
  const script = `process.setgid(65534); process.setuid(65534);\n${body}`;
  const probe = spawnSync(process.execPath, ["-e", "process.exit(0)"], { uid: 65534, cwd: dirname(fileURLToPath(import.meta.url)) });
  return probe.status === 0 ? runScript(script) : undefined;
}

const FILL = (dir: string): string => `
  configure({ dir: ${JSON.stringify(dir)} });
  let runs = 0;
  const block = compiled("block", (at) => { runs++; return new Uint8Array(20_000).fill(at); });
  for (let round = 0; round < 2; round++) for (let at = 0; at < 150; at++) if (!block(at).every((byte) => byte === at)) process.exit(3);
  console.log(runs);
`;

/** Some blocks were stored and found, the others ran twice, and there was one warning. */
function assertFull({ status, stdout, stderr }: Pick<SpawnSyncReturns<string>, "status" | "stdout" | "stderr">): void {
  assert.is(status, 0, stderr);
  assert.ok(Number(stdout) > 150 && Number(stdout) < 300, `${stdout.trim()} runs`);
  assert.is(stderr.match(/TaskprintWarning/g)?.length, 1, stderr);
  assert.match(stderr, /TP2042/);
}

test("a file that may not grow is warned of once, and still read", () => {
  const script = writeScript(FILL(join(newPlace(), "store")));
  assertFull(spawnSync("bash", ["-c", 'ulimit -f 1500 && exec "$0" "$1"', process.execPath, script], { encoding: "utf8", env: { ...process.env, FORCE_COLOR: "0" } }));
});

test("a full disk is warned of once, and still read", () => {
  const place = newPlace();
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", place]).status !== 0) return console.log("skipped: a file system of three megabytes cannot be mounted here");
  try {
    assertFull(runScript(FILL(join(place, "store"))));
  } finally {
    spawnSync("umount", [place]);
  }
});

test("a program without lmdb runs uncached, with one warning", () => {
  const place = newPlace();
  const runtime = fileURLToPath(new URL(".", import.meta.resolve("taskprint")));
  cpSync(runtime, join(place, "runtime"), { recursive: true });
  const bundle = join(runtime, "../taskprint.js");
  if (existsSync(bundle)) cpSync(bundle, join(place, "taskprint.js"));
  writeFileSync(join(place, "package.json"), '{ "type": "module" }');
  const constants = { format: 2, name: "alone", fingerprint: "0".repeat(64), async: false };
  const program = `import { task } from "./runtime/index.js"; let runs = 0; const alone = task(() => ++runs, {}, ${JSON.stringify(constants)}); console.log(alone(), alone());`;
  writeFileSync(join(place, "program.mjs"), program);
  const ended = spawnSync(process.execPath, ["program.mjs"], { cwd: place, encoding: "utf8", env: { ...process.env, TASKPRINT_DIR: "store", FORCE_COLOR: "0" } });
  assert.is(ended.stdout, "1 2\n", ended.stderr);
  assert.is(ended.stderr.match(/TaskprintWarning/g)?.length, 1);
  assert.match(ended.stderr, /TP2043.*could not load lmdb[^]*npm install lmdb/);
});

test("where Node was told not to load lmdb, the warning says what would let it", () => {
  const script = writeScript(`configure({ dir: ${JSON.stringify(join(newPlace(), "store"))} }); console.log(compiled("told", () => 1)());`);
  for (const flag of ["--disallow-code-generation-from-strings", "--no-addons"]) {
    const ended = spawnSync(process.execPath, [flag, script], { encoding: "utf8", env: { ...process.env, FORCE_COLOR: "0" } });
    assert.is(ended.stdout, "1\n", ended.stderr);
    assert.match(ended.stderr, new RegExp(`TP2043.*without ${flag}`));
    assert.not.match(ended.stderr, /npm install/);
  }
});

test("importing the runtime and defining a task loads neither lmdb nor TypeScript, and makes nothing", () => {
  const place = newPlace();
  const loader = `
    import { createRequire } from "node:module";
    compiled("idle", () => 1);
    const modules = Object.keys(createRequire(${JSON.stringify(import.meta.url)}).cache);
    const addons = process.report.getReport().sharedObjects.filter((file) => file.endsWith(".node"));
    console.log(modules.length, addons.length);
  `;
  const ended = runScript(loader, { cwd: place });
  assert.is(ended.stdout, "0 0\n", ended.stderr);
  assert.equal(readdirSync(place), []);
});

test.run();
