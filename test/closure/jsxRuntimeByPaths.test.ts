import { suite } from "uvu";
import * as assert from "uvu/assert";
import { build } from "../harness/build.js";
import { current, oldest } from "../harness/compilers.js";
import { baseOptions } from "../harness/project.js";

const runtime = (end: string): string => `export const jsx = (tag: string): string => tag + ${JSON.stringify(end)};
export const jsxs = jsx;
export const Fragment = "fragment";
export namespace JSX {
  export interface IntrinsicElements { a: object }
  export type Element = string;
}
`;

const main = 'import { task } from "taskprint";\nexport const shown = task(function shown(): string { return <a />; });\nexport const plain = task(function plain(): string { return "a"; });\n';

/** The fingerprints of a program whose JSX runtime is a file of its own, which only `paths` leads to. */
function fingerprintsUnder(compiler: typeof current, end: string): readonly (string | undefined)[] {
  const paths = { ...(baseOptions["paths"] as object), "@app/*": ["./runtime/*"] };
  const files = new Map([["runtime/jsx-runtime.ts", runtime(end)], ["main.tsx", main]]);
  const compilerOptions = { jsx: "react-jsx", jsxImportSource: "@app", paths };
  const { diagnostics, manifest } = build(compiler, { root: "/project", files, compilerOptions, pluginOptions: { track: "closure" } });
  assert.equal(diagnostics.map(({ messageText }) => messageText), []);
  return ["shown", "plain"].map((name) => manifest?.tasks.find((task) => task.name === name)?.fingerprint);
}

const test = suite("a JSX runtime of the project");
for (const compiler of [current, oldest]) {
  test(`counts for tasks with JSX, ${compiler.label}`, () => {
    const [[shown, plain], [edited, same]] = [fingerprintsUnder(compiler, "1"), fingerprintsUnder(compiler, "2")];
    assert.ok(shown && plain);
    assert.is.not(edited, shown);
    assert.is(same, plain);
  });
}
test.run();
