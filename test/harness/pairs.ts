import * as assert from "uvu/assert";
import { partsOf } from "./manifest.js";
import type { Manifest, ManifestTask, Part } from "./manifest.js";

/** Pairs tasks by name. The only task that was renamed, if any, is paired with the only one that is new. */
export function pairTasks(before: Manifest, after: Manifest): [ManifestTask, ManifestTask][] {
  assert.is(after.tasks.length, before.tasks.length, "both sides have the same number of tasks");
  const unpaired = after.tasks.filter((now) => !before.tasks.some((old) => old.name === now.name));
  assert.ok(unpaired.length <= 1, "at most one task is renamed");
  return before.tasks.map((old) => {
    const now = after.tasks.find((task) => task.name === old.name) ?? unpaired[0];
    if (!now) throw new Error(`No task stands for ${old.name}.`);
    return [old, now];
  });
}

/** No part of a task may have changed. */
export function assertSame(old: ManifestTask, now: ManifestTask): void {
  assert.equal(describeFingerprinted(now), describeFingerprinted(old), "no part of the task may change");
  assert.is(now.fingerprint, old.fingerprint, "the fingerprint may not change");
}

/**
 * Exactly one part of a task must have changed, and with it the fingerprint. A digest moves with its
 * text; that of code also with what the code reaches, which `assertExplained` looks at.
 */
export function assertOnlyChange(part: Part, old: ManifestTask, now: ManifestTask): void {
  const [was, is] = [partsOf(old), partsOf(now)];
  const parts: readonly Part[] = ["name", "signature", "code", "version"];
  const versioned = old.version !== null || now.version !== null;
  const changed = parts.filter((key) => was[key] !== is[key] && !(key === "code" && versioned));
  assert.equal(changed, [part], "exactly this part changes");
  assert.is.not(now.fingerprint, old.fingerprint, "the fingerprint changes");
  for (const key of ["signature", "code"] as const) {
    const [digestMoved, textMoved] = [now[key].digest !== old[key].digest, now[key].text.join("\n") !== old[key].text.join("\n")];
    if (key === "code" && now.closure && !textMoved) continue;
    assert.is(digestMoved, textMoved, `the digest of the ${key} moves with its text, and only with it`);
  }
}

/** What the fingerprint stands for: an explicit version replaces the code. */
export function describeFingerprinted(task: ManifestTask): object {
  const parts = partsOf(task);
  return task.version === null ? parts : { ...parts, code: "replaced by the version" };
}
