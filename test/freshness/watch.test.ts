import { setTimeout as wait } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { current } from "./compilers.js";
import { edits } from "./edits.js";
import { assertEdited, assertFresh } from "./expectations.js";
import { watching } from "./modes.js";
import { applyEdit, buildCleanly, filesOf, filesOfEdit, untouched, type Built } from "./project.js";
import { Watcher } from "./watcher.js";
import { Workspace } from "./workspace.js";

/** Far longer than any build takes: a watcher that never gets there is the failure, not a slow one. */
const PATIENCE_MS = 60_000;

const test = suite(`${watching.label}, ${current.label}`);
let workspace: Workspace;
let watcher: Watcher;
let state = untouched;
let last: Built | undefined;

test.before(async () => {
  workspace = new Workspace(filesOf(untouched, watching));
  watcher = new Watcher(current, workspace.folder);
  last = await buildCleanly(untouched, current, watching);
  assertFresh(await awaitBuild(0, last), last);
});

for (const edit of edits) {
  test(edit.label, async () => {
    state = applyEdit(state, edit);
    const { builds } = watcher;
    workspace.write(filesOfEdit(edit, state, watching));
    const clean = await buildCleanly(state, current, watching);
    assertFresh(await awaitBuild(builds, clean), clean);
    assert.ok(last);
    assertEdited(edit, { before: last, after: clean, programs: 1 });
    if (clean.status === 0) last = clean;
  });
}

/**
 * Waits until the watcher has built what a clean build gives. An edit of several files may be seen in
 * parts, so that a first build comes too early; the last look, when patience ends, is what is judged.
 */
async function awaitBuild(builds: number, clean: Built): Promise<Built> {
  const end = Date.now() + PATIENCE_MS;
  let seen = look(clean);
  while (Date.now() < end && !(watcher.builds > builds && isSame(seen, clean))) {
    await wait(100);
    seen = look(clean);
  }
  assert.ok(watcher.builds > builds, `the watcher built again; it printed:\n${watcher.printed}`);
  return seen;
}

/** A watcher has no exit code; the one of the clean build stands in for it. */
function look({ status }: Built): Built {
  const errors = watcher.errors.map((line) => line.replaceAll(workspace.folder, "."));
  return { status, errors, outputs: workspace.readOutputs() };
}

function isSame(seen: Built, clean: Built): boolean {
  const outputsAgree = [...clean.outputs].every(([path, text]) => seen.outputs.get(path) === text);
  return outputsAgree && seen.errors.join("\n") === clean.errors.join("\n");
}

test.after(async () => {
  await watcher.stop();
  workspace.remove();
});
test.run();
