import { resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mayBuild, scriptsWithTspc } from "#tools/setup/buildScript";
import { readCommands } from "#tools/setup/commandLine";
import { findToolUses } from "#tools/setup/otherTools";

const test = suite("scripts of package.json");

/** A script, and what it becomes; undefined where it stays. */
const BUILDS: readonly (readonly [before: string, after: string | undefined])[] = [
  ["tsc", "tspc"],
  ["tsc -p tsconfig.build.json --sourceMap", "tspc -p tsconfig.build.json --sourceMap"],
  ["rm -rf dist && tsc && cp -r assets dist", "rm -rf dist && tspc && cp -r assets dist"],
  ["tsc -b; tsc -p esm || exit 1", "tspc -b; tspc -p esm || exit 1"],
  ["npx tsc", "npx tspc"],
  ["npx --no-install tsc -w", "npx --no-install tspc -w"],
  ["pnpm exec tsc", "pnpm exec tspc"],
  ["yarn tsc", "yarn tspc"],
  ["yarn run tsc --build", "yarn run tspc --build"],
  ["npm exec -- tsc", "npm exec -- tspc"],
  ["bun x tsc", "bun x tspc"],
  ["NODE_ENV=production tsc", "NODE_ENV=production tspc"],
  ["cross-env NODE_ENV=production tsc", "cross-env NODE_ENV=production tspc"],
  ["./node_modules/.bin/tsc -p .", "./node_modules/.bin/tspc -p ."],
  [`concurrently "tsc -w" "node --watch dist/index.js"`, `concurrently "tspc -w" "node --watch dist/index.js"`],
  [`concurrently 'tsc -w' 'tsc -p b -w'`, `concurrently 'tspc -w' 'tspc -p b -w'`],
  ["tsc && tsc-alias", "tspc && tsc-alias"],
  ["tsc --noEmit && vite build", undefined],
  ["tsc -noEmit", undefined],
  ["tsc --version", undefined],
  ["tsc-watch --onSuccess run", undefined],
  ["vue-tsc", undefined],
  ["npm run tsc", undefined],
  ["run-s tsc", undefined],
  ["echo tsc", undefined],
  [`echo "run tsc; tsc is the compiler"`, undefined],
  ["node scripts/tsc.js", undefined],
  ["tspc", undefined],
  ["vite build", undefined],
];

for (const [before, after] of BUILDS) {
  test(`${before} ${after === undefined ? "stays" : `becomes ${after}`}`, () => {
    assert.equal(scriptsWithTspc({ build: before }, undefined), after === undefined ? {} : { build: after });
  });
}

test("a project without a build gets one, for its tsconfig", () => {
  assert.equal(scriptsWithTspc({ test: "echo tsc" }, undefined), { build: "tspc" });
  assert.equal(scriptsWithTspc({}, "tsconfig.build.json"), { build: "tspc -p tsconfig.build.json" });
});

test("a build by another script is enough, and a check of types stays as it is", () => {
  assert.equal(scriptsWithTspc({ compile: "tsc", types: "tsc --noEmit" }, undefined), { compile: "tspc" });
  assert.equal(scriptsWithTspc({ compile: "tspc" }, undefined), {});
});

test("where ts-patch patches the compiler itself, tsc has plugins", () => {
  assert.equal(scriptsWithTspc({ prepare: "ts-patch install -s", build: "tsc" }, undefined), {});
});

/** Whether a script that is run in /p may build /p/tsconfig.json. */
const BUILT: readonly (readonly [script: string, may: boolean])[] = [
  ["tspc", true],
  ["tspc -w --pretty", true],
  ["tspc -p .", true],
  ["tspc --project ./tsconfig.json", true],
  ["tspc -p tsconfig.build.json", false],
  ["tspc -p packages/a", false],
  ["tspc -p tsconfig.build.json && tspc", true],
  ["tspc -b packages/a", true],
  ["cd packages/a && tspc", true],
  ["cd packages/a && tsc", false],
  ["tsc", false],
];

for (const [script, may] of BUILT) {
  test(`${script} ${may ? "may build" : "does not build"} the tsconfig of its folder`, () => {
    assert.is(mayBuild(script, resolve("/p"), resolve("/p/tsconfig.json")), may);
  });
}

test("commands are read with their place", () => {
  const script = "A=1 npx tsc -p 'a b' && echo x|cat";
  assert.equal(readCommands(script), [
    { program: "tsc", offset: 8, parameters: ["-p", "a b"] },
    { program: "echo", offset: 24, parameters: ["x"] },
    { program: "cat", offset: 31, parameters: [] },
  ]);
});

/** Scripts, and what of them is in the way (`!`) or only beside. */
const TOOLS: readonly (readonly [what: string, scripts: Readonly<Record<string, string>>, uses: readonly string[]])[] = [
  ["tsx as the start", { build: "tspc", start: "tsx src/index.ts" }, ["!start tsx runs"]],
  ["tsx as a watcher", { build: "tspc", dev: "npx tsx watch src/index.ts" }, ["!dev tsx runs"]],
  ["tsx for something else", { build: "tspc", "db:seed": "tsx scripts/seed.ts" }, ["db:seed tsx runs"]],
  ["node with a loader", { build: "tspc", start: "node --import tsx src/index.ts" }, ["!start node with tsx runs"]],
  ["node with ts-node", { build: "tspc", start: "node --loader ts-node/esm src/index.ts" }, ["!start node with ts-node/esm runs"]],
  ["node that strips types", { build: "tspc", start: "node src/index.ts" }, ["!start node, which strips types, runs"]],
  ["node with its flag", { build: "tspc", start: "node --experimental-strip-types src/index.ts" }, ["!start node, which strips types, runs"]],
  ["ts-node without types", { build: "tspc", start: "ts-node -T src/index.ts" }, ["!start ts-node runs"]],
  ["ts-node with ts-patch", { build: "tspc", start: "ts-node -C ts-patch/compiler src/index.ts" }, []],
  ["bun", { build: "tspc", start: "bun run src/index.ts" }, ["!start bun runs"]],
  ["bun on what was built", { build: "tspc", start: "bun dist/index.js" }, []],
  ["swc as the build", { build: "swc src -d dist" }, ["!build swc compiles"]],
  ["swc after tspc", { build: "tspc && swc dist -d lib" }, ["!build swc compiles"]],
  ["swc on what was built", { build: "tspc && swc dist/index.js -o out.js" }, ["build swc compiles"]],
  ["esbuild of the sources", { build: "tspc && esbuild src/index.ts --bundle" }, ["!build esbuild bundles"]],
  ["esbuild of what was built", { build: "tspc && esbuild dist/index.js --bundle --outfile=out.js" }, ["build esbuild bundles"]],
  ["a bundler alone", { build: "vite build" }, ["!build vite bundles"]],
  ["a bundler behind a check", { build: "tsc --noEmit && vite build" }, ["!build vite bundles"]],
  ["a bundler behind tspc", { build: "tspc && rollup -c" }, ["build rollup bundles"]],
  ["programs of odd names", { build: "tspc && constructor x && toString" }, []],
  ["plain node", { build: "tspc", start: "node dist/index.js", test: "node --test" }, []],
];

for (const [what, scripts, uses] of TOOLS) {
  test(`other tools: ${what}`, () => {
    assert.equal(findToolUses(scripts).map(({ script, tool, kind, isInTheWay }) => `${isInTheWay ? "!" : ""}${script} ${tool} ${kind}`), uses);
  });
}

test.run();
