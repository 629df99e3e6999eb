import { join } from "node:path";
import ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findOption, readChain } from "#tools/setup/configChain";
import { withPluginEntry } from "#tools/setup/pluginEntry";
import { newFolder, type Files } from "./support/folder.js";

const test = suite("tsconfigs and what they extend");

const BASE = `{ "compilerOptions": { "strict": true, "noEmit": true, "plugins": [{ "name": "other" }] } }`;

/** What extends what, in all the ways that TypeScript knows. Options are held against those that TypeScript reads. */
const CHAINS: readonly (readonly [what: string, files: Files])[] = [
  ["nothing", { "tsconfig.json": `{ "compilerOptions": { "strict": false } }` }],
  ["a file", { "tsconfig.json": `{ "extends": "./base.json" }`, "base.json": BASE }],
  ["a file without its ending", { "tsconfig.json": `{ "extends": "./configs/base" }`, "configs/base.json": BASE }],
  ["a file above", { "packages/a/tsconfig.json": `{ "extends": "../../tsconfig" }`, "tsconfig.json": BASE }],
  ["a file that extends a file", { "tsconfig.json": `{ "extends": "./a.json", "compilerOptions": { "noEmit": false } }`, "a.json": `{ "extends": "./base.json" }`, "base.json": BASE }],
  ["several files", { "tsconfig.json": `{ "extends": ["./base.json", "./b.json"] }`, "base.json": BASE, "b.json": `{ "compilerOptions": { "strict": false } }` }],
  ["several files in the other order", { "tsconfig.json": `{ "extends": ["./b.json", "./base.json"] }`, "base.json": BASE, "b.json": `{ "compilerOptions": { "strict": false } }` }],
  ["a file of a package", { "tsconfig.json": `{ "extends": "@org/configs/node.json" }`, "node_modules/@org/configs/package.json": `{ "name": "@org/configs" }`, "node_modules/@org/configs/node.json": BASE }],
  ["a file of a package, without its ending", { "tsconfig.json": `{ "extends": "configs/node" }`, "node_modules/configs/package.json": `{ "name": "configs" }`, "node_modules/configs/node.json": BASE }],
  ["a package", { "tsconfig.json": `{ "extends": "configs" }`, "node_modules/configs/package.json": `{ "name": "configs" }`, "node_modules/configs/tsconfig.json": BASE }],
  ["a package that names its tsconfig", { "tsconfig.json": `{ "extends": "configs" }`, "node_modules/configs/package.json": `{ "name": "configs", "tsconfig": "strict.json" }`, "node_modules/configs/strict.json": BASE }],
  ["a package with exports", { "tsconfig.json": `{ "extends": "configs/strict" }`, "node_modules/configs/package.json": `{ "name": "configs", "exports": { "./strict": "./x/strict.json" } }`, "node_modules/configs/x/strict.json": BASE }],
  ["a file whose option it unsets", { "tsconfig.json": `{ "extends": "./base.json", "compilerOptions": { "strict": null, "plugins": null } }`, "base.json": BASE }],
  ["a file whose plugins it replaces", { "tsconfig.json": `{ "extends": "./base.json", "compilerOptions": { "plugins": [{ "name": "mine" }] } }`, "base.json": BASE }],
];

for (const [what, files] of CHAINS) {
  test(`options are those that TypeScript reads: ${what}`, () => {
    const path = join(newFolder({ "src/a.ts": "", ...files }), "packages/a/tsconfig.json" in files ? "packages/a/tsconfig.json" : "tsconfig.json");
    const parsed = ts.getParsedCommandLineOfConfigFile(path, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => assert.unreachable() });
    const chain = readChain(path);
    assert.equal(chain.unfound, []);
    for (const name of ["strict", "noEmit", "plugins"]) assert.equal(findOption(chain, name)?.value ?? undefined, parsed?.options[name] ?? undefined, name);
  });
}

