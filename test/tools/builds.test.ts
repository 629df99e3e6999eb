import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { pruneBuilds } from "#plugin/builds/prune";
import { TaskprintError } from "#runtime/errors";
import { buildFileName, digestOf, placeOf, programOf } from "#runtime/records/buildName";
import { buildsFolder, tasksFile } from "#runtime/records/files";
import { readBuilds } from "#tools/records/index";
import { current, runTspc } from "../freshness/compilers.js";
import { Workspace } from "../freshness/workspace.js";
import { newPlace } from "../runtime/support/places.js";

const test = suite("tools/builds");

const compilerOptions = { target: "es2022", module: "nodenext", strict: true, skipLibCheck: true, lib: ["es2022"], types: [], rootDir: "src", outDir: "out", incremental: true, tsBuildInfoFile: "out/tsconfig.tsbuildinfo", plugins: [{ transform: "taskprint/plugin", transformProgram: true }] };
const config = (extra: object = {}): string => JSON.stringify({ compilerOptions: { ...compilerOptions, ...extra }, include: ["src"] });
const source = (body: string): string => `import { task } from "taskprint";\nexport const twice = task(function twice(n: number): number { return ${body}; });\n`;
const files = { "package.json": '{ "type": "module" }', "app/tsconfig.json": config(), "app/src/main.ts": source("n * 2") };

/** Builds with the real compiler; what it writes beside the output must not depend on what is kept. */
async function build(workspace: Workspace, environment: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const run = await runTspc({ ...current, environment: { ...current.environment, ...environment } }, workspace.folder, ["-p", "app"]);
  assert.is(run.status, 0, run.printed);
  return readdirSync(join(workspace.folder, "app/out")).sort();
}

async function withProject(texts: Readonly<Record<string, string>>, use: (workspace: Workspace, dir: string) => Promise<void>): Promise<void> {
  const workspace = new Workspace(texts);
  try {
    await use(workspace, join(workspace.folder, ".taskprint"));
  } finally {
    workspace.remove();
  }
}

const OUTPUT = ["main.js", "tsconfig.taskprint.json", "tsconfig.tsbuildinfo"];
const manifestIn = (folder: string): unknown => JSON.parse(readFileSync(join(folder, "app/out/tsconfig.taskprint.json"), "utf8"));

test("a build keeps its manifest once, also when it comes back", () =>
  withProject(files, async (workspace, dir) => {
    assert.equal(await build(workspace), OUTPUT);
    const first = manifestIn(workspace.folder);
    assert.equal(readBuilds(dir).map(({ manifest }) => manifest()), [first]);
    assert.equal(readBuilds(dir)[0]?.config(), join(workspace.folder, "app/tsconfig.json"));
    const path = readBuilds(dir)[0]?.path ?? "";
    assert.equal([statSync(path).mode & 0o777, statSync(dir).mode & 0o777, readFileSync(join(dir, ".gitignore"), "utf8")], [0o600, 0o700, "*\n"]);
    await build(workspace);
    assert.is(readBuilds(dir).length, 1, "a build that changes nothing");
    workspace.write({ "app/src/main.ts": source("n + n") });
    await build(workspace);
    workspace.write({ "app/src/main.ts": source("n * 2") });
    await build(workspace);
    const [last, middle, ...others] = readBuilds(dir).map(({ manifest }) => manifest());
    assert.equal([last, others], [first, [first]]);
    assert.is.not(middle?.tasks[0]?.fingerprint, last?.tasks[0]?.fingerprint);
  }));

test("builds of one program are told from those of others", () =>
  withProject({ ...files, "app/tsconfig.other.json": config({ outDir: "other" }) }, async (workspace, dir) => {
    await build(workspace);
    await runTspc(current, workspace.folder, ["-p", "app/tsconfig.other.json"]);
    assert.is(readBuilds(dir).length, 2);
    assert.equal(["tsconfig.json", "tsconfig.other.json", "none.json"].map((name) => readBuilds(dir, join(workspace.folder, "app", name)).length), [1, 1, 0]);
  }));

