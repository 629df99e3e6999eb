import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { commandLine, installCommands } from "#tools/setup/install";
import { planSetup } from "#tools/setup/planSetup";
import { linkPackages, newFolder, readFiles, writeFiles, type Files } from "./support/folder.js";
import { taskprint, type Ended } from "./support/command.js";

const test = suite("taskprint init");

const FILES = ["package.json", "tsconfig.json", ".gitignore"];
const ENTRY = `{ "name": "taskprint", "transform": "taskprint/plugin", "transformProgram": true, "track": "closure" }`;
const DECLARED = `"dependencies": { "taskprint": "*" }, "devDependencies": { "typescript": "^6", "ts-patch": "^4" }`;

/** Runs it without installing, as tests of the files do not wait for a registry. */
function init(cwd: string, ...parameters: readonly string[]): Ended {
  return taskprint(["init", "--no-install", ...parameters], { cwd, env: { npm_config_user_agent: "" } });
}

test("a project that npm began gets all it lacks", () => {
  const folder = newFolder({ "package.json": `{\n  "name": "newcomer",\n  "scripts": {\n    "test": "exit 1"\n  },\n  "type": "commonjs"\n}\n` });
  const { status, printed } = init(folder, "--yes");
  assert.is(status, 0);
  assert.equal(readFiles(folder, ...FILES), {
    "package.json": `{\n  "name": "newcomer",\n  "scripts": {\n    "test": "exit 1",\n    "build": "tspc"\n  },\n  "type": "module"\n}\n`,
    "tsconfig.json": `{\n  "compilerOptions": {\n    "target": "es2022",\n    "module": "nodenext",\n    "strict": true,\n    "rootDir": "src",\n    "outDir": "dist",\n    "plugins": [${ENTRY}]\n  },\n  "include": ["src"]\n}\n`,
    ".gitignore": ".taskprint/\n",
  });
  assert.match(printed, "npm i -D typescript@6 ts-patch@4\n  npm i taskprint");
});

test("an empty folder gets a package.json too, and all of it builds and runs", () => {
  const folder = newFolder();
  assert.is(init(folder, "--yes").status, 0);
  linkPackages(folder);
  writeFiles(folder, { "src/index.ts": `import { task } from "taskprint";\nconst half = task((n: number): number => { console.log("run"); return n / 2; });\nconsole.log(String(half(await Promise.resolve(4))));\n` });
  const node = (...parameters: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { cwd: folder, encoding: "utf8" });
    assert.is(status, 0, stdout + stderr);
    return stdout;
  };
  node("node_modules/ts-patch/bin/tspc.js");
  assert.equal([node("dist/index.js"), node("dist/index.js")], ["run\n2\n", "2\n"]);
});

/** Projects that are there, and what becomes of their files. Whatever is not listed stays as it is. */
const PROJECTS: readonly (readonly [what: string, files: Files, after: Files])[] = [
  [
    "with comments, Windows' line ends and tabs",
    {
      "package.json": `{\r\n\t"name": "a",\r\n\t"scripts": { "build": "rimraf dist && tsc", "types": "tsc --noEmit" }\r\n}`,
      "tsconfig.json": `// the program\r\n{\r\n\t"compilerOptions": {\r\n\t\t"strict": true, // always\r\n\t\t"outDir": "dist", // built\r\n\t},\r\n}\r\n`,
      ".gitignore": "dist\r\nnode_modules",
      "src/a.ts": "",
    },
    {
      "package.json": `{\r\n\t"name": "a",\r\n\t"scripts": { "build": "rimraf dist && tspc", "types": "tsc --noEmit" }\r\n}`,
      "tsconfig.json": `// the program\r\n{\r\n\t"compilerOptions": {\r\n\t\t"strict": true, // always\r\n\t\t"outDir": "dist", // built\r\n\t\t"plugins": [${ENTRY}],\r\n\t},\r\n}\r\n`,
      ".gitignore": "dist\r\nnode_modules\r\n.taskprint/\r\n",
    },
  ],
  [
    "whose entry says something else",
    {
      "package.json": `{"scripts":{"build":"tspc -p ."}}`,
      "tsconfig.json": `{"compilerOptions":{"strict":true,"plugins":[{"transform":"taskprint/plugin","transformProgram":true,"track":"body","nondeterminism":"error"}]}}`,
      ".gitignore": "/.taskprint\n",
    },
    {},
  ],
  [
    "with code in it and no tsconfig, which keeps its kind of module",
    { "package.json": `{ "type": "commonjs", "scripts": { "build": "tspc" } }`, "main.ts": "", ".gitignore": ".taskprint\n" },
    { "tsconfig.json": `{\n  "compilerOptions": {\n    "target": "es2022",\n    "module": "nodenext",\n    "strict": true,\n    "outDir": "dist",\n    "plugins": [${ENTRY}]\n  }\n}\n` },
  ],
];