test("what cannot be found is named, and a circle ends", () => {
  const folder = newFolder({ "tsconfig.json": `{ "extends": ["./a.json", "nowhere", "./gone"] }`, "a.json": `{ "extends": "./tsconfig.json", "compilerOptions": { "strict": true } }` });
  const chain = readChain(join(folder, "tsconfig.json"));
  assert.equal(chain.unfound, ["nowhere", "./gone"]);
  assert.is(findOption(chain, "strict")?.value, true);
});

const ENTRY = `{ "name": "taskprint", "transform": "taskprint/plugin", "transformProgram": true, "track": "closure" }`;

/** A tsconfig, and what it becomes. */
const ENTRIES: readonly (readonly [what: string, before: string, after: string])[] = [
  ["gets a list", `{ "compilerOptions": { "strict": true } }`, `{ "compilerOptions": { "strict": true, "plugins": [${ENTRY}] } }`],
  ["keeps other plugins", `{ "compilerOptions": { "plugins": [{ "name": "x" }] } }`, `{ "compilerOptions": { "plugins": [{ "name": "x" }, ${ENTRY}] } }`],
  [
    "keeps an entry with other options",
    `{ "compilerOptions": { "plugins": [{ "transformProgram": true, "transform": "taskprint/plugin", "track": "body" }] } }`,
    `{ "compilerOptions": { "plugins": [{ "transformProgram": true, "transform": "taskprint/plugin", "track": "body" }] } }`,
  ],
  [
    "keeps an entry by its path",
    `{ "compilerOptions": { "plugins": [{ "transform": "../node_modules/taskprint/dist/cjs/plugin/index.js", "transformProgram": true }] } }`,
    `{ "compilerOptions": { "plugins": [{ "transform": "../node_modules/taskprint/dist/cjs/plugin/index.js", "transformProgram": true }] } }`,
  ],
  [
    "mends an entry that cannot work",
    `{ "compilerOptions": { "plugins": [{ "transform": "taskprint/plugin", "track": "body" }] } }`,
    `{ "compilerOptions": { "plugins": [{ "transform": "taskprint/plugin", "track": "body", "transformProgram": true }] } }`,
  ],
  [
    "mends an entry that says false",
    `{ "compilerOptions": { "plugins": [{ "transform": "taskprint/plugin", "transformProgram": false }] } }`,
    `{ "compilerOptions": { "plugins": [{ "transform": "taskprint/plugin", "transformProgram": true }] } }`,
  ],
  [
    "leaves a name that the editor has found",
    `{ "compilerOptions": { "plugins": [{ "name": "taskprint" }] } }`,
    `{ "compilerOptions": { "plugins": [{ "name": "taskprint" }, { "transform": "taskprint/plugin", "transformProgram": true, "track": "closure" }] } }`,
  ],
  ["takes no other for its own", `{ "compilerOptions": { "plugins": [{ "transform": "my-taskprint/plugin" }] } }`, `{ "compilerOptions": { "plugins": [{ "transform": "my-taskprint/plugin" }, ${ENTRY}] } }`],
];

for (const [what, before, after] of ENTRIES) {
  test(`the plugin's entry: ${what}`, () => {
    const changed = withPluginEntry(readChain("tsconfig.json", before));
    assert.is(changed.text, after);
    assert.is(withPluginEntry(readChain("tsconfig.json", changed.text)).text, after);
  });
}

test("plugins of a base are copied, as a list of one's own replaces them, unless the entry is there", () => {
  const folder = newFolder({ "base.json": `{ "compilerOptions": { "plugins": [{ "name": "x", "deep": [1, {}] }] } }`, "tsconfig.json": `{ "extends": "./base.json" }` });
  const changed = withPluginEntry(readChain(join(folder, "tsconfig.json")));
  assert.equal(changed.value("compilerOptions", "plugins"), [{ name: "x", deep: [1, {}] }, JSON.parse(ENTRY)]);
  const done = newFolder({ "base.json": `{ "compilerOptions": { "plugins": [${ENTRY}] } }`, "tsconfig.json": `{ "extends": "./base.json" }` });
  assert.is(withPluginEntry(readChain(join(done, "tsconfig.json"))).text, `{ "extends": "./base.json" }`);
});


test.run();
