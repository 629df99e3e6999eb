import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../harness/project.js";
import { packTarball } from "./tarball.js";

const test = suite("the packed package");

test("holds what users need, and nothing else", () => {
  const beside = packTarball().files.filter((path) => !path.startsWith("dist/"));
  assert.equal(beside, ["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
});

test("holds code and types for every source file, and the mark of CommonJS", () => {
  const built = packTarball().files.filter((path) => path.startsWith("dist/"));
  const runtime = listSources("runtime");
  const folders = [["runtime", "dist/runtime"], ["plugin", "dist/cjs/plugin"], ["editor", "dist/cjs/editor"], ["tools", "dist/tools"]] as const;
  const expected = folders.flatMap(([from, to]) => listSources(from).map((path) => `${to}/${path}`));
  for (const path of expected) assert.ok(built.includes(`${path}.js`) && built.includes(`${path}.d.ts`), path);
  // The copy of the few runtime files that the plugins import.
  const isCopy = (path: string): boolean => runtime.some((each) => path === `dist/cjs/runtime/${each}.js` || path === `dist/cjs/runtime/${each}.d.ts`);
  const known = new Set(["dist/cjs/package.json", "dist/taskprint.js", ...expected.flatMap((path) => [`${path}.js`, `${path}.d.ts`])]);
  assert.equal(built.filter((path) => !known.has(path) && !isCopy(path)), []);
});

test("loads one file of its own when it is imported, and none of Node's through its importer", () => {
  const read = (path: string): string => readFileSync(join(repository, path), "utf8");
  assert.match(read("dist/runtime/index.js"), /^export \{[^}]*\} from "\.\.\/taskprint\.js";\n$/);
  assert.not.match(read("dist/taskprint.js"), /^import /m);
});

/** Source files below a folder of the repository, without their extension. */
function listSources(folder: string): readonly string[] {
  return readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
    .map((path) => path.replaceAll("\\", "/").slice(0, -3));
}

test.run();
