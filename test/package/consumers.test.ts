import { existsSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { demandSuccess, linesOf, newest, oldest, type Consumer, type Installed } from "./consumer.js";
import { installedConsumer, prepare } from "./installed.js";
import { Server } from "../editor/server.js";
import { configFiles, edited, fingerprintsOf, pluginEntry, results, sources, throwPlace } from "./program.js";

/** A way in which users write their projects. */
interface Kind {
  readonly label: string;
  readonly type: "module" | "commonjs";
  readonly compilerOptions: object;
}

const esm: Kind = { label: "ES modules, nodenext", type: "module", compilerOptions: { module: "nodenext", skipLibCheck: false } };
const commonjs: Kind = { label: "CommonJS, nodenext", type: "commonjs", compilerOptions: { module: "nodenext" } };
const bundler: Kind = { label: "CommonJS, bundler", type: "commonjs", compilerOptions: { module: "commonjs", moduleResolution: "bundler" } };

/** The fingerprints that the first consumer got: all others must get the same. */
let fingerprints: Readonly<Record<string, string>> | undefined;

testConsumers(newest, [esm, commonjs, bundler]);
testConsumers(oldest, [esm, commonjs]);

/** Installs once, and builds and runs the program in each kind of project. */
function testConsumers(installed: Installed, kinds: readonly Kind[]): void {
  const test = suite(`installed with typescript@${installed.typescript} and ts-patch@${installed.tsPatch}`);
  let consumer: Consumer;

  test.before(() => {
    consumer = installedConsumer(installed);
  });

  test("one compiler is installed, the one that was named", () => {
    const { version } = JSON.parse(consumer.read("node_modules/typescript/package.json")) as { version: string };
    assert.is(version, installed.typescript);
    assert.not.ok(existsSync(join(consumer.folder, "node_modules/taskprint/node_modules")), "taskprint brings none of its own");
  });

  for (const kind of kinds) {
    test(`${kind.label}: runs, then hits, then runs again what was edited`, () => testRuns(consumer, kind));
    test(`${kind.label}: the fingerprints are those of every other project`, () => testFingerprints(consumer));
    test(`${kind.label}: an error is mapped to its line in the source`, () => testSourceMaps(consumer));
    test(`${kind.label}: the declarations are those of plain tsc`, () => testDeclarations(consumer));
  }

  test("the installed command shows the tasks of the program", () => {
    const command = join(consumer.folder, "node_modules/.bin/taskprint");
    const listed = JSON.parse(consumer.demand(command, ["ls", "--json"]).printed) as { readonly task: string; readonly current: number }[];
    assert.equal(listed.map(({ task, current }) => [task, current > 0]), [["failing", false], ["mean", true], ["range", true]]);
    assert.match(consumer.demand(command, ["show", "mean"]).printed, /^fingerprint {2}[0-9a-f]{64}$/m);
  });

  test("a program that was built without the plugin throws where its first task is defined", () => {
    prepare(consumer, configure(esm, []));
    demandSuccess("tspc", consumer.build());
    const { status, errors } = consumer.node("out/main.js");
    assert.is(status, 1);
    assert.match(errors, "[TP2001]");
  });

  test("an entry without transformProgram is an error that says so", () => {
    prepare(consumer, configure(esm, [{ transform: pluginEntry.transform }]));
    const { status, printed } = consumer.build();
    assert.is.not(status, 0);
    assert.match(printed, /"transformProgram": true.*\[TP1002\]/);
  });

  test("the editor's server finds the plugin by the name of the package, beside the compiler", () => testEditor(consumer));

  // TypeScript 6 has deprecated it.
  if (installed === oldest) test("who looks for modules the old way finds the runtime, too", () => testOldResolution(consumer));

  test.run();
}

async function testEditor(consumer: Consumer): Promise<void> {
  prepare(consumer, configure(esm, [{ name: "taskprint", ...pluginEntry }]));
  consumer.write({ "src/tasks.ts": (sources["src/tasks.ts"] ?? "").replace("reason: string", "reason: any") });
  assert.match(consumer.build().printed, /error TS901050/);
  const server = new Server(consumer, join(consumer.folder, "node_modules/typescript/lib/tsserver.js"), []);
  try {
    server.open("src/tasks.ts");
    const [told, ...others] = await server.taskErrors("src/tasks.ts");
    assert.match(told?.text ?? "", /^Task "failing": parameter "reason" is "any"/);
    assert.is(others.length, 0);
  } finally {
    await server.close();
  }
}

function testOldResolution(consumer: Consumer): void {
  prepare(consumer, configFiles("commonjs", { module: "commonjs", moduleResolution: "node10" }));
  assert.equal(buildAndRun(consumer, {}), ["mean run", "range run", results]);
}

function configure(kind: Kind, plugins?: readonly object[]): Readonly<Record<string, string>> {
  return configFiles(kind.type, kind.compilerOptions, plugins);
}

function testRuns(consumer: Consumer, kind: Kind): void {
  prepare(consumer, configure(kind));
  assert.equal(buildAndRun(consumer, {}), ["mean run", "range run", results]);
  assert.ok(existsSync(join(consumer.folder, ".taskprint")), "results live beside package.json");
  assert.equal(linesOf(consumer.node("out/main.js")), ["mean hit", "range hit", results]);
  assert.equal(buildAndRun(consumer, { "src/tasks.ts": edited.body ?? "" }), ["mean run", "range hit", results]);
  assert.equal(buildAndRun(consumer, { "src/types.ts": edited.types ?? "" }), ["mean run", "range run", results]);
  assert.equal(buildAndRun(consumer, sources), ["mean hit", "range hit", results]);
}

function buildAndRun(consumer: Consumer, texts: Readonly<Record<string, string>>): readonly string[] {
  consumer.write(texts);
  demandSuccess("tspc", consumer.build());
  return linesOf(consumer.node("out/main.js"));
}

function testFingerprints(consumer: Consumer): void {
  const found = fingerprintsOf(consumer.read("out/tsconfig.taskprint.json"));
  assert.equal(Object.keys(found), ["failing", "mean", "range"]);
  fingerprints ??= found;
  assert.equal(found, fingerprints);
}

function testSourceMaps(consumer: Consumer): void {
  const { status, errors } = consumer.node("--enable-source-maps", "out/main.js", "fail");
  assert.is(status, 1);
  assert.match(errors, "Error: on purpose");
  assert.match(errors.replaceAll("\\", "/"), throwPlace);
}

function testDeclarations(consumer: Consumer): void {
  demandSuccess("tsc", consumer.build("tsc", ["--outDir", "plain"]));
  for (const file of ["types.d.ts", "tasks.d.ts", "main.d.ts"]) {
    assert.is(consumer.read(`out/${file}`), consumer.read(`plain/${file}`), file);
  }
}
