import { suite } from "uvu";
import * as assert from "uvu/assert";
import { build, buildPlainly } from "./harness/build.js";
import type { Build } from "./harness/build.js";
import { current, oldest } from "./harness/compilers.js";
import type { Compiler } from "./harness/compilers.js";
import { describeDiagnostics, parseExpectations } from "./harness/diagnostics.js";
import { discoverFixtures, readExpectation, readProject, readSentence } from "./harness/fixtures.js";
import type { Fixture } from "./harness/fixtures.js";
import { partsOf, withoutPlace } from "./harness/manifest.js";
import type { Manifest, ManifestTask, Part } from "./harness/manifest.js";
import type { Project } from "./harness/project.js";
import { Sandbox } from "./harness/run.js";
import { variations } from "./harness/variations.js";
import { withoutTask } from "./harness/withoutTask.js";

/** In a fixture of `changed`, a task of this name stands beside the edited one and must not notice. */
const bystander = "bystander";

/** All tasks that were seen, to check at the end that fingerprints and parts determine each other. */
const seen = new Map<string, ManifestTask>();

const same = suite("same");
for (const fixture of discoverFixtures("same")) {
  same(fixture.name, () => {
    const { before, after } = buildPair(fixture);
    for (const [old, now] of pairTasks(before, after)) {
      assert.equal(replaceVersionedCode(now), replaceVersionedCode(old), "no part of the task may change");
      assert.is(now.fingerprint, old.fingerprint, "the fingerprint may not change");
    }
  });
}
same.run();

for (const part of ["name", "signature", "code", "version"] as const) {
  const changed = suite(`changed/${part}`);
  for (const fixture of discoverFixtures(`changed/${part}`)) {
    changed(fixture.name, () => {
      const { before, after } = buildPair(fixture);
      for (const [old, now] of pairTasks(before, after)) {
        if (old.name === bystander) assert.equal(now.fingerprint, old.fingerprint, "the bystander may not change");
        else assertOnlyChange(part, old, now);
      }
    });
  }
  changed.run();
}

const error = suite("error");
for (const fixture of discoverFixtures("error")) {
  error(fixture.name, () => {
    const project = readProject(fixture, "input");
    assert.ok(readSentence(project), "the first line says in one sentence what the fixture shows");
    const expected = parseExpectations(readExpectation(fixture, "expected.txt") ?? "");
    assert.ok(expected.length > 0, "expected.txt lists at least one diagnostic");
    for (const compiler of [current, oldest]) {
      const reported = describeDiagnostics(compiler, project, build(compiler, project).diagnostics);
      const comparable = reported.map(({ place, message }, index) => {
        const wanted = expected[index]?.message ?? "";
        return `${place} | ${message.includes(wanted) ? wanted : message}`;
      });
      assert.equal(comparable, expected.map(({ place, message }) => `${place} | ${message}`), compiler.label);
    }
  });
}
error.run();

const emit = suite("emit");
for (const fixture of discoverFixtures("emit")) {
  emit(fixture.name, () => {
    const project = readProject(fixture, "input");
    assert.ok(readSentence(project), "the first line says in one sentence what the fixture shows");
    assert.ok(readExpectation(fixture, "expected.js"), "the fixture says what is emitted");
    const [built, old] = [buildCleanly(current, project), buildCleanly(oldest, project)];
    assert.equal(withoutPlace(demandManifest(old)), withoutPlace(demandManifest(built)), `digests under ${oldest.label}`);
    for (const extension of ["js", "d.ts"]) assertEmitted(fixture, built, extension);
    if (built.outputs.get("out/input.js")?.includes("console.log")) assertRunsAlike(project, built);
  });
}
emit.run();

const fingerprints = suite("fingerprints");
fingerprints("each stands for one combination of parts, and each combination has one", () => {
  const byParts = new Map<string, string>();
  for (const task of seen.values()) {
    const parts = JSON.stringify(replaceVersionedCode(task));
    assert.is(byParts.get(parts) ?? task.fingerprint, task.fingerprint, `two fingerprints for ${parts}`);
    byParts.set(parts, task.fingerprint);
  }
  assert.is(byParts.size, seen.size, "as many combinations of parts as fingerprints");
  assert.ok(seen.size > 100, "the fixtures were built");
});
fingerprints.run();

/** Builds both sides of a fixture with every compiler and under every variation, and returns the plain manifests. */
function buildPair(fixture: Fixture): { before: Manifest; after: Manifest } {
  const before = readProject(fixture, "before");
  const after = readProject(fixture, "after");
  assert.ok(readSentence(before), "the first line says in one sentence what the fixture shows");
  return { before: buildEverywhere(before), after: buildEverywhere(after) };
}

