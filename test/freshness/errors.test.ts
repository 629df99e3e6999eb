import { suite } from "uvu";
import * as assert from "uvu/assert";
import { current, oldest, type Tspc } from "./compilers.js";
import { incremental, modes, type Mode } from "./modes.js";
import { buildIn, filesOf, untouched } from "./project.js";
import { sources } from "./sources.js";
import { Workspace } from "./workspace.js";

const faulty = { "shared/leaf.ts": "export interface Leaf { readonly value: number; readonly log: () => void }\n" };
const mended = { "shared/leaf.ts": sources["shared/leaf.ts"] ?? null };

for (const mode of modes.filter(({ label }) => ["-p", "incremental", "composite", "-b without references"].includes(label))) {
  testErrors(current, { ...mode, label: `noEmit, ${mode.label}`, compilerOptions: { ...mode.compilerOptions, noEmit: true } });
  testErrors(current, { ...mode, label: `noEmitOnError, ${mode.label}`, compilerOptions: { ...mode.compilerOptions, noEmitOnError: true } });
}
testErrors(oldest, { ...incremental, label: "noEmit, incremental", compilerOptions: { incremental: true, noEmit: true } });
testErrors(oldest, { ...incremental, label: "noEmitOnError, incremental", compilerOptions: { incremental: true, noEmitOnError: true } });

/** An error whose cause is two files away shows in every run until the cause is gone, and holds the output back. */
function testErrors(tspc: Tspc, mode: Mode): void {
  const test = suite(`${mode.label}, ${tspc.label}`);
  let workspace: Workspace;
  const places = ["shared/own.ts", "src/tasks.ts"];

  test.before(() => {
    workspace = new Workspace(filesOf(untouched, mode));
  });

  test("shows in the file of the task, in every run, until it is mended", async () => {
    const first = await buildIn(workspace, tspc, mode);
    assert.equal([first.status, first.errors], [0, []]);
    assert.is(first.outputs.size > 0, mode.compilerOptions.noEmit !== true);
    workspace.write(faulty);
    for (const run of ["first", "second"]) {
      const { status, errors, outputs } = await buildIn(workspace, tspc, mode);
      assert.is.not(status, 0, `${run} run`);
      assert.equal(errors.map((line) => line.replace(/\(.*/, "")), places, `${run} run`);
      assert.ok(errors.every((line) => /\[TP10\d\d\]$/.test(line)), `${run} run`);
      assert.equal(outputs, first.outputs, "no output is touched");
    }
    workspace.write(mended);
    const last = await buildIn(workspace, tspc, mode);
    assert.equal([last.status, last.errors], [0, []]);
    assert.equal(last.outputs, first.outputs);
  });

  test.after(() => workspace.remove());
  test.run();
}