for (const [what, files, after] of PROJECTS) {
  test(`a project ${what}; a second time changes nothing`, () => {
    const folder = newFolder(files);
    assert.is(init(folder, "--yes").status, 0);
    const first = readFiles(folder, ...FILES);
    assert.equal(first, { ...readFiles(newFolder(files), ...FILES), ...after });
    assert.is(init(folder, "--yes").status, 0);
    assert.equal(readFiles(folder, ...FILES), first);
  });
}

test("where everything is there, it says so", () => {
  const folder = newFolder({
    "package.json": `{ ${DECLARED}, "scripts": { "build": "tspc" } }`,
    "tsconfig.json": `{ "compilerOptions": { "strict": true, "plugins": [${ENTRY}] } }`,
    ".gitignore": ".taskprint/",
  });
  linkPackages(folder);
  const { status, printed } = taskprint(["init"], { cwd: folder });
  assert.is(status, 0);
  assert.is(printed, "Everything is set up: there is nothing to change.\n");
});

test("without a yes, and with nobody to ask, it shows what it would change, and changes nothing", () => {
  const folder = newFolder({ "package.json": "{}" });
  const { status, printed, errors } = taskprint(["init"], { cwd: folder });
  assert.is(status, 2);
  assert.match(printed, "+++ tsconfig.json");
  assert.match(printed, `+    "plugins": [${ENTRY}]`);
  assert.match(errors, "add --yes");
  assert.equal(readFiles(folder, ...FILES), { "package.json": "{}" });
});

test("what a base says counts, and its plugins are copied", () => {
  const folder = newFolder({
    "package.json": `{ "scripts": { "build": "tspc" } }`,
    "tsconfig.json": `{\n  "extends": "./base.json"\n}\n`,
    "base.json": `{ "compilerOptions": { "strict": true, "plugins": [{ "name": "x" }] } }`,
  });
  const { status, printed } = init(folder, "--yes");
  assert.is(status, 0);
  assert.match(printed, /The plugins of .*base\.json are copied/);
  assert.is(readFiles(folder, "tsconfig.json")["tsconfig.json"], `{\n  "extends": "./base.json",\n  "compilerOptions": {\n    "plugins": [{ "name": "x" }, ${ENTRY}]\n  }\n}\n`);
});

test("a package of a workspace is set up by its tsconfig, and git's own rules count", () => {
  const folder = newFolder({
    "package.json": `{ "workspaces": ["packages/*"], ${DECLARED} }`,
    ".gitignore": ".taskprint/\n",
    "packages/a/package.json": "{}\n",
    "packages/a/tsconfig.json": `{ "compilerOptions": { "strict": true, "outDir": "out" } }\n`,
    "packages/a/tsconfig.app.json": `{ "extends": "./tsconfig.json" }\n`,
  });
  spawnSync("git", ["init", "--quiet"], { cwd: folder });
  linkPackages(folder);
  const { status, printed } = init(folder, "--yes", "--project", "packages/a/tsconfig.app.json");
  assert.is(status, 0, printed);
  assert.not.match(printed, "To install");
  assert.equal(readFiles(join(folder, "packages/a"), ...FILES, "tsconfig.app.json"), {
    "package.json": `{\n  "scripts": {\n    "build": "tspc -p tsconfig.app.json"\n  }\n}\n`,
    "tsconfig.json": `{ "compilerOptions": { "strict": true, "outDir": "out" } }\n`,
    "tsconfig.app.json": `{ "extends": "./tsconfig.json", "compilerOptions": {\n  "plugins": [${ENTRY}]\n} }\n`,
  });
});

test("the root of a workspace, and a tsconfig that only names others, are refused with what to name", () => {
  const workspace = newFolder({ "package.json": `{ "workspaces": ["packages/*"] }` });
  assert.match(init(workspace, "--yes").errors, "[TP3061]");
  assert.match(init(newFolder({ "package.json": "{}", "pnpm-workspace.yaml": "packages:\n  - a\n" }), "--yes").errors, "[TP3061]");
  assert.is(init(newFolder({ "package.json": "{}", "pnpm-workspace.yaml": "onlyBuiltDependencies:\n  - lmdb\n" }), "--yes").status, 0);
  const solution = newFolder({ "package.json": "{}", "tsconfig.json": `{ "files": [], "references": [{ "path": "./tsconfig.app.json" }, { "path": "packages/a" }] }` });
  const { status, errors } = init(solution, "--yes");
  assert.is(status, 2);
  assert.match(errors, "--project tsconfig.app.json or --project packages/a/tsconfig.json. [TP3060]");
});

test("below the folder of a tsconfig it finds that one", () => {
  const folder = newFolder({ "package.json": "{}", "tsconfig.json": "{}", "src/deep/a.ts": "" });
  assert.match(init(join(folder, "src/deep")).printed, "+++ ../../tsconfig.json");
});

