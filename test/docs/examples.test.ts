import { readdirSync, readFileSync } from "node:fs";
import { readOptions } from "#plugin/options";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { build } from "../harness/build.js";
import { current } from "../harness/compilers.js";
import { describeDiagnostics } from "../harness/diagnostics.js";
import { repository } from "../harness/project.js";
import type { Project } from "../harness/project.js";
import { discoverExports } from "./exported.js";
import { discoverCommentFences, discoverFences, type Fence } from "./fences.js";

/** Languages of blocks that are no program. Any other but `ts` is refused, so that no example is passed over. */
const NOT_COMPILED = ["", "json", "jsonc", "sh", "console"];

const runtimeFiles = readdirSync(`${repository}runtime`).filter((name) => name.endsWith(".ts")).map((name) => `runtime/${name}`);
const expected = ["README.md", "runtime/account.ts", "runtime/config.ts", "runtime/errors.ts", "runtime/events.ts", "runtime/task.ts"];

const examples = suite("examples");
for (const path of ["README.md", ...runtimeFiles, "plugin/index.ts"]) {
  const fences = fencesOf(path);
  if (expected.includes(path)) examples(`${path} has one`, () => assert.ok(isIn(fences)));
  for (const fence of fences) testFence(path, fence);
}

examples("the plugin's entry is one that the plugin takes", () => {
  for (const path of ["README.md", "plugin/index.ts"]) {
    const entries = fencesOf(path).flatMap(pluginEntries);
    assert.ok(entries.length > 0, path);
    for (const entry of entries) {
      assert.is(entry["transform"], "taskprint/plugin", path);
      assert.is(entry["transformProgram"], true, path);
      assert.equal(readOptions(entry).problems, [], path);
    }
  }
});
examples.run();

const documented = suite("public exports");
for (const { name, comment } of discoverExports()) {
  documented(`${name} has an example`, () => assert.ok(isIn(discoverCommentFences(comment)), comment));
}
documented("all are found", () => assert.ok(discoverExports().some(({ name }) => name === "task")));
documented.run();

function testFence(path: string, { language, line, text }: Fence): void {
  const place = `${path}:${line}`;
  if (NOT_COMPILED.includes(language)) return;
  examples(`${place} compiles`, () => {
    assert.is(language, "ts", `${place} is in a language that is not tested`);
    const project = projectOf(text);
    const { diagnostics, manifest } = build(current, project);
    assert.equal(describeDiagnostics(current, project, diagnostics), [], place);
    if (/\btask\((?!\))/.test(text)) assert.ok(manifest && manifest.tasks.length > 0, `${place}: the plugin saw no task`);
  });
}

/** A program of the block alone, as a module whether or not it imports anything. */
function projectOf(text: string): Project {
  const compilerOptions = { moduleDetection: "force", noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true };
  return { root: "/docs/example", files: new Map([["example.ts", text]]), compilerOptions, pluginOptions: {} };
}

function fencesOf(path: string): Fence[] {
  const text = readFileSync(`${repository}${path}`, "utf8");
  return path.endsWith(".md") ? discoverFences(text) : discoverCommentFences(text);
}

function isIn(fences: readonly Fence[]): boolean {
  return fences.some(({ language }) => language === "ts");
}

/** The plugin entries that a block of a tsconfig lists. */
function pluginEntries({ language, text }: Fence): readonly Readonly<Record<string, unknown>>[] {
  if (language !== "jsonc") return [];
  const { config, error } = current.ts.parseConfigFileTextToJson("tsconfig.json", text);
  assert.is(error, undefined, "the tsconfig parses");
  return (config as { compilerOptions?: { plugins?: Readonly<Record<string, unknown>>[] } }).compilerOptions?.plugins ?? [];
}
