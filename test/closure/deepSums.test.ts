import { suite } from "uvu";
import * as assert from "uvu/assert";
import { build } from "../harness/build.js";
import { current } from "../harness/compilers.js";

/** Far more terms than functions can call each other. */
const TERMS = 6000;
const sum = Array.from({ length: TERMS }, (_, index) => `"s${index}"`).join(" + ");

function fingerprintOf(files: Readonly<Record<string, string>>): string | undefined {
  const project = { root: "/project", files: new Map(Object.entries(files)), compilerOptions: {}, pluginOptions: { track: "closure" } };
  const { diagnostics, manifest } = build(current, project);
  assert.equal(diagnostics.map(({ messageText }) => messageText), []);
  return manifest?.tasks[0]?.fingerprint;
}

const TASK = 'import { task } from "taskprint";\n';
const test = suite("sums of thousands of terms");

test("in a file that no task reaches", () => {
  const main = `${TASK}export const cached = task((x: number): number => x);\n`;
  const found = fingerprintOf({ "text.ts": `export const text = ${sum};\n`, "main.ts": main });
  assert.ok(found);
  assert.is(found, fingerprintOf({ "main.ts": main }));
});

test("in what a task reaches: the last term counts, and names among the terms are followed", () => {
  const main = `${TASK}import { text } from "./text.js";\nexport const cached = task((x: number): string => text + x);\n`;
  const of = (last: string, end: string): string | undefined =>
    fingerprintOf({ "end.ts": `export const end = "${end}";\n`, "text.ts": `import { end } from "./end.js";\nexport const text = end + ${sum} + "${last}";\n`, "main.ts": main });
  const found = of("last", "end");
  assert.ok(found);
  assert.is.not(of("other", "end"), found);
  assert.is.not(of("last", "other"), found);
});

test.run();
