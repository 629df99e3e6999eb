import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startSession, type Files, type Made } from "./sessions.js";

const TASK = 'import { task } from "taskprint";\n';

/** A build of its own, with nothing remembered of another. */
function buildAlone(files: Files): Made {
  const made = startSession()(files);
  assert.equal(made.errors, []);
  return made;
}

const watching = suite("closures under a watching compiler");

watching("a variable whose type becomes that of the environment", () => {
  const build = startSession();
  const start: Files = {
    "config.ts": 'export const env: { X: string } = { X: "1" };\n',
    "main.ts": `${TASK}import { env } from "./config.js";\nexport const read = task(function read(): string { return env.X ?? ""; });\n`,
  };
  assert.equal(build(start).errors, []);
  const edited = { ...start, "config.ts": "export const env = process.env;\n" };
  const { scripts } = build(edited);
  assert.match(scripts["main.js"] ?? "", 'env: ["X"]');
  assert.equal(scripts, buildAlone(edited).scripts);
});

watching("a task of a function whose file is saved as it was", () => {
  const build = startSession();
  const start: Files = {
    "helper.ts": 'const table: Record<string, number> = {};\ntable["x"] = 1;\nexport function help(): number { return table["x"] ?? 0; }\n',
    "main.ts": `${TASK}import { help } from "./helper.js";\nexport const helped = task(help);\n`,
    "other.ts": `${TASK}import { helped } from "./main.js";\nexport const other = task(function other(): number { return helped() + 1; });\n`,
  };
  const { scripts } = buildAlone(start);
  assert.equal(build(start).scripts, scripts);
  assert.equal(build(start, ["helper.ts"]).scripts, scripts);
  const edited = { ...start, "other.ts": start["other.ts"]!.replace("+ 1", "+ 2") };
  assert.equal(build(edited).scripts, buildAlone(edited).scripts);
});

watching.run();

const salts = suite("salts by what scripts and requires hold");

/** Where the constants of main.ts move, its version must, or a builder does not emit it again. */
function assertSalted(start: Files, edit: Files): void {
  const [before, after] = [buildAlone(start), buildAlone({ ...start, ...edit })];
  assert.is.not(after.scripts["main.js"], before.scripts["main.js"], "the constants move");
  assert.is.not(after.versionOf("main.ts"), before.versionOf("main.ts"), "the version moves");
}

salts("the script beside declarations of the project's own", () => {
  const main = `${TASK}import { help } from "./vendor.js";\nexport const helped = task(function helped(): number { return help(); });\n`;
  const start = { "vendor.d.ts": "export declare const help: () => number;\n", "vendor.js": "export const help = () => 1;\n", "main.ts": main };
  assertSalted(start, { "vendor.js": "export const help = () => 2;\n" });
});

const REQUIRES: readonly (readonly [label: string, head: string, call: string])[] = [
  ["require", "", 'require("./helper.js")'],
  ["a require of the file's own making", 'import { createRequire } from "node:module";\nconst load = createRequire(import.meta.url);\n', 'load("./helper.js")'],
];

for (const [label, head, call] of REQUIRES) {
  salts(`a TypeScript file that ${label} loads`, () => {
    const main = `${head}${TASK}export const helped = task(function helped(): number { return ${call}.help() as number; });\n`;
    assertSalted({ "helper.ts": "export function help(): number { return 1; }\n", "main.ts": main }, { "helper.ts": "export function help(): number { return 2; }\n" });
  });
}

salts.run();
