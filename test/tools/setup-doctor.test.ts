import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { repository } from "../harness/project.js";
import { checkConfig } from "#tools/setup/checks/config";
import { checkCopies } from "#tools/setup/checks/copies";
import { checkInstalled, checkNode } from "#tools/setup/checks/installed";
import { checkScripts } from "#tools/setup/checks/scripts";
import { checkIgnored } from "#tools/setup/checks/store";
import { diagnose } from "#tools/setup/diagnose";
import type { Finding } from "#tools/setup/finding";
import { readProject } from "#tools/setup/project";
import { linkPackages, newFolder, writeFiles, type Files } from "./support/folder.js";
import { taskprint } from "./support/command.js";

const test = suite("taskprint doctor");

const ENTRY = `{ "transform": "taskprint/plugin", "transformProgram": true, "track": "closure" }`;
const PROGRAM = `import { task } from "taskprint";\nexport const half = task((n: number): number => n / 2);\nhalf(4);\n`;

/** A set-up in which everything is right. */
const SOUND: Files = {
  "package.json": `{ "type": "module", "scripts": { "build": "tspc" }, "dependencies": { "taskprint": "*" } }`,
  "package-lock.json": "",
  "tsconfig.json": `{ "compilerOptions": { "target": "es2022", "module": "nodenext", "lib": ["es2022"], "skipLibCheck": true, "strict": true, "rootDir": "src", "outDir": "dist", "plugins": [${ENTRY}] }, "include": ["src"] }`,
  ".gitignore": ".taskprint/\n",
  "src/index.ts": PROGRAM,
};

function newSetup(files: Files = {}): string {
  const folder = newFolder({ ...SOUND, ...files });
  linkPackages(folder);
  return folder;
}

/** What is not right, as `check status: text`. */
function faults(folder: string, { named, dir = join(folder, ".taskprint") }: { readonly named?: string; readonly dir?: string } = {}): readonly string[] {
  return shown(diagnose(readProject(folder, named), { node: "22.15.0", dir, commandFor: (wanted) => `install ${wanted}` }).filter(({ status }) => status !== "ok"));
}

/** The same by the checks that start no process and load no compiler. */
function quickFaults(folder: string): readonly string[] {
  const project = readProject(folder);
  const findings = [...checkInstalled(project, (wanted) => `install ${wanted}`), ...checkConfig(project), ...checkScripts(project), checkIgnored(project)];
  return shown(findings.filter(({ status }) => status !== "ok"));
}

function shown(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ check, status, text }) => `${check} ${status}: ${text}`);
}

function build(folder: string, compiler = "ts-patch/bin/tspc.js"): void {
  const { status, stdout } = spawnSync(process.execPath, [join(repository, "node_modules", compiler), "--pretty", "false"], { cwd: folder, encoding: "utf8" });
  assert.is(status, 0, stdout);
}

test("of a set-up that works, every check is ok, and the exit code is 0", () => {
  const folder = newSetup();
  build(folder);
  const { status, printed } = taskprint(["doctor"], { cwd: folder });
  assert.is(status, 0, printed);
  assert.ok(printed.split("\n").slice(0, -1).every((line) => line.startsWith("✓ ")), printed);
  const json = JSON.parse(taskprint(["doctor", "--json"], { cwd: folder }).printed) as { readonly works: boolean; readonly findings: readonly Finding[] };
  assert.is(json.works, true);
  assert.equal(json.findings.map(({ check }) => check), ["node", "package", "typescript", "ts-patch", "plugin", "strict", "output-options", "build", "tools", "gitignore", "lmdb", "store", "output"]);
  assert.ok(json.findings.every(({ status }) => status === "ok"));
});

test("an empty folder: what lacks, with exit code 1", () => {
  const folder = newFolder();
  const { status, printed } = taskprint(["doctor"], { cwd: folder, env: { npm_config_user_agent: "" } });
  assert.is(status, 1);
  for (const said of ["taskprint is not installed.", "npm i taskprint", "TypeScript is not installed.", "ts-patch, which", "There is no "]) assert.match(printed, said);
});

