import assert from "node:assert/strict";
import { Project } from "../project.mjs";
import { EDITS } from "./edits.mjs";

const WIDTH = Math.max(...EDITS.map(({ what }) => what.length));

/** Makes every edit, builds, runs, and prints what was re-run; fails when that is not what the design says. */
export function invalidation(installed) {
  const project = new Project(installed, "invalidation");
  console.log(row(["", "edit", "design", "daylight", "noon", ""]));
  const wrong = EDITS.filter((edit) => !isAsDesigned(project, edit));
  assert.equal(wrong.length, 0, `Not what the design says: ${wrong.map(({ what }) => what).join("; ")}.`);
  console.log(`All ${EDITS.length} outcomes are what the design says.`);
}

function isAsDesigned(project, edit) {
  make(project, edit);
  const { events } = project.run({ program: edit.program, account: edit.account });
  const [daylight, noon] = events.map(({ outcome }) => (outcome === "hit" ? "re-used" : "re-run"));
  const asDesigned = events.length === 2 && daylight === edit.daylight && noon === (edit.noon ?? "re-used");
  console.log(row([edit.part, edit.what, edit.daylight, daylight, noon, asDesigned ? "✓" : "✗ NOT AS DESIGNED"]));
  return asDesigned;
}

function make(project, { restore, move, changes = [] }) {
  if (restore) project.restore();
  if (move) project.move(...move);
  for (const change of changes) project.edit(...change);
  project.build();
}

function row([part, what, design, daylight, noon, verdict]) {
  return `${part.padEnd(10)} ${what.padEnd(WIDTH)}  ${design.padEnd(8)} ${daylight.padEnd(8)} ${noon.padEnd(8)} ${verdict}`.trimEnd();
}
