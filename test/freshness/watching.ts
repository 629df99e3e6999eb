import { setTimeout as wait } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Tspc } from "./compilers.js";
import { assertEdited, assertFresh } from "./expectations.js";
import { watching } from "./modes.js";
import { applyEdit, buildCleanly, filesOf, filesOfEdit, type Built } from "./project.js";
import type { Scenario } from "./scenario.js";
import { Watcher } from "./watcher.js";
import { Workspace } from "./workspace.js";

/** Far longer than any build takes: a watcher that never gets there is the failure, not a slow one. */
const PATIENCE_MS = 60_000;

/** Makes the edits one after another below one running watcher, and holds what it builds against a clean build. */
export function testWatching(scenario: Scenario, tspc: Tspc): void {
  const test = suite(`${scenario.label}: ${watching.label}, ${tspc.label}`);
  let workspace: Workspace;
  let watcher: Watcher;
  let state = scenario.start;
  let last: Built | undefined;

  test.before(async () => {
    workspace = new Workspace(filesOf(state, watching), state.links);
    watcher = new Watcher(tspc, workspace.folder);
    last = await buildCleanly(state, tspc, watching);
    assertFresh(await awaitBuild({ watcher, workspace, builds: 0 }, last), last);
  });

  for (const edit of scenario.edits.filter(({ isUnwatched }) => !isUnwatched)) {
    test(edit.label, async () => {
      state = applyEdit(state, edit);
      const { builds } = watcher;
      workspace.write(filesOfEdit(edit, state, watching));
      const [before, clean] = [last, await buildCleanly(state, tspc, watching)];
      if (clean.status === 0) last = clean;
      assertFresh(await awaitBuild({ watcher, workspace, builds }, clean), clean);
      assert.ok(before);
      assertEdited(edit, { before, after: clean, programs: 1 });
    });
  }

  test.after(async () => {
    await watcher.stop();
    workspace.remove();
  });
  test.run();
}

/** A watcher over a workspace, and how many builds it had ended when the files changed. */
interface Watched {
  readonly watcher: Watcher;
  readonly workspace: Workspace;
  readonly builds: number;
}

/**
 * Waits until the watcher has built what a clean build gives. An edit of several files may be seen in
 * parts, so that a first build comes too early; the last look, when patience ends, is what is judged.
 */
async function awaitBuild(watched: Watched, clean: Built): Promise<Built> {
  const { watcher, builds } = watched;
  const end = Date.now() + PATIENCE_MS;
  let seen = look(watched, clean);
  while (Date.now() < end && !(watcher.builds > builds && isSame(seen, clean))) {
    await wait(100);
    seen = look(watched, clean);
  }
  assert.ok(watcher.builds > builds, `the watcher built again; it printed:\n${watcher.printed}`);
  return seen;
}

/** A watcher has no exit code; the one of the clean build stands in for it. */
function look({ watcher, workspace }: Watched, { status }: Built): Built {
  const errors = watcher.errors.map((line) => line.replaceAll(workspace.folder, "."));
  return { status, errors, outputs: workspace.readOutputs() };
}

function isSame(seen: Built, clean: Built): boolean {
  const outputsAgree = [...clean.outputs].every(([path, text]) => seen.outputs.get(path) === text);
  return outputsAgree && seen.errors.join("\n") === clean.errors.join("\n");
}