/** A set-up with one thing changed, and what is said of it. */
const FAULTS: readonly (readonly [what: string, files: Files, said: readonly string[]])[] = [
  ["no entry", { "tsconfig.json": `{ "compilerOptions": { "strict": true } }` }, [`plugin wrong: tsconfig.json does not have the plugin among its "plugins".`]],
  ["an entry for files", { "tsconfig.json": `{ "compilerOptions": { "plugins": [{ "transform": "taskprint/plugin" }] } }` }, [`plugin wrong: The entry for taskprint in tsconfig.json lacks "transformProgram": true, without which constants grow stale.`]],
  ["two entries", { "tsconfig.json": `{ "compilerOptions": { "plugins": [${ENTRY}, ${ENTRY}] } }` }, ["plugin wrong: tsconfig.json has more than one entry for taskprint, and every build would be worked on by each."]],
  [
    "an entry that is overridden",
    { "tsconfig.json": `{ "extends": "./base.json", "compilerOptions": { "plugins": [] } }`, "base.json": `{ "compilerOptions": { "plugins": [${ENTRY}] } }` },
    [`plugin wrong: The plugin is entered in base.json, but tsconfig.json has "plugins" of its own, which replace those.`],
  ],
  ["a base that is gone", { "tsconfig.json": `{ "extends": "./gone.json", "compilerOptions": { "plugins": [${ENTRY}] } }` }, ["plugin wrong: The tsconfig extends ./gone.json, which cannot be found."]],
  ["bodies alone", { "tsconfig.json": `{ "compilerOptions": { "plugins": [{ "transform": "taskprint/plugin", "transformProgram": true }] } }` }, ["plugin note: A task's code is its own body alone: a changed helper serves the old result."]],
  ["strict off", { "tsconfig.json": `{ "compilerOptions": { "strict": false, "plugins": [${ENTRY}] } }` }, [`strict wrong: "strictNullChecks" is off (tsconfig.json), so that a type does not show whether null and undefined are possible: every task is refused.`]],
  ["strict on without null", { "tsconfig.json": `{ "compilerOptions": { "strict": true, "strictNullChecks": false, "plugins": [${ENTRY}] } }` }, [`strict wrong: "strictNullChecks" is off (tsconfig.json), so that a type does not show whether null and undefined are possible: every task is refused.`]],
  ["no output", { "tsconfig.json": `{ "compilerOptions": { "emitDeclarationOnly": true, "plugins": [${ENTRY}] } }` }, [`output-options wrong: "emitDeclarationOnly" is on (tsconfig.json), so that tspc writes no JavaScript for the program to run.`]],
  ["no resolution", { "tsconfig.json": `{ "compilerOptions": { "noResolve": true, "plugins": [${ENTRY}] } }` }, [`output-options wrong: "noResolve" is on (tsconfig.json), so that the compiler does not know the types of other files.`]],
  ["a build by tsc", { "package.json": `{ "scripts": { "build": "tsc", "watch": "tsc -w" }, "dependencies": { "taskprint": "*" } }` }, ["build wrong: The scripts build, watch write with tsc, which runs no plugins: tasks that it compiles throw."]],
  ["no build", { "package.json": `{ "dependencies": { "taskprint": "*" } }` }, ["build wrong: No script of package.json runs tspc."]],
  ["a start by tsx", { "package.json": `{ "scripts": { "build": "tspc", "start": "tsx src/index.ts" }, "dependencies": { "taskprint": "*" } }` }, ["tools wrong: The script start runs with tsx, which takes TypeScript one file at a time and does not run the plugin: tasks throw."]],
  ["a tool that no script shows", { "package.json": `{ "scripts": { "build": "tspc" }, "dependencies": { "taskprint": "*" }, "devDependencies": { "tsx": "*" } }` }, ["tools note: tsx is among the dependencies, and does not run the plugin."]],
  [
    "a tool that a script shows, once",
    { "package.json": `{ "scripts": { "build": "tspc", "seed": "tsx seed.ts" }, "dependencies": { "taskprint": "*" }, "devDependencies": { "tsx": "*" } }` },
    ["tools note: The script seed uses tsx, which does not run the plugin."],
  ],
  ["tests over sources", { "package.json": `{ "scripts": { "build": "tspc" }, "dependencies": { "taskprint": "*" }, "devDependencies": { "vitest": "*" } }` }, ["tests note: vitest compiles TypeScript one file at a time, without the plugin: a test that imports sources with tasks in them throws."]],
  [
    "ts-jest, one file at a time",
    { "package.json": `{ "scripts": { "build": "tspc" }, "dependencies": { "taskprint": "*" }, "devDependencies": { "ts-jest": "*" } }`, "jest.config.mjs": `export default { transform: { ".ts": ["ts-jest", { isolatedModules: true }] } };` },
    ["tests note: ts-jest with isolatedModules compiles TypeScript one file at a time, without the plugin: a test that imports sources with tasks in them throws."],
  ],
  ["taskprint by chance", { "package.json": `{ "scripts": { "build": "tspc" } }` }, ["package note: taskprint is installed, but no package.json asks for it, so that a fresh installation may not bring it."]],
  ["the store in git", { ".gitignore": "dist\n" }, ["gitignore note: Git does not pass over .taskprint/, which holds results."]],
];