function buildEverywhere(project: Project): Manifest {
  const manifest = demandManifest(buildCleanly(current, project));
  assert.ok(manifest.tasks.length > 0, "the fixture has a task");
  for (const task of manifest.tasks) seen.set(task.fingerprint, task);
  const others = [
    { label: oldest.label, built: buildCleanly(oldest, project) },
    ...variations.map(({ label, apply }) => ({ label, built: buildCleanly(current, apply(project)) })),
  ];
  for (const { label, built } of others) {
    assert.equal(withoutPlace(demandManifest(built)), withoutPlace(manifest), `digests under ${label}`);
  }
  return manifest;
}

/** Builds a project that must have no errors, and whose output must hold the fingerprints of its manifest. */
function buildCleanly(compiler: Compiler, project: Project): Build {
  const built = build(compiler, project);
  const reported = describeDiagnostics(compiler, project, built.diagnostics);
  assert.equal(reported, [], `no diagnostics under ${compiler.label}`);
  const scripts = [...built.outputs].filter(([path]) => /\.[cm]?jsx?$/.test(path)).map(([, text]) => text).join("\n");
  const injected = scripts.match(/"[0-9a-f]{64}"/g) ?? [];
  const listed = demandManifest(built).tasks.map((task) => `"${task.fingerprint}"`);
  assert.equal(injected.sort(), listed.sort(), "the injected constants are those of the manifest");
  return built;
}

function demandManifest(built: Build): Manifest {
  assert.ok(built.manifest, "a manifest is written");
  return built.manifest as Manifest;
}

/** Pairs tasks by name. The only task that was renamed, if any, is paired with the only one that is new. */
function pairTasks(before: Manifest, after: Manifest): [ManifestTask, ManifestTask][] {
  assert.is(after.tasks.length, before.tasks.length, "both sides have the same number of tasks");
  const unpaired = after.tasks.filter((now) => !before.tasks.some((old) => old.name === now.name));
  assert.ok(unpaired.length <= 1, "at most one task is renamed");
  return before.tasks.map((old) => {
    const now = after.tasks.find((task) => task.name === old.name) ?? unpaired[0];
    assert.ok(now, `a task stands for ${old.name}`);
    return [old, now as ManifestTask];
  });
}

function assertOnlyChange(part: Part, old: ManifestTask, now: ManifestTask): void {
  const [was, is] = [partsOf(old), partsOf(now)];
  const parts: readonly Part[] = ["name", "signature", "code", "version"];
  const versioned = old.version !== null || now.version !== null;
  const changed = parts.filter((key) => was[key] !== is[key] && !(key === "code" && versioned));
  assert.equal(changed, [part], "exactly this part changes");
  assert.is.not(now.fingerprint, old.fingerprint, "the fingerprint changes");
  for (const key of ["signature", "code"] as const) {
    assert.is(now[key].digest !== old[key].digest, now[key].text.join("\n") !== old[key].text.join("\n"), `digest and text of the ${key} move together`);
  }
}

/** What the fingerprint stands for: an explicit version replaces the code. */
function replaceVersionedCode(task: ManifestTask): object {
  const parts = partsOf(task);
  return task.version === null ? parts : { ...parts, code: "replaced by the version" };
}

function assertEmitted(fixture: Fixture, built: Build, extension: string): void {
  const expected = readExpectation(fixture, `expected.${extension}`);
  if (expected === undefined) return;
  const emitted = built.outputs.get(`out/input.${extension}`) ?? "";
  assert.is(emitted.replace(/"[0-9a-f]{64}"/g, `"<fingerprint>"`), expected);
}

/** The original functions, a first run of the tasks and a second run that finds all results must print the same. */
function assertRunsAlike(project: Project, built: Build): void {
  const spellings = ["task", "memo"];
  const plain = new Sandbox(buildPlainly(current, project, withoutTask(current, spellings)).outputs);
  const compiled = new Sandbox(built.outputs);
  try {
    const original = plain.run("out/input.js");
    assert.is(original.status, 0, original.errors);
    assert.is.not(original.printed, "", "the program prints something");
    assert.equal(original.outcomes, [], "the original functions are no tasks");
    const first = compiled.run("out/input.js");
    assert.equal([first.status, first.printed], [0, original.printed], first.errors);
    const second = compiled.run("out/input.js");
    assert.equal([second.status, second.printed], [0, original.printed], second.errors);
    assert.ok(first.outcomes.some((outcome) => outcome.endsWith(" run")), "the first run runs tasks");
    const missed = second.outcomes.filter((outcome) => !outcome.endsWith(" hit"));
    const failed = first.outcomes.filter((outcome) => outcome.endsWith(" failed"));
    assert.equal(missed, failed, "the second run only hits, and fails where the first failed");
  } finally {
    plain.remove();
    compiled.remove();
  }
}
