import { suite } from "uvu";
import * as assert from "uvu/assert";
import { build } from "./harness/build.js";
import { current, oldest } from "./harness/compilers.js";
import { describeDiagnostics, parseExpectations } from "./harness/diagnostics.js";
import type { Reported } from "./harness/diagnostics.js";
import { assertEmitted, assertRunsAlike } from "./harness/emitted.js";
import { buildCleanly, buildEverywhere, demandManifest } from "./harness/everywhere.js";
import { discoverFixtures, readExpectation, readProject, readSentence } from "./harness/fixtures.js";
import type { Fixture, Side } from "./harness/fixtures.js";
import { withoutPlace } from "./harness/manifest.js";
import type { Manifest, ManifestTask, Part } from "./harness/manifest.js";
import { assertOnlyChange, assertSame, describeFingerprinted, pairTasks } from "./harness/pairs.js";
import { assertExplained } from "./harness/reached.js";
import { assertSaid } from "./harness/said.js";
import type { Project } from "./harness/project.js";
import { variationsAfter, variationsBefore } from "./harness/variations.js";

/** In a fixture of `changed`, a task of this name stands beside the edited one and must not notice. */
const bystander = "bystander";

/** All tasks of the pairs, to check at the end that fingerprints and parts determine each other. */
const seen = new Map<string, ManifestTask>();

const same = suite("same");
for (const fixture of discoverFixtures("same")) {
  same(fixture.name, () => {
    const { before, after } = buildPair(fixture);
    for (const [old, now] of pairTasks(before, after)) {
      assertSame(old, now);
      assertSaid({ manifest: before, task: old }, { manifest: after, task: now });
    }
  });
}
same.run();

for (const part of ["name", "signature", "code", "version"] as const) {
  const changed = suite(`changed/${part}`);
  for (const fixture of discoverFixtures(`changed/${part}`)) {
    changed(fixture.name, () => {
      const { before, after } = buildPair(fixture);
      const others = readOtherParts(fixture);
      for (const [old, now] of pairTasks(before, after)) {
        const moved = others[old.name] ?? part;
        if (moved === "none") assertSame(old, now);
        else assertOnlyChange(moved, old, now);
        assertExplained({ manifest: before, task: old }, { manifest: after, task: now });
        assertSaid({ manifest: before, task: old }, { manifest: after, task: now });
      }
    });
  }
  changed.run();
}

const error = suite("error");
for (const fixture of discoverFixtures("error")) {
  error(fixture.name, () => {
    const project = readDescribed(fixture, "input");
    const expected = parseExpectations(readExpectation(fixture, "expected.txt") ?? "");
    assert.ok(expected.length > 0, "expected.txt lists at least one diagnostic");
    for (const compiler of [current, oldest]) {
      const built = build(compiler, project);
      assertReported(describeDiagnostics(compiler, project, built.diagnostics), expected, compiler.label);
      assertEmitted(fixture, built, "js");
    }
  });
}
error.run();

const emit = suite("emit");
for (const fixture of discoverFixtures("emit")) {
  emit(fixture.name, () => {
    const project = readDescribed(fixture, "input");
    assert.ok(readExpectation(fixture, "expected.js"), "the fixture says what is emitted");
    const [built, old] = [buildCleanly(current, project), buildCleanly(oldest, project)];
    assert.equal(withoutPlace(demandManifest(old)), withoutPlace(demandManifest(built)), `digests under ${oldest.label}`);
    assertEmitted(fixture, built, "js");
    assertEmitted(fixture, built, "d.ts");
    if (built.outputs.get("out/input.js")?.includes("console.log")) assertRunsAlike(project, built);
  });
}
emit.run();

const fingerprints = suite("fingerprints");
fingerprints("each stands for one combination of parts, and each combination has one", () => {
  const byParts = new Map<string, string>();
  for (const task of seen.values()) {
    const parts = JSON.stringify(describeFingerprinted(task));
    assert.is(byParts.get(parts) ?? task.fingerprint, task.fingerprint, `two fingerprints for ${parts}`);
    byParts.set(parts, task.fingerprint);
  }
  assert.is(byParts.size, seen.size, "as many combinations of parts as fingerprints");
  assert.ok(seen.size > 100, "the fixtures were built");
});
fingerprints.run();

/** Builds both sides of a fixture, and each variation on one of the sides. */
function buildPair(fixture: Fixture): { before: Manifest; after: Manifest } {
  const before = buildEverywhere(readDescribed(fixture, "before"), variationsBefore);
  const after = buildEverywhere(readProject(fixture, "after"), variationsAfter);
  assert.ok(before.tasks.length > 0, "the fixture has a task");
  for (const task of [...before.tasks, ...after.tasks]) seen.set(task.fingerprint, task);
  return { before, after };
}

/** What changes of the tasks of which something else than the fixture's part does, by their name on the first side. */
function readOtherParts(fixture: Fixture): Readonly<Record<string, Part | "none">> {
  const parts = JSON.parse(readExpectation(fixture, "expected.parts.json") ?? "{}") as Record<string, Part | "none">;
  return { [bystander]: "none", ...parts };
}

/** Reads a side that must say in its first line what the fixture shows. */
function readDescribed(fixture: Fixture, side: Side): Project {
  const project = readProject(fixture, side);
  assert.ok(readSentence(project), "the first line says in one sentence what the fixture shows");
  return project;
}

function assertReported(reported: readonly Reported[], expected: readonly Reported[], label: string): void {
  const comparable = reported.map(({ place, message }, index) => {
    const wanted = expected[index]?.message ?? "";
    return `${place} | ${message.includes(wanted) ? wanted : message}`;
  });
  assert.equal(comparable, expected.map(({ place, message }) => `${place} | ${message}`), label);
}