for (const [what, files, said] of FAULTS) {
  test(`it finds ${what}`, () => {
    assert.equal(quickFaults(newSetup(files)), said);
  });
}

test("it finds a workspace that builds past the plugin", () => {
  const folder = newFolder({ "package.json": `{ "scripts": { "build": "tsc -b", "types": "tsc -b --noEmit" } }`, ...Object.fromEntries(Object.entries(SOUND).map(([path, text]) => [`packages/a/${path}`, text])) });
  linkPackages(folder);
  assert.equal(quickFaults(join(folder, "packages/a")), ["build note: The script build of the package.json above builds referenced projects with tsc, which runs no plugins."]);
});

test("it finds a Node.js that is too old", () => {
  assert.equal(shown([checkNode("20.18.3")]), ["node wrong: Node.js 20.18.3 is older than what taskprint works with."]);
  assert.equal(shown([checkNode("20.19.0"), checkNode("v24.1.0")]), ["node ok: Node.js 20.19.0", "node ok: Node.js v24.1.0"]);
});

/** Versions beside one another; only what is asked of package.json files is there. */
const VERSIONS: readonly (readonly [what: string, files: Files, said: readonly string[]])[] = [
  ["TypeScript 7", { typescript: "7.0.2", "ts-patch": "4.0.1" }, ["typescript wrong: tspc would load TypeScript 7.0.2 (node_modules/typescript), and version 7 has no plugins: tspc ends with an error there."]],
  ["TypeScript 5.8", { typescript: "5.8.3", "ts-patch": "3.3.0" }, ["typescript wrong: TypeScript 5.8.3 (node_modules/typescript) is too old: taskprint works with 5.9 and 6.0."]],
  ["ts-patch 3 for TypeScript 6", { typescript: "6.0.3", "ts-patch": "3.3.0" }, ["ts-patch wrong: ts-patch 3.3.0 does not serve TypeScript 6.0.3: version 3 serves TypeScript 5, and version 4 TypeScript 6."]],
  ["ts-patch 4 for TypeScript 5", { typescript: "5.9.3", "ts-patch": "4.0.1" }, ["ts-patch wrong: ts-patch 4.0.1 does not serve TypeScript 5.9.3: version 3 serves TypeScript 5, and version 4 TypeScript 6."]],
  ["no ts-patch", { typescript: "6.0.3" }, ["ts-patch wrong: ts-patch, which brings the compiler with plugins (tspc), is not installed."]],
  [
    "a compiler of ts-patch's own",
    { typescript: "6.0.3", "ts-patch": "4.0.1", "ts-patch/node_modules/typescript": "7.0.2" },
    [
      "typescript wrong: tspc would load TypeScript 7.0.2 (node_modules/ts-patch/node_modules/typescript), and version 7 has no plugins: tspc ends with an error there.",
      "typescript note: tspc compiles with TypeScript 7.0.2 (node_modules/ts-patch/node_modules/typescript), though this project has 6.0.3: ts-patch finds the compiler from where it lies itself.",
    ],
  ],
];

for (const [what, versions, said] of VERSIONS) {
  test(`it finds ${what}`, () => {
    const packages = Object.entries({ taskprint: "0.1.0", ...versions }).map(([path, version]) => [`node_modules/${path}/package.json`, JSON.stringify({ name: path.split("/").at(-1), version })]);
    const folder = newFolder({ ...SOUND, ...(Object.fromEntries(packages) as Files) });
    assert.equal(quickFaults(folder), said);
  });
}

test("it looks at the compiler that ts-patch is told to take", () => {
  const folder = newSetup({ "other/typescript/package.json": `{ "name": "typescript", "version": "7.0.2" }` });
  process.env["TSP_COMPILER_TS_PATH"] = join(folder, "other/typescript");
  try {
    assert.match(quickFaults(folder)[0] ?? "", "tspc would load TypeScript 7.0.2 (other/typescript)");
  } finally {
    delete process.env["TSP_COMPILER_TS_PATH"];
  }
});

