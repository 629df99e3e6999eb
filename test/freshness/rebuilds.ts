import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runTspc, type Tspc } from "./compilers.js";
import type { Edit } from "./edits.js";
import { assertEdited, assertFresh } from "./expectations.js";
import { plain, type Mode } from "./modes.js";
import { applyEdit, buildCleanly, buildIn, filesOf, filesOfEdit, fingerprintsOf, type Built } from "./project.js";
import type { Scenario } from "./scenario.js";
import { Workspace } from "./workspace.js";

/** Makes the edits one after another in one folder, and holds each rebuild against a clean build. */
export function testRebuilds(scenario: Scenario, tspc: Tspc, mode: Mode): void {
  const test = suite(`${scenario.label}: ${mode.label}, ${tspc.label}`);
  let workspace: Workspace;
  let state = scenario.start;
  /** The last clean build without errors: an error in between moves no fingerprint. */
  let last: Built | undefined;

  test.before(() => {
    workspace = new Workspace(filesOf(state, mode), state.links);
  });

  test("the first build", async () => {
    last = await buildIn(workspace, tspc, mode);
    assert.equal([last.status, last.errors], [0, []]);
    assert.is(fingerprintsOf(last.outputs).size, scenario.tasks, "every task is in the manifest");
  });

  for (const edit of scenario.edits.filter((each) => isSeen(mode, each))) {
    test(edit.label, async () => {
      state = applyEdit(state, edit);
      workspace.write(filesOfEdit(edit, state, mode));
      const [rebuilt, clean] = await Promise.all([buildIn(workspace, tspc, mode), buildCleanly(state, tspc, mode)]);
      const before = last;
      if (clean.status === 0) last = clean;
      assertFresh(rebuilt, clean);
      assert.ok(before, "the build before succeeded");
      assertEdited(edit, { before, after: clean, programs: mode.hasReferences ? 2 : 1 });
      if (clean.status !== 0) await assertErrorsPersist(rebuilt);
    });
  }

  test("nothing edited", async () => {
    const times = workspace.readTimes();
    const { status, errors, printed } = await runTspc(tspc, workspace.folder, [...mode.command, "--extendedDiagnostics"]);
    assert.equal([status, errors], [0, []]);
    if (mode === plain) return;
    assert.equal(workspace.readTimes(), times, "nothing is written");
    assert.not.match(printed, "Check time", "nothing is checked");
  });

  async function assertErrorsPersist(rebuilt: Built): Promise<void> {
    const again = await buildIn(workspace, tspc, mode);
    assert.equal([again.status !== 0, again.errors], [true, rebuilt.errors], "the errors stay while their cause does");
  }

  test.after(() => workspace.remove());
  test.run();
}

function isSeen(mode: Mode, edit: Edit): boolean {
  return !edit.isOutsideReferences || mode.command[0] !== "-b";
}