test("nothing is kept without output, with errors, or in a mode that may not write; TASKPRINT_DIR is followed", () =>
  withProject({ ...files, "app/tsconfig.check.json": config({ noEmit: true }) }, async (workspace, dir) => {
    await runTspc(current, workspace.folder, ["-p", "app/tsconfig.check.json"]);
    await build(workspace, { TASKPRINT_MODE: "readonly" });
    assert.equal(readBuilds(dir), []);
    assert.not.ok(statSync(dir, { throwIfNoEntry: false }));
    workspace.write({ "app/src/main.ts": source("this as never") });
    assert.match((await runTspc(current, workspace.folder, ["-p", "app"])).printed, "[TP1081]");
    assert.equal(readBuilds(dir), [], "a task was refused");
    workspace.write({ "app/src/main.ts": source("n + n") });
    await build(workspace, { TASKPRINT_DIR: "elsewhere" });
    assert.equal([readBuilds(dir).length, readBuilds(join(workspace.folder, "elsewhere")).length], [0, 1]);
  }));

test("a build does not mind that nothing can be kept", () =>
  withProject({ ...files, ".taskprint": "a file in the way" }, async (workspace, dir) => {
    assert.equal(await build(workspace), OUTPUT);
    assert.equal(readBuilds(dir), []);
  }));

const manifestOf = (fingerprint: string): string => JSON.stringify({ format: 2, tasks: [{ name: "a", fingerprint, signature: { digest: "", text: [] }, code: { digest: "", text: [] } }] });
const fingerprintOf = (number: number): string => String(number).padStart(64, "0");

/** Adds a build as the plugin does, at a time of its own. */
function addBuild(dir: string, number: number, place = "../tsconfig.json"): void {
  const manifest = manifestOf(fingerprintOf(number));
  mkdirSync(buildsFolder(dir), { recursive: true });
  const name = buildFileName({ time: 1000 + number, program: programOf(place), digest: digestOf(manifest) });
  writeFileSync(join(buildsFolder(dir), name), gzipSync(`{"place":${JSON.stringify(place)},"manifest":${manifest}}`));
  pruneBuilds(dir);
}

test("old builds go, those with results later, the last of each program never", () => {
  const dir = newPlace();
  const stored = [3, 7, 40].map((number) => JSON.stringify({ id: "", task: "a", fingerprint: fingerprintOf(number) }));
  writeFileSync(tasksFile(dir).path, `${stored.join("\n")}\n{"fingerprint":"cut o`);
  addBuild(dir, 0, "../other.json");
  for (let number = 1; number <= 200; number++) addBuild(dir, number);
  const kept = readBuilds(dir).map(({ manifest }) => Number(manifest().tasks[0]?.fingerprint));
  assert.equal(kept, [...Array.from({ length: 30 }, (_, at) => 200 - at), 40, 7, 3, 0]);
  assert.equal(readBuilds(dir, join(dir, "../other.json")).length, 1);
  assert.is(placeOf(dir, join(dir, "../other.json")), "../other.json");
});

test("builds are bounded by their bytes, and what a killed process left is removed", () => {
  const dir = newPlace();
  mkdirSync(buildsFolder(dir));
  const large = (number: number): string => join(buildsFolder(dir), buildFileName({ time: number, program: programOf("a"), digest: "0".repeat(24) }));
  for (let number = 1; number <= 8; number++) writeFileSync(large(number), Buffer.alloc(20 * 1024 * 1024));
  const [young, old] = ["young.json.gz.1", "old.json.gz.2"].map((name) => join(buildsFolder(dir), name));
  for (const path of [young, old]) writeFileSync(path ?? "", "");
  utimesSync(old ?? "", 0, 0);
  pruneBuilds(dir);
  assert.equal(readdirSync(buildsFolder(dir)).sort(), [...[5, 6, 7, 8].map((number) => large(number).split("/").at(-1)), "young.json.gz.1"]);
});

test("a build that is damaged, or of another format, is an error that says so when it is read", () => {
  const dir = newPlace();
  addBuild(dir, 1);
  const [build] = readBuilds(dir);
  const errorOf = (text: Buffer | string): string => {
    writeFileSync(build?.path ?? "", text);
    try {
      return `read ${String(build?.manifest())}`;
    } catch (error) {
      return error instanceof TaskprintError ? `${error.code} ${error.message}` : String(error);
    }
  };
  assert.match(errorOf("no gzip"), /^TP3020 .*incorrect header/);
  assert.match(errorOf(gzipSync("null")), /^TP3020 .*does not say of which program/);
  assert.match(errorOf(gzipSync(`{"place":"a","manifest":{"format":1,"tasks":[]}}`)), /^TP3020 .*is of format 1, and this release of taskprint reads format 2/);
  assert.match(errorOf(gzipSync(`{"place":"a","manifest":{"format":2,"tasks":[{"name":"a"}]}}`)), /^TP3020 .*lacks a name/);
});

test.run();