test("what is left out is strict since TypeScript 6 only", () => {
  const config = { "tsconfig.json": `{ "compilerOptions": { "plugins": [${ENTRY}] } }` };
  const old = newFolder({ ...SOUND, ...config, "node_modules/typescript/package.json": `{ "name": "typescript", "version": "5.9.3" }`, "node_modules/ts-patch/package.json": `{ "name": "ts-patch", "version": "3.3.0" }` });
  assert.ok(quickFaults(old).some((text) => text.startsWith(`strict wrong: "strictNullChecks" is off, as TypeScript 5.9.3 has it`)));
  assert.not.ok(quickFaults(newSetup(config)).some((text) => text.startsWith("strict ")));
});

test("it finds several copies of taskprint, those that are only stored left aside", () => {
  const copy = JSON.stringify({ name: "taskprint", version: "0.0.9" });
  const stored = (name: string) => `node_modules/.pnpm/${name}@1/node_modules/${name}`;
  const folder = newFolder({ "node_modules/@org/a/node_modules/taskprint/package.json": copy, [`${stored("b")}/package.json`]: "{}", [`${stored("taskprint")}/package.json`]: copy });
  const link = (target: string, path: string) => symlinkSync(join(folder, target), join(folder, path), "junction");
  assert.equal(checkCopies(folder), []);
  link(stored("b"), "node_modules/b");
  link("nowhere", "node_modules/c");
  assert.equal(checkCopies(folder), []);
  link(stored("taskprint"), "node_modules/.pnpm/b@1/node_modules/taskprint");
  assert.match(shown(checkCopies(folder))[0] ?? "", /^copies note: There are several copies of taskprint: node_modules\/\.pnpm\/taskprint@1\/node_modules\/taskprint, node_modules\/@org\/a\/node_modules\/taskprint\. /);
});

test("it finds an lmdb that is missing, and one that cannot be loaded", () => {
  const own = JSON.stringify({ name: "taskprint", version: "0.1.0" });
  const folder = newFolder({ ...SOUND, "node_modules/taskprint/package.json": own });
  assert.ok(faults(folder).includes("lmdb wrong: lmdb, the store, cannot be loaded, so that every task runs uncached: it is not installed."));
  writeFiles(folder, { "node_modules/lmdb/package.json": `{ "name": "lmdb", "version": "3.5.6" }`, "node_modules/lmdb/index.js": `throw new Error("No native build was found");` });
  assert.ok(faults(folder).some((text) => text.endsWith("uncached: Error: No native build was found")));
});

test("it finds a place in which nothing can be stored, and makes none", () => {
  const folder = newSetup({ "in/the/way": "" });
  const dir = join(folder, "in/the/way/store");
  assert.ok(faults(folder, { dir }).includes(`store wrong: Results cannot be written to ${dir}: ${join(folder, "in/the/way")} is not a folder.`));
  assert.equal(faults(folder, { dir: join(folder, "new/store") }), ["output note: The program was not built yet."]);
  assert.throws(() => rmSync(join(folder, "new")));
});

test("it sees what was built without the plugin, built over, and out of date", () => {
  const folder = newSetup();
  build(folder, "typescript/bin/tsc");
  assert.equal(faults(folder), ["output wrong: The output was compiled without the plugin: there is no dist/tsconfig.taskprint.json. Its tasks throw."]);
  build(folder);
  assert.equal(faults(folder), []);
  utimesSync(join(folder, "src/index.ts"), new Date(), new Date(Date.now() + 60_000));
  assert.equal(faults(folder), ["output note: The output is older than src/index.ts."]);
  utimesSync(join(folder, "src/index.ts"), new Date(), new Date(Date.now() - 60_000));
  build(folder, "typescript/bin/tsc");
  assert.equal(faults(folder), ["output wrong: dist/index.js lacks what the plugin wrote there: something else has compiled it since, or the build was not finished."]);
  rmSync(join(folder, "dist"), { recursive: true });
  assert.equal(faults(folder), ["output note: The program was not built yet."]);
});

test("a program without tasks is none that was built wrongly", () => {
  const folder = newSetup({ "src/index.ts": "console.log(1);\n" });
  mkdirSync(join(folder, "dist"));
  writeFiles(folder, { "dist/index.js": "console.log(1);\n" });
  assert.equal(faults(folder), ["output note: No source file imports taskprint yet."]);
});

test("the program of another tsconfig is looked at when that is named", () => {
  const folder = newSetup({ "other.json": `{ "extends": "./tsconfig.json", "compilerOptions": { "noEmit": true } }` });
  assert.ok(faults(folder, { named: "other.json" }).some((text) => text.startsWith(`output-options wrong: "noEmit" is on (other.json)`)));
});

test.run();
