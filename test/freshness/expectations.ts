import * as assert from "uvu/assert";
import type { Edit } from "./edits.js";
import { environmentOf, fingerprintsOf, type Built } from "./project.js";

/** A rebuild must say and hold what a clean build does. Output of a deleted source, which no compiler removes, may remain. */
export function assertFresh(rebuilt: Built, clean: Built): void {
  assert.equal(rebuilt.errors, clean.errors, "the errors are those of a clean build");
  // `-b` tells by 1 or 2 whether another project was built in the same run.
  assert.is(rebuilt.status === 0, clean.status === 0, "the exit code is that of a clean build");
  for (const [path, text] of clean.outputs) assert.is(rebuilt.outputs.get(path), text, `${path} is that of a clean build`);
}

/** Two clean builds, before and after an edit, with the number of programs that each compiles. */
export interface EditedBuilds {
  readonly before: Built;
  readonly after: Built;
  readonly programs: number;
}

/** A clean build must differ from the one before as the edit says, or agreeing with it would prove nothing. */
export function assertEdited(edit: Edit, { before, after, programs }: EditedBuilds): void {
  const codes = after.errors.map((line) => /\[(TP\d+)\]$/.exec(line)?.[1] ?? line);
  const expected = Array.from({ length: edit.isEverywhere ? programs : 1 }, () => edit.errors ?? []).flat();
  assert.equal(codes, expected, "the errors are those that the edit makes");
  assert.is(after.status !== 0, codes.length > 0, "the exit code tells of errors, and of nothing else");
  if (codes.length > 0) return;
  const [old, now] = [fingerprintsOf(before.outputs), fingerprintsOf(after.outputs)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  assert.equal(names.filter((name) => old.get(name) !== now.get(name)), [...edit.moves].sort(), "these fingerprints move");
  if (edit.environment) assert.equal(environmentOf(after.outputs, edit.environment.task), edit.environment.names, "these names join the key");
}