/** What it cannot mend, it says; the exit code is 1 even though the files are set up. */
const LEFT: readonly (readonly [what: string, files: Files, said: string])[] = [
  ["null goes unchecked", { "tsconfig.json": `{ "compilerOptions": { "strict": false } }` }, `"strictNullChecks" is off (tsconfig.json)`],
  ["nothing is written", { "tsconfig.json": `{ "compilerOptions": { "noEmit": true } }` }, `"noEmit" is on (tsconfig.json)`],
  ["a bundler takes the sources", { "package.json": `{ "scripts": { "build": "vite build" } }` }, "The script build bundles with vite"],
  ["tsx runs the sources", { "package.json": `{ "scripts": { "start": "tsx src/a.ts" } }` }, "The script start runs with tsx"],
  ["another tsconfig is built", { "package.json": `{ "scripts": { "build": "tspc -p tsconfig.other.json" } }`, "tsconfig.other.json": "{}" }, "tspc builds other tsconfigs (script build), and not tsconfig.json."],
  ["an option is unknown", { "tsconfig.json": `{ "compilerOptions": { "plugins": [{ "transform": "taskprint/plugin", "transformProgram": true, "trak": "closure" }] } }` }, `the unknown option "trak"`],
];

for (const [what, files, said] of LEFT) {
  test(`it says when ${what}`, () => {
    const folder = newFolder({ "package.json": "{}", "src/a.ts": "", ...files });
    const { status, printed } = init(folder, "--yes");
    assert.is(status, 1);
    assert.match(printed, said);
    assert.ok(readFiles(folder, ".gitignore")[".gitignore"]);
  });
}

/** What it would run to install what lacks. */
async function commandsFor(folder: string): Promise<readonly string[]> {
  return (await planSetup(folder)).commands.map(commandLine);
}

/** The lock file says whose project it is. */
const MANAGERS: readonly (readonly [files: Files, commands: readonly string[]])[] = [
  [{ "package-lock.json": "" }, ["npm i -D typescript@6 ts-patch@4", "npm i taskprint"]],
  [{ "pnpm-lock.yaml": "" }, ["pnpm add -D typescript@6 ts-patch@4", "pnpm add taskprint"]],
  [{ "pnpm-lock.yaml": "", "pnpm-workspace.yaml": "", "tsconfig.json": "{}" }, ["pnpm add -w -D typescript@6 ts-patch@4", "pnpm add -w taskprint"]],
  [{ "bun.lock": "" }, ["bun add -D typescript@6 ts-patch@4", "bun add taskprint"]],
  [{ "yarn.lock": "", ".yarnrc.yml": "", "package.json": `{ "packageManager": "yarn@4.1.0" }` }, ["yarn add -D typescript@6 ts-patch@4", "yarn add taskprint"]],
  [{ "deno.lock": "" }, []],
];

for (const [files, commands] of MANAGERS) {
  test(`${Object.keys(files).join(", ")}: ${commands[0] ?? "nothing is run"}`, async () => {
    assert.equal(await commandsFor(newFolder({ "package.json": "{}", ...files })), commands);
  });
}

test("the first yarn refuses what asks for a later Node.js, and is told not to", () => {
  const wanted = { dependencies: [], devDependencies: ["ts-patch@4"] };
  const commands = (node: string) => installCommands("yarn", wanted, { folder: newFolder(), node })?.map(commandLine);
  assert.equal(commands("20.19.0"), ["yarn add --ignore-engines -D ts-patch@4"]);
  assert.equal(commands("22.15.0"), ["yarn add -D ts-patch@4"]);
});

/** What is installed, as far as it can be seen without running it, and what is asked for. */
const INSTALLED: readonly (readonly [what: string, versions: Files, command: string | undefined])[] = [
  ["TypeScript 7", { typescript: "7.0.2", "ts-patch": "4.0.1" }, "npm i -D typescript@6"],
  ["TypeScript 5.4", { typescript: "5.4.5", "ts-patch": "3.2.0" }, "npm i -D typescript@6 ts-patch@4"],
  ["TypeScript 5.9 without ts-patch", { typescript: "5.9.3" }, "npm i -D ts-patch@3"],
  ["TypeScript 5.9 with the wrong ts-patch", { typescript: "5.9.3", "ts-patch": "4.0.1" }, "npm i -D ts-patch@3"],
  ["TypeScript 6 with the wrong ts-patch", { typescript: "6.0.3", "ts-patch": "3.3.0" }, "npm i -D ts-patch@4"],
  ["TypeScript 5.9 with its ts-patch", { typescript: "5.9.3", "ts-patch": "3.3.0" }, undefined],
];

for (const [what, versions, command] of INSTALLED) {
  test(`${what}: ${command ?? "nothing to install"}`, async () => {
    const packages = Object.entries({ taskprint: "0.1.0", ...versions }).map(([name, version]) => [`node_modules/${name}/package.json`, JSON.stringify({ name, version })]);
    const folder = newFolder({ "package.json": `{ ${DECLARED} }`, "package-lock.json": "", ...(Object.fromEntries(packages) as Files) });
    assert.equal(await commandsFor(folder), command === undefined ? [] : [command]);
  });
}

test("what is only there because another package brought it is asked for", async () => {
  const folder = newFolder({ "package.json": `{ "dependencies": { "taskprint": "*" } }`, "package-lock.json": "" });
  linkPackages(folder);
  assert.equal(await commandsFor(folder), ["npm i -D typescript@6 ts-patch@4"]);
});

test.run();
