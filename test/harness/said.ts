import * as assert from "uvu/assert";
import { compareTasks } from "#tools/explain/task";
import type { Manifest as FullManifest } from "#tools/records/manifest";
import type { Listed } from "./reached.js";

/** What tools say of a task between two builds: something where its fingerprint moved, and only there. */
export function assertSaid(old: Listed, now: Listed): void {
  const [before, after] = [old, now].map(({ manifest, task }) => ({ manifest: manifest as FullManifest, task: task as FullManifest["tasks"][number] }));
  if (!before || !after) throw new Error("Two are compared.");
  const moves = compareTasks(before, after).filter(({ part }) => part !== "note" && part !== "key");
  assert.is(moves.length > 0, old.task.fingerprint !== now.task.fingerprint, moves.map(({ sentence }) => sentence).join("; ") || "nothing is said of what moved");
}
