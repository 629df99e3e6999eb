import * as assert from "uvu/assert";
import { buildPlainly } from "./build.js";
import type { Build } from "./build.js";
import { current } from "./compilers.js";
import { readExpectation } from "./fixtures.js";
import type { Fixture } from "./fixtures.js";
import type { Project } from "./project.js";
import { Sandbox } from "./run.js";
import { withoutTask } from "./withoutTask.js";

/** The names under which the fixtures that are run call `task`. */
const spellings = ["task", "memo"];

/** Compares what was emitted for `input.ts` with `expected.js` or `expected.d.ts`, if the fixture has it. */
export function assertEmitted(fixture: Fixture, built: Build, extension: "js" | "d.ts"): void {
  const expected = readExpectation(fixture, `expected.${extension}`);
  if (expected === undefined) return;
  const emitted = built.outputs.get(`out/input.${extension}`) ?? "";
  assert.fixture(maskConstants(emitted), expected);
}

/** Leaves of a digest that it is there, and of a refusal its codes: wordings and digests are compared elsewhere. */
function maskConstants(text: string): string {
  return text
    .replace(/"[0-9a-f]{64}"/g, `"<fingerprint>"`)
    .replace(/refused: "(?:[^"\\]|\\.)*"/g, (refused) => `refused: "<${refused.match(/TP\d+(?=\])/g)?.join(" ")}>"`);
}

/** The original functions, a first run of the tasks, and a second run that finds all results must print the same. */
export function assertRunsAlike(project: Project, built: Build): void {
  const plain = new Sandbox(buildPlainly(current, project, withoutTask(current, spellings)).outputs);
  const compiled = new Sandbox(built.outputs);
  try {
    assertRunsAlikeWorker(plain, compiled);
  } finally {
    plain.remove();
    compiled.remove();
  }
}

function assertRunsAlikeWorker(plain: Sandbox, compiled: Sandbox): void {
  const original = plain.run("out/input.js");
  assert.is(original.status, 0, original.errors);
  assert.is.not(original.printed, "", "the program prints something");
  assert.equal(original.outcomes, [], "the original functions are no tasks");
  const first = compiled.run("out/input.js");
  assert.equal([first.status, first.printed], [0, original.printed], first.errors);
  assert.ok(first.outcomes.some((outcome) => outcome.endsWith(" run")), "the first run runs tasks");
  const second = compiled.run("out/input.js");
  assert.equal([second.status, second.printed], [0, original.printed], second.errors);
  const missed = second.outcomes.filter((outcome) => !outcome.endsWith(" hit"));
  const failed = first.outcomes.filter((outcome) => outcome.endsWith(" failed"));
  assert.equal(missed, failed, "the second run only hits, and fails where the first failed");
}
