import * as assert from "uvu/assert";
import type { Manifest, ManifestNode, ManifestTask } from "./manifest.js";

/** A program's manifest, and one of its tasks. */
export interface Listed {
  readonly manifest: Manifest;
  readonly task: ManifestTask;
}

/** Where the digest of a task's code moved, its text or something that the manifest says it reaches must have moved. */
export function assertExplained(old: Listed, now: Listed): void {
  if (old.task.code.digest === now.task.code.digest) return;
  assert.is.not(describeReached(now), describeReached(old), "the manifest shows why the digest moved");
}

/** All that the manifest says of what a task reaches, but for digests that only sum up what is said anyway. */
function describeReached({ manifest, task }: Listed): string {
  const reached = new Set(task.closure ? [task.closure.node] : []);
  for (const id of reached) {
    for (const used of usesOf(manifest, id)) reached.add(used);
  }
  const nodes = [...reached].sort().map((id) => [id, withoutSummary(manifest.closure?.[id])]);
  const tasks = manifest.tasks.filter((each) => each === task || (each.closure && reached.has(each.closure.node)));
  return JSON.stringify([nodes, tasks.map(({ name, signature, code, version }) => [name, signature, version, code.text])]);
}

function usesOf(manifest: Manifest, id: string): readonly string[] {
  const node = manifest.closure?.[id];
  if (!node) throw new Error(`The manifest does not say what ${id} is.`);
  return Object.values(node.uses ?? {}).flat();
}

function withoutSummary(node: ManifestNode | undefined): unknown {
  if (!node) return undefined;
  const { digest, line, ...said } = node;
  return node.uses ? said : { ...said, digest };
}
