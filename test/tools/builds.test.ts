import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
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
import { build as buildInMemory, type Build } from "../harness/build.js";
import { current as compiler } from "../harness/compilers.js";
import { newPlace } from "../runtime/support/places.js";

const test = suite("tools/builds");

const compilerOptions = { target: "es2022", module: "nodenext", strict: true, skipLibCheck: true, lib: ["es2022"], types: [], rootDir: "src", outDir: "out", incremental: true, tsBuildInfoFile: "out/tsconfig.tsbuildinfo", plugins: [{ transform: "taskprint/plugin", transformProgram: true }] };
const source = (body: string): string => `import { task } from "taskprint";\nexport const twice = task(function twice(n: number): number { return ${body}; });\n`;
const files = { "package.json": '{ "type": "module" }', "app/tsconfig.json": JSON.stringify({ compilerOptions, include: ["src"] }), "app/src/main.ts": source("n * 2") };

/** Builds with the real compiler; what it writes beside the output must not depend on what is kept. */
async function build(workspace: Workspace): Promise<readonly string[]> {
  const run = await runTspc(current, workspace.folder, ["-p", "app"]);
  assert.is(run.status, 0, run.printed);
  return readdirSync(join(workspace.folder, "app/out")).sort();
}

const OUTPUT = ["main.js", "tsconfig.taskprint.json", "tsconfig.tsbuildinfo"];
const manifestIn = (folder: string): unknown => JSON.parse(readFileSync(join(folder, "app/out/tsconfig.taskprint.json"), "utf8"));

test("a build keeps its manifest once, also when it comes back", async () => {
  const workspace = new Workspace(files);
  const dir = join(workspace.folder, ".taskprint");
  try {
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
  } finally {
    workspace.remove();
  }
});

/** A folder with an empty tsconfig in each of some folders, as programs are kept only that lie on a disk. */
function places(...names: readonly string[]): string {
  const folder = newPlace();
  writeFileSync(join(folder, "package.json"), "{}");
  for (const name of names) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "tsconfig.json"), "{}");
  }
  return folder;
}

/** Builds in this process, which sees and catches what is emitted. */
function buildHere(root: string, body: string, compilerOptions: object = {}): Build {
  return buildInMemory(compiler, { root, files: new Map([["main.ts", source(body)]]), compilerOptions: { ...compilerOptions }, pluginOptions: {} });
}

function withVariable(name: string, value: string, use: () => void): void {
  process.env[name] = value;
  try {
    use();
  } finally {
    delete process.env[name];
  }
}

test("builds of one program are told from those of others", () => {
  const folder = places("one", "two");
  const dir = join(folder, ".taskprint");
  for (const name of ["one", "two"]) buildHere(join(folder, name), "n * 2");
  assert.is(readBuilds(dir).length, 2);
  assert.equal(["one", "two", "three"].map((name) => readBuilds(dir, join(folder, name, "tsconfig.json")).length), [1, 1, 0]);
});

test("a build in which only lines moved takes the place of the one before", () => {
  const folder = places("app");
  const [root, dir] = [join(folder, "app"), join(folder, ".taskprint")];
  const linesOf = (): readonly unknown[] => readBuilds(dir).map(({ manifest }) => manifest().tasks[0]?.line);
  buildHere(root, "n * 2");
  buildHere(root, "n * 3");
  assert.equal(linesOf(), [2, 2]);
  buildInMemory(compiler, { root, files: new Map([["main.ts", `\n\n${source("n * 3")}`]]), compilerOptions: {}, pluginOptions: {} });
  assert.equal(linesOf(), [4, 2]);
  buildHere(root, "n * 2");
  assert.equal(linesOf(), [2, 4, 2], "what came back is kept beside");
});

test("nothing is kept without output, of tasks with errors, or in a mode that may not write", () => {
  const folder = places("app");
  const root = join(folder, "app");
  buildHere(root, "n * 2", { noEmit: true });
  assert.ok(buildHere(root, "this as never").diagnostics.length > 0);
  for (const mode of ["off", "readonly"]) withVariable("TASKPRINT_MODE", mode, () => void buildHere(root, "n * 2"));
  assert.not.ok(existsSync(join(folder, ".taskprint")));
  buildHere(join(folder, "on no disk"), "n * 2");
  assert.equal(readdirSync(folder).sort(), ["app", "package.json"]);
});

test("TASKPRINT_DIR is followed", () => {
  const folder = places("app");
  const dir = join(folder, "elsewhere");
  withVariable("TASKPRINT_DIR", dir, () => void buildHere(join(folder, "app"), "n * 2"));
  assert.equal([readBuilds(dir).length, existsSync(join(folder, ".taskprint")), existsSync(join(dir, ".gitignore"))], [1, false, false]);
});

test("a build does not mind that nothing can be kept", () => {
  const folder = places("app");
  writeFileSync(join(folder, ".taskprint"), "a file in the way");
  const { diagnostics, manifest } = buildHere(join(folder, "app"), "n * 2");
  assert.equal([diagnostics, manifest?.tasks.length, readBuilds(join(folder, ".taskprint"))], [[], 1, []]);
});

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
